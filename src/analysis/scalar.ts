/** One number measured along chains: its estimate, effective samples and how long it took to forget the start. */

import type { Description } from '../catalogue/index.ts';
import {
  countJumps,
  type Estimate,
  effectiveSamplesOf,
  gammaMethodOfReplicas,
  type Series,
  stuckStretch,
  thermalisationPoint,
  withoutError,
} from '../measure/statistics/index.ts';
import type { Chains } from './chains.ts';

export interface Scalar {
  readonly name: string;
  readonly title: string;
  readonly unit: string;
  readonly role: Description['role'] | 'derived';
  /** Of what was measured. */
  readonly shape?: Description['shape'];
  readonly estimate: Estimate;
  /** Effective samples for the centre and for the tails of the distribution (Vehtari et al. 2021). */
  readonly bulkSamples?: number;
  readonly tailSamples?: number;
  /**
   * Where a longer cut would leave more effective samples: the trajectory from which to count, of the slowest run. Absent
   * where a run stood still for a quarter of its length, or is a charge that hardly changed: neither has a start to forget.
   */
  readonly cut?: { readonly from: number; readonly thermalised: boolean };
}

/** Estimate of component `k`. @throws RangeError where the data cannot be analysed */
export function estimateOf(name: string, { runs, trajectories }: Chains, k = 0): Estimate {
  return gammaMethodOfReplicas(runs[k], { name, trajectories });
}

const shortest = 8;
/** A charge that jumps more rarely is frozen as far as a run can tell. */
export const fewestJumps = 10;

/** Analyses component `k` of chains. @throws RangeError as {@link estimateOf} */
export function scalarOf(
  heading: Pick<Scalar, 'name' | 'title' | 'unit' | 'role' | 'shape'>,
  chains: Chains,
  k = 0,
): Scalar {
  const { runs, trajectories } = chains;
  const whole = heading.shape === 'charge' ? frozenAt(runs[k]) : undefined;
  const measured = estimateOf(heading.title, chains, k);
  const estimate = whole === undefined ? measured : withoutError(whole, measured.samples);
  const isUsable = runs[k].every(({ length }) => length >= shortest) && !isConstant(runs[k]);
  const cut = isStill(heading.shape, runs[k]) ? undefined : cutOf(runs[k], trajectories);
  const sizes = isUsable ? effectiveSamplesOf(runs[k]) : undefined;
  return {
    ...heading,
    estimate,
    ...(sizes === undefined ? {} : { bulkSamples: sizes.bulk, tailSamples: sizes.tail }),
    ...(cut === undefined ? {} : { cut }),
  };
}

/** How near to a whole number a sum over plaquettes comes that is one. */
const rounding = 1e-9;

/** The whole number that a charge has all along, but for rounding: what moves then is no fluctuation. */
function frozenAt(runs: readonly Series[]): number | undefined {
  // Not −0.
  const whole = Math.round(runs[0][0]) + 0;
  return runs.every(run => run.every(value => Math.abs(value - whole) < rounding)) ? whole : undefined;
}

/** Whether a run has no start to forget, because it stood still. */
function isStill(shape: Scalar['shape'], runs: readonly Series[]): boolean {
  const isCharge = shape === 'charge';
  return runs.some(run => stuckStretch(run) !== undefined || (isCharge && countJumps(run) < fewestJumps));
}

function cutOf(runs: readonly Series[], trajectories: readonly Series[]): Scalar['cut'] {
  if (runs.some(({ length }) => length < 2 * shortest)) return undefined;
  const cuts = runs.map(thermalisationPoint);
  const longest = Math.max(...cuts.map(({ cut }) => cut));
  const slowest = cuts.findIndex(({ cut }) => cut === longest);
  return { from: trajectories[slowest][longest], thermalised: cuts.every(({ thermalised }) => thermalised) };
}

function isConstant(runs: readonly Series[]): boolean {
  const [first] = runs[0];
  return runs.every(run => run.every(value => value === first));
}
