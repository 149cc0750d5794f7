/** Cholesky factor of small symmetric positive matrices, A = L Lᵀ, and what fits need of it. */

/** Row-major square or rectangular matrix. */
export type Matrix = readonly (readonly number[])[];

/** Pivots below this fraction of the diagonal are rounding noise. */
const SMALLEST_PIVOT = 1e-14;

/** L with A = L Lᵀ, or the index of the first row that depends on the rows before it. */
export function choleskyFactor(a: Matrix): { lower: number[][] } | { dependentRow: number } {
  const n = a.length;
  const lower = a.map(() => new Array<number>(n).fill(0));
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = a[i][j];
      for (let k = 0; k < j; k++) sum -= lower[i][k] * lower[j][k];
      if (i !== j) lower[i][j] = sum / lower[j][j];
      else if (sum > SMALLEST_PIVOT * a[i][i]) lower[i][i] = Math.sqrt(sum);
      else return { dependentRow: i };
    }
  }
  return { lower };
}

/** Solves L x = b. */
export function forwardSubstitute(lower: Matrix, b: readonly number[]): number[] {
  const x: number[] = [];
  for (let i = 0; i < b.length; i++) {
    let sum = b[i];
    for (let k = 0; k < i; k++) sum -= lower[i][k] * x[k];
    x.push(sum / lower[i][i]);
  }
  return x;
}

/** Solves L Lᵀ x = b. */
export function choleskySolve(lower: Matrix, b: readonly number[]): number[] {
  const x = forwardSubstitute(lower, b);
  for (let i = b.length - 1; i >= 0; i--) {
    for (let k = i + 1; k < b.length; k++) x[i] -= lower[k][i] * x[k];
    x[i] /= lower[i][i];
  }
  return x;
}

/** (L Lᵀ)⁻¹. */
export function choleskyInverse(lower: Matrix): number[][] {
  return lower.map((_, column) =>
    choleskySolve(
      lower,
      lower.map((_, row) => (row === column ? 1 : 0)),
    ),
  );
}
