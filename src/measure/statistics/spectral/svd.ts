/**
 * Singular value decomposition by one-sided Jacobi rotations, A = U S Vᵀ: rows of A are rotated in pairs until they are orthogonal;
 * then their lengths are the singular values. Small singular values have a small relative error, as kernels need whose
 * singular values fall over sixteen orders of magnitude.
 *
 * J. Demmel and K. Veselić, SIAM J. Matrix Anal. Appl. 13 (1992) 1204.
 */
import type { Matrix } from '../cholesky.ts';

const mostSweeps = 60;

export interface SingularValues {
  /** From the largest on. */
  readonly values: readonly number[];
  /** `left[l][i]`: column l of U. */
  readonly left: readonly Float64Array[];
  /** `right[l][j]`: column l of V. */
  readonly right: readonly Float64Array[];
}

/** Of a matrix with at most as many rows as columns. Singular values below `smallest` times the largest are left out. */
export function singularValues(matrix: Matrix | readonly Float64Array[], smallest = 0): SingularValues {
  const rows = matrix.map(row => Float64Array.from(row));
  const turned = rows.map((_, i) => Float64Array.from(rows, (_row, j) => Number(i === j)));
  for (let sweep = 0; sweep < mostSweeps; sweep++) {
    let isDone = true;
    for (let p = 0; p < rows.length; p++) {
      for (let q = p + 1; q < rows.length; q++) {
        const [a, b, c] = [dot(rows[p], rows[p]), dot(rows[q], rows[q]), dot(rows[p], rows[q])];
        if (Math.abs(c) <= 4 * Number.EPSILON * Math.sqrt(a * b)) continue;
        isDone = false;
        const zeta = (b - a) / (2 * c);
        const tangent = (zeta < 0 ? -1 : 1) / (Math.abs(zeta) + Math.hypot(1, zeta));
        const cosine = 1 / Math.hypot(1, tangent);
        rotate(rows[p], rows[q], cosine, cosine * tangent);
        rotate(turned[p], turned[q], cosine, cosine * tangent);
      }
    }
    if (isDone) break;
  }
  const lengths = rows.map(row => Math.sqrt(dot(row, row)));
  const order = lengths.map((_, l) => l).sort((one, other) => lengths[other] - lengths[one]);
  const kept = order.filter(l => lengths[l] > smallest * lengths[order[0]] && lengths[l] > 0);
  return {
    values: kept.map(l => lengths[l]),
    left: kept.map(l => turned[l]),
    right: kept.map(l => rows[l].map(x => x / lengths[l])),
  };
}

function rotate(one: Float64Array, other: Float64Array, cosine: number, sine: number): void {
  for (let k = 0; k < one.length; k++) {
    const [x, y] = [one[k], other[k]];
    one[k] = cosine * x - sine * y;
    other[k] = sine * x + cosine * y;
  }
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let k = 0; k < a.length; k++) sum += a[k] * b[k];
  return sum;
}
