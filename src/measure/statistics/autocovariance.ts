/**
 * Autocovariance of one observable over R replicas of lengths N_r, N = sum_r N_r:
 *   Gamma(t) = sum_r sum_{i=1}^{N_r-t} (a^r_i - a)(a^r_{i+t} - a) / sum_r max(N_r - t, 0),
 * with a the average over all replicas (U. Wolff, hep-lat/0306017).
 */
import { laggedProducts } from './fourier.ts';
import { averageOf, requireSeries, type Series } from './series.ts';

/** Lags are computed in tables that grow by a factor as the window grows. */
const FIRST_TABLE = 32;
const TABLE_GROWTH = 16;

export interface Autocovariance {
  /** Average over all replicas. */
  readonly mean: number;
  /** Number of measurements of all replicas together. */
  readonly samples: number;
  /** Half of the longest replica: beyond it Gamma(t) is mostly noise. */
  readonly longestLag: number;
  /** Gamma(t); computed when first asked for, so that lags far beyond the window cost nothing. */
  at(t: number): number;
}

/** Joins replicas to one series; replica order and chain order are kept. */
export function joined(replicas: readonly Series[]): Float64Array {
  const all = new Float64Array(replicas.reduce((sum, replica) => sum + replica.length, 0));
  let offset = 0;
  for (const replica of replicas) {
    all.set(replica, offset);
    offset += replica.length;
  }
  return all;
}

/** A function of the lag that is computed for many lags at once, but not for many more than are asked for. */
export function growingTable(tableOf: (lags: number) => Float64Array): (t: number) => number {
  let table: Float64Array = new Float64Array(0);
  return t => {
    if (t >= table.length) table = tableOf(Math.max(FIRST_TABLE, TABLE_GROWTH * table.length, t + 1));
    return table[t];
  };
}

/** The autocovariance of checked replicas. */
export function autocovariance(replicas: readonly Series[]): Autocovariance {
  const all = joined(replicas);
  const mean = averageOf(all);
  for (let i = 0; i < all.length; i++) all[i] -= mean;
  let offset = 0;
  const deviations = replicas.map(({ length }) => {
    offset += length;
    return all.subarray(offset - length, offset);
  });
  const at = growingTable(lags => {
    const products = deviations.map(x => laggedProducts(x, lags));
    return Float64Array.from({ length: lags }, (_, t) => {
      const pairs = deviations.reduce((sum, x) => sum + Math.max(x.length - t, 0), 0);
      return products.reduce((sum, p) => sum + p[t], 0) / pairs;
    });
  });
  const longestLag = Math.floor(Math.max(...replicas.map(({ length }) => length)) / 2);
  return { mean, samples: all.length, longestLag, at };
}

/**
 * Normalised autocorrelation rho(t) = Gamma(t)/Gamma(0) for t = 0 .. longestLag, for a window plot.
 * @throws RangeError where a value is not finite, the lag is beyond the series, or the series is constant
 */
export function autocorrelation(series: Series, longestLag: number): Float64Array {
  requireSeries(series, 'The series', longestLag + 1);
  const gamma = autocovariance([series]);
  const variance = gamma.at(0);
  if (variance === 0) throw new RangeError('The series is constant: its autocorrelation 0/0 is not defined.');
  return Float64Array.from({ length: longestLag + 1 }, (_, t) => gamma.at(t) / variance);
}
