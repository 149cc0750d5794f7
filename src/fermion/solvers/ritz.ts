/**
 * The largest Ritz value of a run of conjugate gradients: the largest eigenvalue of the Lanczos matrix T that its
 * coefficients make,
 *   T_kk = 1/alpha_k + beta_{k-1}/alpha_{k-1},   T_{k,k+1} = sqrt(beta_k)/alpha_k.
 * It never exceeds the largest eigenvalue of the operator, and converges to it from below.
 *
 * Reference: G. H. Golub and C. F. Van Loan, Matrix Computations, 10.2.5 (Lanczos and conjugate gradients), 8.4
 * (bisection with Sturm sequences).
 */

const bisections = 45;

/** The largest Ritz value after these steps; 0 if there were none. */
export function largestRitzValue(alphas: readonly number[], betas: readonly number[]): number {
  const diagonal = alphas.map((alpha, k) => 1 / alpha + (k > 0 ? betas[k - 1] / alphas[k - 1] : 0));
  const square = alphas.map((alpha, k) => betas[k] / alpha ** 2);
  if (diagonal.length === 0) return 0;
  let low = Math.max(...diagonal);
  let high = Math.max(
    ...diagonal.map(
      (d, k) => d + (k > 0 ? Math.sqrt(square[k - 1]) : 0) + (k + 1 < diagonal.length ? Math.sqrt(square[k]) : 0),
    ),
  );
  for (let step = 0; step < bisections && high > low; step++) {
    const middle = (low + high) / 2;
    if (hasEigenvalueAbove(diagonal, square, middle)) low = middle;
    else high = middle;
  }
  return low;
}

/** Sylvester's law: T - x has a positive eigenvalue if a pivot of its triangular factorisation is positive. */
function hasEigenvalueAbove(diagonal: readonly number[], square: readonly number[], x: number): boolean {
  let pivot = -Infinity;
  return diagonal.some((d, k) => {
    pivot = d - x - (k > 0 ? square[k - 1] / pivot : 0);
    return pivot > 0;
  });
}
