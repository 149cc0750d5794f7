/**
 * Metropolis one spin at a time. An update picks a site at random, proposes a new spin there and accepts it with probability
 * min(1, exp(−ΔS)):
 *   S′ = (S + w g)/|S + w g|, g Gaussian of unit variance in each component: as likely there as back, for every width w; an
 *   Ising spin turns over.
 * Sites are picked at random, so that one update, and any number of them in a row, has detailed balance for exp(−S). Sweeps
 * over the sites in turn have not, and could not propose to another chain (markov/selfLearning.ts).
 *
 * Reference: N. Metropolis et al., J. Chem. Phys. 21, 1087 (1953).
 */
import { gaussianPair, key, papers, uniforms } from '../../lattice/index.ts';
import type { TransitionKernel } from '../../markov/index.ts';
import type { SpinField } from '../spinField.ts';
import type { SpinAction } from './walk.ts';

export interface SpinMetropolisOptions {
  readonly action: SpinAction;
  /** Single-spin updates per step. Default: as many as there are sites. */
  readonly updates?: number;
  /** w; asked before every step, so that a tuner can choose it while thermalising. Default 0.5; nothing to Ising spins. */
  readonly width?: number | (() => number);
}

export interface SpinMetropolisState {
  /** The current configuration: read it, clone it, leave it as it is. */
  readonly u: SpinField;
}

export interface SpinMetropolisInfo {
  /** Share of accepted updates. */
  readonly acceptance: number;
  readonly width: number;
  /** S at the end. */
  readonly action: number;
  /** How far rounding had driven the spins off the sphere: root mean square. */
  readonly unitarityDefect: number;
  readonly seconds: number;
}

export type SpinMetropolis = TransitionKernel<SpinMetropolisState, SpinMetropolisInfo, SpinField>;

/** Proposals wider than this are as good as new spins. */
export const largestSpinWidth = 100;

/** @throws if the number of updates is not a whole one above 0; a step throws if the width is out of range, or S not finite */
export function spinMetropolis({ action, updates, width = 0.5 }: SpinMetropolisOptions): SpinMetropolis {
  if (updates !== undefined && !(Number.isInteger(updates) && updates > 0)) {
    throw new Error(`The number of updates is a whole one above 0; found ${updates}.`);
  }
  return {
    name: `Metropolis, ${updates === undefined ? 'one update per site' : `${updates} single-spin updates`}`,
    cites: [...papers('Metropolis:1953am'), ...action.cites],
    init: u => ({ u }),
    step({ seed, trajectory }, state) {
      const clock = performance.now();
      const { u } = state;
      const { volume } = u.lattice;
      const now = typeof width === 'number' ? width : width();
      if (!(now > 0 && now <= largestSpinWidth)) {
        throw new Error(`Proposals for spins are above 0 and at most ${largestSpinWidth} wide; found ${now}.`);
      }
      const spins = u.field.toArray();
      const count = updates ?? volume;
      const walk = action.walk(spins, count);
      const draws = key(seed, trajectory, 'spin');
      const proposal = new Float64Array(u.components);
      let accepted = 0;
      for (let k = 0; k < count; k++) {
        const [where, threshold] = uniforms(draws, k, 0);
        const site = Math.floor(where * volume);
        propose(spins.subarray(site * u.components, (site + 1) * u.components), now, proposal, slot =>
          uniforms(draws, k, slot),
        );
        const change = walk.change(site, proposal);
        if (Number.isNaN(change)) {
          throw new Error(`The change of ${action.name} is not a number at site ${site}; check spins and couplings.`);
        }
        if (threshold < Math.exp(-change)) {
          walk.accept();
          accepted++;
        }
      }
      u.field.fromArray(spins);
      const unitarityDefect = u.restore();
      const seconds = (performance.now() - clock) / 1000;
      return [state, { acceptance: accepted / count, width: now, action: walk.action, unitarityDefect, seconds }];
    },
  };
}

/** Writes S′ to `out`. */
function propose(
  S: Float64Array,
  width: number,
  out: Float64Array,
  draw: (slot: number) => readonly [number, number],
): void {
  if (S.length === 1) {
    out[0] = -S[0];
    return;
  }
  let square = 0;
  for (let c = 0; c < S.length; c += 2) {
    const pair = gaussianPair(...(draw(1 + c / 2) as [number, number]));
    for (let half = 0; half < 2 && c + half < S.length; half++) {
      out[c + half] = S[c + half] + width * pair[half];
      square += out[c + half] ** 2;
    }
  }
  const norm = Math.sqrt(square);
  for (let c = 0; c < S.length; c++) out[c] /= norm;
}
