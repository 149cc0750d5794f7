/**
 * Measurements with the numbers of the trajectories they belong to. A chain is regular where neighbouring numbers
 * differ by one stride; only then does a lag mean one time, and only then may tau_int be counted in trajectories.
 * Gaps, duplicates and disorder are refused by name. `withoutDuplicates` and `splitAtGaps` say what to do about them.
 */
import type { Estimate } from './estimate.ts';
import { type GammaOptions, gammaMethodOfReplicas } from './gamma.ts';
import { requireEqualLengths, type Series } from './series.ts';

export interface Chain {
  /** Whole numbers, one per measurement, in rising order. */
  readonly trajectories: Series;
  readonly values: Series;
}

type ChainOptions = Omit<GammaOptions, 'stride'>;

/**
 * The one distance between neighbouring trajectories; 1 for a single measurement.
 * @throws RangeError naming the trajectory that is missing, measured twice, out of order or not a whole number
 */
export function chainStride(chain: Chain): number {
  const { trajectories } = chain;
  const stride = smallestStride(chain);
  for (let i = 1; i < trajectories.length; i++) {
    const [before, now] = [trajectories[i - 1], trajectories[i]];
    if (now === before) {
      throw new RangeError(
        `Trajectory ${now} is measured twice: use withoutDuplicates, or find out which run wrote it again.`,
      );
    }
    if (now !== before + stride) {
      throw new RangeError(
        `Trajectory ${before} is followed by ${now} where ${before + stride} is expected (stride ${stride}): measure what is missing, or use splitAtGaps.`,
      );
    }
  }
  return stride;
}

/** Mean and error of one regular chain; times in trajectories. @throws RangeError as {@link chainStride} and `gammaMethod` */
export function gammaMethodOfChain(chain: Chain, options: ChainOptions = {}): Estimate {
  return gammaMethodOfChains([chain], options);
}

/**
 * Mean and error of several regular chains taken as replicas.
 * @throws RangeError where a chain is irregular or the strides differ
 */
export function gammaMethodOfChains(chains: readonly Chain[], options: ChainOptions = {}): Estimate {
  const several = chains.filter(chain => chain.trajectories.length > 1);
  const strides = several.map(chainStride);
  const other = strides.findIndex(stride => stride !== strides[0]);
  if (other >= 0) {
    throw new RangeError(
      `Chain ${other} has stride ${strides[other]} but chain 0 has ${strides[0]}: keep the trajectories that both have.`,
    );
  }
  return gammaMethodOfReplicas(
    chains.map(chain => chain.values),
    { ...options, stride: strides[0] ?? 1 },
  );
}

/**
 * Keeps one measurement of each trajectory, as after a run that was resumed from an older checkpoint.
 * @param keep which one of those that follow each other with the same number
 */
export function withoutDuplicates(chain: Chain, keep: 'first' | 'last'): Chain {
  const { trajectories, values } = chain;
  const kept = Array.from(trajectories, (_, i) => i).filter(i =>
    keep === 'first' ? trajectories[i] !== trajectories[i - 1] : trajectories[i] !== trajectories[i + 1],
  );
  return { trajectories: kept.map(i => trajectories[i]), values: kept.map(i => values[i]) };
}

/**
 * Cuts a chain where trajectories are missing, into regular pieces to be taken as replicas.
 * Pieces of one long chain know a little of each other across short gaps; the error leaves that out.
 * @throws RangeError for duplicates and disorder
 */
export function splitAtGaps(chain: Chain): Chain[] {
  const { trajectories, values } = chain;
  const stride = smallestStride(chain);
  const starts = [0];
  for (let i = 1; i < trajectories.length; i++) {
    if (trajectories[i] === trajectories[i - 1]) {
      throw new RangeError(`Trajectory ${trajectories[i]} is measured twice: use withoutDuplicates first.`);
    }
    if (trajectories[i] !== trajectories[i - 1] + stride) starts.push(i);
  }
  return starts.map((start, k) => ({
    trajectories: trajectories.slice(start, starts[k + 1]),
    values: values.slice(start, starts[k + 1]),
  }));
}

/** Smallest distance between different neighbours, after the checks that every chain must pass. */
function smallestStride({ trajectories, values }: Chain): number {
  requireEqualLengths([trajectories, values], 'Chain list');
  let stride = Number.POSITIVE_INFINITY;
  for (let i = 0; i < trajectories.length; i++) {
    const now = trajectories[i];
    if (!Number.isInteger(now)) throw new RangeError(`Trajectory number ${now} at index ${i} is not a whole number.`);
    if (i === 0) continue;
    const before = trajectories[i - 1];
    if (now < before) {
      throw new RangeError(`Trajectory ${now} comes after ${before}: sort the chain, or treat its parts as replicas.`);
    }
    if (now > before) stride = Math.min(stride, now - before);
  }
  return Number.isFinite(stride) ? stride : 1;
}
