/**
 * A covariance matrix of K averages that can be inverted although it comes from few bins. Correlations shrink towards none,
 *   r_ij → (1 − λ) r_ij  for i ≠ j,   λ = Σ_{i≠j} Var(r_ij) / Σ_{i≠j} r_ij²  within [0, 1],
 * the λ that makes the expected distance to the true matrix smallest; variances stay. λ is small for many bins and tends to 1
 * where the bins cannot tell correlations from noise.
 * O. Ledoit and M. Wolf, J. Multivariate Anal. 88 (2004) 365; J. Schäfer and K. Strimmer, Stat. Appl. Genet. Mol. Biol. 4
 * (2005) 32.
 */
import type { Matrix } from './cholesky.ts';
import { averageOf, type Series, varianceOf } from './series.ts';

export interface ShrunkCovariance {
  /** Of the averages over all bins. */
  readonly covariance: Matrix;
  /** λ, how much of the correlations was taken away. */
  readonly shrinkage: number;
}

/**
 * @param bins `bins[k][b]`: quantity k in bin b; bins count as independent
 * @throws RangeError naming a quantity that is the same in all bins
 */
export function shrunkCovariance(bins: readonly Series[]): ShrunkCovariance {
  const count = bins[0].length;
  const scores = bins.map((series, k) => {
    const mean = averageOf(series);
    const width = Math.sqrt(varianceOf(series, mean));
    if (!(width > 0)) throw new RangeError(`Quantity ${k} is ${mean} in all bins: it has no covariance.`);
    return { width, values: Float64Array.from(series, x => (x - mean) / width) };
  });
  let [noise, signal] = [0, 0];
  const correlation = scores.map((one, i) =>
    scores.map((other, j) => {
      if (i === j) return 1;
      const products = one.values.map((x, b) => x * other.values[b]);
      const mean = averageOf(products);
      const r = (mean * count) / (count - 1);
      // Variance of r from the scatter of its terms.
      noise += (varianceOf(products, mean) * count) / (count - 1) ** 2;
      signal += r * r;
      return r;
    }),
  );
  const shrinkage = signal > 0 ? Math.min(1, noise / signal) : 0;
  return {
    covariance: correlation.map((row, i) =>
      row.map((r, j) => ((i === j ? 1 : (1 - shrinkage) * r) * scores[i].width * scores[j].width) / count),
    ),
    shrinkage,
  };
}
