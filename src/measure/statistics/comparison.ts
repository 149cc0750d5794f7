/**
 * Do two samples come from one distribution, do two estimates agree?
 *   Kolmogorov-Smirnov: D = max_x |F_a(x) − F_b(x)|, n = n_a n_b/(n_a + n_b),
 *     p = Q_K((√n + 0.12 + 0.11/√n) D)  (M. A. Stephens, J. R. Stat. Soc. B 32 (1970) 115).
 *   histograms: χ² = Σ_i (√(B/A) a_i − √(A/B) b_i)² / (a_i + b_i), A and B the totals, bins − 1 degrees of
 *     freedom  (N. D. Gagunashvili, physics/0605123, for unweighted histograms).
 * Correlated data count less: n is then the number of effective samples, and χ² shrinks accordingly.
 */
import type { Measured } from './estimate.ts';
import { gammaMethod } from './gamma.ts';
import { requireCount, requireSeries, type Series } from './series.ts';
import { chiSquaredSurvival, kolmogorovSurvival } from './special.ts';

export interface KolmogorovSmirnov {
  /** Largest distance of the two cumulative distributions. */
  readonly distance: number;
  /** Probability of a distance at least as large if both are drawn from one continuous distribution. */
  readonly pValue: number;
}

export interface HistogramComparison {
  readonly chi2: number;
  readonly degreesOfFreedom: number;
  readonly pValue: number;
  /** Bin edges inside the range of the data, each bin holding about as many values of both samples together. */
  readonly edges: readonly number[];
  readonly countsA: readonly number[];
  readonly countsB: readonly number[];
}

/** Independent samples in a and b, where the values themselves are correlated. */
export type EffectiveSizes = readonly [number, number];

/**
 * Two-sample Kolmogorov-Smirnov test of independent draws; asymptotic p value, good from about n = 4.
 * @param sizes effective sample sizes, by default the lengths
 * @throws RangeError for empty samples, NaN or infinities
 */
export function kolmogorovSmirnov(
  a: Series,
  b: Series,
  sizes: EffectiveSizes = [a.length, b.length],
): KolmogorovSmirnov {
  requireSeries(a, 'Sample a', 1);
  requireSeries(b, 'Sample b', 1);
  const x = Float64Array.from(a).sort();
  const y = Float64Array.from(b).sort();
  let distance = 0;
  for (let i = 0, j = 0; i < x.length && j < y.length; ) {
    const value = Math.min(x[i], y[j]);
    while (i < x.length && x[i] === value) i++;
    while (j < y.length && y[j] === value) j++;
    distance = Math.max(distance, Math.abs(i / x.length - j / y.length));
  }
  const root = Math.sqrt((sizes[0] * sizes[1]) / (sizes[0] + sizes[1]));
  return { distance, pValue: kolmogorovSurvival((root + 0.12 + 0.11 / root) * distance) };
}

/**
 * The same test for two chains with autocorrelation, with the effective sample sizes of their means.
 * This is approximate: each value of x has its own τ_int, mostly shorter than that of the mean.
 * @throws RangeError as {@link gammaMethod}
 */
export function kolmogorovSmirnovOfChains(a: Series, b: Series): KolmogorovSmirnov {
  return kolmogorovSmirnov(a, b, effectiveSizes(a, b));
}

/** Effective sample sizes of two chains, never above their lengths. */
export function effectiveSizes(a: Series, b: Series): EffectiveSizes {
  const size = (series: Series, name: string) =>
    Math.min(gammaMethod(series, { name }).effectiveSamples, series.length);
  return [size(a, 'Sample a'), size(b, 'Sample b')];
}

/**
 * Compares histograms of two samples in bins that split both samples together into equal parts.
 * Bins that would coincide because many values are equal are merged.
 * @param sizes effective sample sizes, by default the lengths
 * @throws RangeError for NaN, infinities, or where fewer than two bins are left
 */
export function compareHistograms(
  a: Series,
  b: Series,
  bins = 10,
  sizes: EffectiveSizes = [a.length, b.length],
): HistogramComparison {
  requireCount(bins, 'bins', 2);
  requireSeries(a, 'Sample a', 1);
  requireSeries(b, 'Sample b', 1);
  const pooled = Float64Array.from([...a, ...b]).sort();
  const wanted = Array.from({ length: bins - 1 }, (_, k) => pooled[Math.floor(((k + 1) * pooled.length) / bins)]);
  const edges = [...new Set(wanted)].filter(edge => edge > pooled[0]);
  if (edges.length === 0) throw new RangeError('All values fall in one bin: there are no histograms to compare.');
  const count = (series: Series) => {
    const counts = new Array<number>(edges.length + 1).fill(0);
    for (const value of series) counts[binOf(edges, value)]++;
    return counts;
  };
  const countsA = count(a);
  const countsB = count(b);
  const [scaleA, scaleB] = [sizes[0] / a.length, sizes[1] / b.length];
  const ratio = Math.sqrt(sizes[1] / sizes[0]);
  const chi2 = countsA.reduce((sum, _, i) => {
    const [x, y] = [countsA[i] * scaleA, countsB[i] * scaleB];
    return sum + (ratio * x - y / ratio) ** 2 / (x + y);
  }, 0);
  const degreesOfFreedom = edges.length;
  return { chi2, degreesOfFreedom, pValue: chiSquaredSurvival(chi2, degreesOfFreedom), edges, countsA, countsB };
}

/** Index of the half-open bin [edge, next edge) that holds a value. */
function binOf(edges: readonly number[], value: number): number {
  let low = 0;
  let high = edges.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (edges[middle] <= value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * (a − b)/√(error_a² + error_b²) for independent estimates, in standard deviations, with its sign.
 * An exact value has error 0. Two exact values are 0 apart where equal and infinitely far where not.
 */
export function significance(a: Measured, b: Measured): number {
  const difference = a.mean - b.mean;
  return difference === 0 ? 0 : difference / Math.hypot(a.error, b.error);
}
