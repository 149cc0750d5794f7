/**
 * Eigenvalues and eigenvectors of small real symmetric matrices by Jacobi's rotations, each of which makes one pair of
 * off-diagonal entries zero; sweeps over all pairs converge quadratically.
 * C. G. J. Jacobi, J. reine angew. Math. 30 (1846) 51; G. H. Golub and C. F. Van Loan, Matrix Computations, section 8.5.
 */
import type { Matrix } from './cholesky.ts';

const MOST_SWEEPS = 60;

export interface Eigensystem {
  /** From the largest to the smallest. */
  readonly values: readonly number[];
  /** `vectors[n]` has unit length and belongs to `values[n]`. */
  readonly vectors: readonly (readonly number[])[];
}

/** All eigenpairs of a symmetric matrix; its upper half is read. */
export function symmetricEigen(matrix: Matrix): Eigensystem {
  const size = matrix.length;
  const a = matrix.map((row, i) => row.map((_, j) => (j < i ? matrix[j][i] : matrix[i][j])));
  const v = a.map((_, i) => a.map((_, j) => Number(i === j)));
  for (let sweep = 0; sweep < MOST_SWEEPS; sweep++) {
    let isDiagonal = true;
    for (let p = 0; p < size; p++) {
      for (let q = p + 1; q < size; q++) {
        if (Math.abs(a[p][q]) <= Number.EPSILON * Math.sqrt(Math.abs(a[p][p] * a[q][q]))) continue;
        isDiagonal = false;
        rotate(a, v, p, q);
      }
    }
    if (isDiagonal) break;
  }
  const order = a.map((_, n) => n).sort((one, other) => a[other][other] - a[one][one]);
  return { values: order.map(n => a[n][n]), vectors: order.map(n => v.map(row => row[n])) };
}

/** A → RᵀAR and V → VR with the rotation R of the plane p, q that makes A_pq zero. */
function rotate(a: number[][], v: number[][], p: number, q: number): void {
  const theta = (a[q][q] - a[p][p]) / (2 * a[p][q]);
  const tangent = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.hypot(theta, 1));
  const cosine = 1 / Math.hypot(tangent, 1);
  const sine = tangent * cosine;
  for (const row of a) mix(row, p, q, cosine, sine);
  for (let k = 0; k < a.length; k++) {
    const [up, down] = [a[p][k], a[q][k]];
    a[p][k] = cosine * up - sine * down;
    a[q][k] = sine * up + cosine * down;
  }
  a[p][q] = 0;
  a[q][p] = 0;
  for (const row of v) mix(row, p, q, cosine, sine);
}

function mix(row: number[], p: number, q: number, cosine: number, sine: number): void {
  const [one, other] = [row[p], row[q]];
  row[p] = cosine * one - sine * other;
  row[q] = sine * one + cosine * other;
}
