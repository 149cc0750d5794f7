/**
 * Binned jackknife: B bins, resample s leaves bin s out.
 *   error² = (B−1)/B Σ_s (f_s − f_.)²,   mean = B f(all) − (B−1) f_.,   f_. = 1/B Σ_s f_s.
 * The combination in the mean removes the bias of order 1/B of a non-linear f.
 * M. H. Quenouille, Biometrika 43 (1956) 353; J. W. Tukey, Ann. Math. Stat. 29 (1958) 614.
 */
import type { Estimate } from './estimate.ts';
import {
  type BinOptions,
  binnedEstimate,
  binnedSeries,
  covarianceOf,
  type DerivedVector,
  type Resampling,
} from './resampling.ts';
import { averageOf, type Series } from './series.ts';

/**
 * Derived quantities on the B jackknife resamples, for covariances and for fits that are repeated per resample.
 * @param observables series of equal length, measured on the same configurations
 * @throws RangeError where fewer than two bins fit, lengths differ, or a value is not finite
 */
export function jackknifeSamples(
  f: DerivedVector,
  observables: readonly Series[],
  options: Pick<BinOptions, 'binSize'>,
): Resampling {
  const bins = binnedSeries(observables, options.binSize);
  const count = bins[0].length;
  const averages = bins.map(averageOf);
  const samples = Array.from({ length: count }, (_, s) =>
    f(averages.map((average, k) => average + (average - bins[k][s]) / (count - 1))),
  );
  return { kind: 'jackknife', center: f(averages), samples };
}

/** Mean and error of one series from bins. Errors as {@link jackknifeSamples}. */
export function jackknife(series: Series, options: BinOptions): Estimate {
  return jackknifeDerived(([mean]) => mean, [series], options);
}

/**
 * Mean and error of one derived quantity, bias of order 1/B removed.
 * The error of the error is that of a variance from B normal bins, 1/√(2(B−1)).
 * @throws RangeError as {@link jackknifeSamples}, and where f is not finite near the averages
 */
export function jackknifeDerived(
  f: (means: readonly number[]) => number,
  observables: readonly Series[],
  options: BinOptions,
): Estimate {
  const resampling = jackknifeSamples(means => [f(means)], observables, options);
  const count = resampling.samples.length;
  const average = averageOf(resampling.samples.map(([value]) => value));
  return binnedEstimate(f, observables, options, {
    mean: resampling.center[0] - (count - 1) * (average - resampling.center[0]),
    error: Math.sqrt(covarianceOf(resampling)[0][0]),
    relativeErrorOfError: 1 / Math.sqrt(2 * (count - 1)),
  });
}
