/** The laws of `laws`, one line each in a test: `expectForce(S).toMatchFiniteDifference(u)`. */
import { expect } from 'vitest';
import type { GaugeField } from '../../src/gauge/index.ts';
import type { Kernel, Machine } from '../../src/kernel/index.ts';
import type { Configuration, Functional, Transformation } from '../../src/lattice/index.ts';
import { configurationLaws } from '../../src/laws/configuration.ts';
import type { Finding } from '../../src/laws/finding.ts';
import { type ForceOptions, forceLaws } from '../../src/laws/force.ts';
import { accumulationLaws, adjointLaws } from '../../src/laws/kernels/adjoint.ts';
import { agreementLaws } from '../../src/laws/kernels/agreement.ts';
import { type PullbackOptions, pullbackLaws } from '../../src/laws/pullback.ts';
import { type Flow, type ReversalOptions, reversalLaw } from '../../src/laws/reversal.ts';
import { covarianceLaws, gaugeRotation, invarianceLaw, type SymmetryOptions } from '../../src/laws/symmetry.ts';

/** Every law holds; the sentences of those that do not are the message. */
export function expectToHold(findings: readonly Finding[]): void {
  const sentences = findings.filter(({ ok }) => !ok).map(({ sentence }) => sentence);
  expect(sentences.length, sentences.join('\n')).toBe(0);
}

export const expectForce = <F extends Configuration<F>>(S: Functional<F>) => ({
  /** Also: S is real, the force lies in the algebra and is a function of u alone, u stays as it was. */
  toMatchFiniteDifference: (u: F, options?: ForceOptions) => expectToHold(forceLaws(S, u, options)),
});

export const expectAction = (S: Functional<GaugeField>) => ({
  toBeGaugeInvariant: (u: GaugeField) =>
    expectToHold([invarianceLaw(S, u, gaugeRotation(u), { law: `${S.name} is gauge invariant` })]),
});

export const expectMap = (T: Transformation<GaugeField>) => ({
  /** Under gauge transformations; also: u stays as it was. */
  toBeCovariant(u: GaugeField, options?: SymmetryOptions) {
    const law = `${T.name} commutes with gauge transformations`;
    expectToHold(covarianceLaws(T, u, gaugeRotation(u), { law, ...options }));
  },
  /** Along the motions of u and to every weight. */
  toPullBack: (u: GaugeField, options?: PullbackOptions) => expectToHold(pullbackLaws(T, u, options)),
});

export const expectStep = <F extends Configuration<F>>(flow: Flow<F>) => ({
  toBeReversible: (u: F, options?: ReversalOptions) => expectToHold([reversalLaw(flow, u, options)]),
});

export const expectConfiguration = <F extends Configuration<F>>(u: F) => ({
  toKeepItsContract: () => expectToHold(configurationLaws(u)),
});

export const expectKernel = (kernel: Kernel) => ({
  /** @param others further machines, without contraction */
  toAgreeOnAllMachines: (others: readonly Machine[] = []) => expectToHold(agreementLaws(kernel, others)),
  toHaveAdjoint: (extents?: readonly number[]) => expectToHold(adjointLaws(kernel, extents)),
  toAccumulateDerivatives: (extents?: readonly number[]) => expectToHold(accumulationLaws(kernel, extents)),
});
