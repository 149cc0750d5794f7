/** One number measured along chains: its estimate, effective samples and how long it took to forget the start. */

import type { Description } from '../catalogue/descriptions.ts';
import {
  type Estimate,
  effectiveSamplesOf,
  gammaMethodOfReplicas,
  type Series,
  splitRHat,
  thermalisationPoint,
} from '../measure/statistics/index.ts';
import type { Chains } from './chains.ts';

export interface Scalar {
  readonly name: string;
  readonly title: string;
  readonly unit: string;
  readonly role: Description['role'] | 'derived';
  readonly estimate: Estimate;
  /** Effective samples for the centre and for the tails of the distribution (Vehtari et al. 2021). */
  readonly bulkSamples?: number;
  readonly tailSamples?: number;
  /** Where a longer cut would leave more effective samples: the trajectory from which to count, of the slowest run. */
  readonly cut?: { readonly from: number; readonly thermalised: boolean };
}

/** Estimate from pieces, R̂ from runs. @throws RangeError where the data cannot be analysed */
export function estimateOf(name: string, pieces: readonly Series[], runs: readonly Series[], stride: number): Estimate {
  const { rHat: _, ...estimate } = gammaMethodOfReplicas(pieces, { name, stride });
  return { ...estimate, ...rHatOf(runs) };
}

const shortest = 8;

function rHatOf(runs: readonly Series[]): { rHat?: number } {
  if (runs.length < 2 || runs.some(({ length }) => length < shortest) || isConstant(runs)) return {};
  return { rHat: splitRHat(runs) };
}

/** Analyses component `k` of chains. @throws RangeError as {@link estimateOf} */
export function scalarOf(
  heading: Pick<Scalar, 'name' | 'title' | 'unit' | 'role'>,
  { pieces, runs, stride, trajectories }: Chains,
  k = 0,
): Scalar {
  const estimate = estimateOf(heading.title, pieces[k], runs[k], stride);
  const isUsable = runs[k].every(({ length }) => length >= shortest) && !isConstant(runs[k]);
  const cut = cutOf(runs[k], trajectories, stride);
  const sizes = isUsable ? effectiveSamplesOf(runs[k]) : undefined;
  return {
    ...heading,
    estimate,
    ...(sizes === undefined ? {} : { bulkSamples: sizes.bulk, tailSamples: sizes.tail }),
    ...(cut === undefined ? {} : { cut }),
  };
}

function cutOf(runs: readonly Series[], trajectories: readonly number[], stride: number): Scalar['cut'] {
  if (runs.some(({ length }) => length < 2 * shortest)) return undefined;
  const cuts = runs.map(thermalisationPoint);
  const longest = Math.max(...cuts.map(({ cut }) => cut));
  return { from: trajectories[0] + longest * stride, thermalised: cuts.every(({ thermalised }) => thermalised) };
}

function isConstant(runs: readonly Series[]): boolean {
  const [first] = runs[0];
  return runs.every(run => run.every(value => value === first));
}
