/**
 * What jackknife and bootstrap share: bins, and a table of derived quantities per resample.
 * Data are averaged over bins of neighbouring measurements, long against τ_int, so that bins count as independent.
 * Covariances over resamples s with deviations d_s from their average:
 *   jackknife  (B−1)/B Σ_s d_s d_sᵀ,   bootstrap  1/(K−1) Σ_s d_s d_sᵀ.
 * B. Efron, The Jackknife, the Bootstrap and Other Resampling Plans, SIAM 1982.
 */
import { type Estimate, withoutError } from './estimate.ts';
import { linearise } from './linearise.ts';
import { averageOf, requireCount, requireEqualLengths, requireSeries, type Series, varianceOf } from './series.ts';

/** Derived quantities from the averages of the observables. */
export type DerivedVector = (means: readonly number[]) => readonly number[];

export interface Resampling {
  readonly kind: 'jackknife' | 'bootstrap';
  /** The derived quantities at the averages of all data. */
  readonly center: readonly number[];
  /** `samples[s][k]` is derived quantity k on resample s. */
  readonly samples: readonly (readonly number[])[];
}

export interface BinOptions {
  /** Measurements per bin; several τ_int. */
  readonly binSize: number;
  /** Trajectories between two measurements; 1 by default. */
  readonly stride?: number;
}

/**
 * Averages over consecutive bins, `bins[k][b]` for observable k.
 * Where the length is no multiple of the bin size, the first values are left out (they are the least thermalised).
 * @throws RangeError where fewer than two bins fit, lengths differ, or a value is not finite
 */
export function binnedSeries(observables: readonly Series[], binSize: number): Float64Array[] {
  requireCount(binSize, 'binSize', 1);
  if (observables.length === 0) throw new RangeError('No observable is given, resampling needs at least one.');
  requireEqualLengths(observables, 'Observable');
  return observables.map((series, k) => {
    requireSeries(series, `Observable ${k}`, 2 * binSize);
    const values = Float64Array.from(series);
    const bins = Math.floor(values.length / binSize);
    const first = values.length - bins * binSize;
    return Float64Array.from({ length: bins }, (_, b) =>
      averageOf(values.subarray(first + b * binSize, first + (b + 1) * binSize)),
    );
  });
}

/** Covariance matrix of the derived quantities. */
export function covarianceOf(resampling: Resampling): number[][] {
  const { kind, center, samples } = resampling;
  const count = samples.length;
  const norm = kind === 'jackknife' ? (count - 1) / count : 1 / (count - 1);
  const averages = center.map((_, k) => averageOf(samples.map(sample => sample[k])));
  return center.map((_, i) =>
    center.map((_, j) =>
      samples.reduce((sum, sample) => sum + norm * (sample[i] - averages[i]) * (sample[j] - averages[j]), 0),
    ),
  );
}

/**
 * Correlation matrix of the derived quantities, 1 on the diagonal.
 * @throws RangeError naming a quantity that does not fluctuate
 */
export function correlationOf(resampling: Resampling): number[][] {
  const covariance = covarianceOf(resampling);
  covariance.forEach((row, k) => {
    if (row[k] === 0)
      throw new RangeError(`Derived quantity ${k} has no variance: its correlation 0/0 is not defined.`);
  });
  return covariance.map((row, i) => row.map((value, j) => value / Math.sqrt(covariance[i][i] * covariance[j][j])));
}

/**
 * Completes a binned mean and error to an estimate.
 * τ_int is half the ratio of the binned to the naive variance, the latter by linear propagation. Without variance there
 * is no error.
 * @param relativeErrorOfError statistical uncertainty of `error`, relative
 */
export function binnedEstimate(
  f: (means: readonly number[]) => number,
  observables: readonly Series[],
  options: BinOptions,
  result: { mean: number; error: number; relativeErrorOfError: number },
): Estimate {
  const { binSize, stride = 1 } = options;
  const { mean, error, relativeErrorOfError } = result;
  const used = Math.floor(observables[0].length / binSize) * binSize;
  const { projected, value } = linearise(
    f,
    observables.map(series => [series.slice(series.length - used)]),
  );
  const naive = varianceOf(projected[0], value) / used;
  if (naive === 0) return withoutError(mean, used);
  const tau = (error * error) / (2 * naive);
  return {
    mean,
    error,
    errorOfError: error * relativeErrorOfError,
    tauInt: tau * stride,
    tauIntError: 2 * tau * stride * relativeErrorOfError,
    window: binSize * stride,
    samples: used,
    effectiveSamples: used / (2 * tau),
  };
}
