/**
 * What is conjugate to the coupling that runs differ in: configurations have the weight exp(coupling · E), where E is made of
 * observables.
 *
 *   plaquette action          E = N_p p,                    N_p = V D(D−1)/2 plaquettes, p their average
 *   improved gauge actions    E = c₀ N_p p + c₁ N_r r,      N_r = 2 N_p rectangles, c₀ = 1 − 8c₁
 *   classical spins           E = −S/β,                     S = βH the action that every run logs
 *
 * Quarks, other terms and the sampler do not matter as long as they are the same in all runs.
 */
import { InputError } from '../../runfile/input/problem.ts';
import { rectangleCoefficientOf } from '../../runfile/schema/gauge.ts';
import { isSpinRun, type Resolved } from '../../runfile/schema/index.ts';

export interface Conjugate {
  /** The key of the coupling in the run file. */
  readonly key: 'action.gauge.beta' | 'model.beta';
  readonly coupling: number;
  /** E = Σ factor × observable. */
  readonly parts: readonly { readonly observable: string; readonly factor: number }[];
}

/** @throws InputError for a theory whose weight is not an exponential of one coupling, naming it */
export function conjugateOf(resolved: Resolved, folder: string): Conjugate {
  const { extent } = resolved.lattice;
  const sites = extent.reduce((product, length) => product * length, 1);
  if (isSpinRun(resolved)) {
    const { kind, beta } = resolved.model;
    if (kind === 'doubleExchange') {
      throw new InputError([
        `${folder} has electrons, whose weight is no exponential of the temperature; only runs of classical spins or gauge fields can be reweighted in it.`,
      ]);
    }
    return { key: 'model.beta', coupling: beta, parts: [{ observable: 'action', factor: -1 / beta }] };
  }
  const { gauge } = resolved.action;
  const plaquettes = (sites * extent.length * (extent.length - 1)) / 2;
  if (gauge.smearing !== undefined) {
    throw new InputError([
      `${folder} has a gauge action of smeared links, whose loops are not those that were measured; only actions of the links themselves can be reweighted.`,
    ]);
  }
  if (gauge.kind === 'plaquette' || gauge.kind === 'adjoint') {
    const parts = [{ observable: 'plaquette', factor: plaquettes }];
    return { key: 'action.gauge.beta', coupling: gauge.beta, parts };
  }
  const c1 = rectangleCoefficientOf(gauge.kind);
  if (c1 === undefined) {
    throw new InputError([
      `${folder} has the gauge action "${gauge.kind}", which has no single coupling; plaquette, adjoint, symanzik, iwasaki and dbw2 have one.`,
    ]);
  }
  const parts = [
    { observable: 'plaquette', factor: (1 - 8 * c1) * plaquettes },
    { observable: 'rectangle', factor: 2 * c1 * plaquettes },
  ];
  return { key: 'action.gauge.beta', coupling: (gauge as { beta: number }).beta, parts };
}
