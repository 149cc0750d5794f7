/**
 * Binned bootstrap: each of K resamples draws B bins with replacement; the spread of f over resamples is its error.
 * Draws come from a counter-based hash of (seed, resample, bin), so a seed fixes the result on every machine.
 * B. Efron, Annals of Statistics 7 (1979) 1.
 */
import { hashIndex } from './counterHash.ts';
import type { Estimate } from './estimate.ts';
import {
  type BinOptions,
  binnedEstimate,
  binnedSeries,
  covarianceOf,
  type DerivedVector,
  type Resampling,
} from './resampling.ts';
import { averageOf, requireCount, type Series } from './series.ts';

export interface BootstrapOptions extends BinOptions {
  readonly seed: number;
  /** Number of resamples; 1000 by default. */
  readonly resamples?: number;
}

/**
 * Derived quantities on the K bootstrap resamples; all observables share the drawn bins.
 * @param observables series of equal length, measured on the same configurations
 * @throws RangeError where fewer than two bins fit, lengths differ, or a value is not finite
 */
export function bootstrapSamples(
  f: DerivedVector,
  observables: readonly Series[],
  options: BootstrapOptions,
): Resampling {
  const { binSize, seed, resamples = 1000 } = options;
  requireCount(resamples, 'resamples', 2);
  const bins = binnedSeries(observables, binSize);
  const count = bins[0].length;
  const samples = Array.from({ length: resamples }, (_, s) => {
    const sums = bins.map(() => 0);
    for (let slot = 0; slot < count; slot++) {
      const drawn = hashIndex(seed, s, slot, count);
      for (let k = 0; k < bins.length; k++) sums[k] += bins[k][drawn];
    }
    return f(sums.map(sum => sum / count));
  });
  return { kind: 'bootstrap', center: f(bins.map(averageOf)), samples };
}

/** Mean and error of one series from resampled bins. Errors as {@link bootstrapSamples}. */
export function bootstrap(series: Series, options: BootstrapOptions): Estimate {
  return bootstrapDerived(([mean]) => mean, [series], options);
}

/**
 * f at the averages and its error over the resamples. The missing factor B/(B−1) of the variance is put back.
 * The error of the error adds the part of B bins and the part of K resamples.
 * @throws RangeError as {@link bootstrapSamples}, and where f is not finite near the averages
 */
export function bootstrapDerived(
  f: (means: readonly number[]) => number,
  observables: readonly Series[],
  options: BootstrapOptions,
): Estimate {
  const resampling = bootstrapSamples(means => [f(means)], observables, options);
  const bins = Math.floor(observables[0].length / options.binSize);
  const variance = (covarianceOf(resampling)[0][0] * bins) / (bins - 1);
  return binnedEstimate(f, observables, options, {
    mean: resampling.center[0],
    error: Math.sqrt(variance),
    relativeErrorOfError: Math.sqrt(0.5 / (bins - 1) + 0.5 / (resampling.samples.length - 1)),
  });
}
