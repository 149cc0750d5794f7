/**
 * Measurements with the numbers of the trajectories they belong to. Lags are distances of these numbers, so trajectories may be
 * missing and strides may differ; duplicates and disorder are refused by name. `withoutDuplicates` removes the former.
 */
import type { Estimate } from './estimate.ts';
import { type GammaOptions, gammaMethodOfReplicas } from './gamma.ts';
import type { Series } from './series.ts';

export interface Chain {
  /** Whole numbers, one per measurement, in rising order. */
  readonly trajectories: Series;
  readonly values: Series;
}

type ChainOptions = Omit<GammaOptions, 'stride' | 'trajectories'>;

/**
 * Mean and error of one chain; times in trajectories.
 * @throws RangeError as `gammaMethod`, and naming a trajectory that is measured twice, out of order or not a whole number
 */
export function gammaMethodOfChain(chain: Chain, options: ChainOptions = {}): Estimate {
  return gammaMethodOfChains([chain], options);
}

/** Mean and error of several chains taken as replicas. Errors as {@link gammaMethodOfChain}. */
export function gammaMethodOfChains(chains: readonly Chain[], options: ChainOptions = {}): Estimate {
  return gammaMethodOfReplicas(
    chains.map(({ values }) => values),
    { ...options, trajectories: chains.map(({ trajectories }) => trajectories) },
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
