/**
 * All eigenvalues and eigenvectors of a small real symmetric matrix, by Jacobi rotations.
 *
 * Reference: G. H. Golub and C. F. Van Loan, Matrix Computations, 8.5 (cyclic Jacobi).
 */

export interface SymmetricEigen {
  /** Ascending. */
  readonly values: readonly number[];
  /** vectors[i] belongs to values[i]; orthonormal. */
  readonly vectors: readonly (readonly number[])[];
}

const mostSweeps = 60;

/** Of the symmetric `matrix`, which is left as it is. */
export function symmetricEigen(matrix: readonly (readonly number[])[]): SymmetricEigen {
  const size = matrix.length;
  const a = matrix.map(row => [...row]);
  /** Rows are the eigenvectors. */
  const vectors = matrix.map((_, i) => matrix.map((__, j) => (i === j ? 1 : 0)));
  const scale = Math.hypot(...a.flat());
  for (let sweep = 0; sweep < mostSweeps && offDiagonal(a) > Number.EPSILON * scale; sweep++) {
    for (let p = 0; p < size; p++) {
      for (let q = p + 1; q < size; q++) rotate(a, vectors, p, q);
    }
  }
  const order = a.map((_, i) => i).sort((i, j) => a[i][i] - a[j][j]);
  return { values: order.map(i => a[i][i]), vectors: order.map(i => vectors[i]) };
}

function offDiagonal(a: readonly (readonly number[])[]): number {
  return Math.hypot(...a.flatMap((row, i) => row.filter((_, j) => j !== i)));
}

/** Makes a_pq zero. */
function rotate(a: number[][], vectors: number[][], p: number, q: number): void {
  if (a[p][q] === 0) return;
  const theta = (a[q][q] - a[p][p]) / (2 * a[p][q]);
  const t = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.sqrt(1 + theta ** 2));
  const c = 1 / Math.sqrt(1 + t ** 2);
  const s = t * c;
  for (const row of a) [row[p], row[q]] = [c * row[p] - s * row[q], s * row[p] + c * row[q]];
  for (const rows of [a, vectors]) {
    const [first, second] = [rows[p], rows[q]];
    for (let k = 0; k < first.length; k++) {
      [first[k], second[k]] = [c * first[k] - s * second[k], s * first[k] + c * second[k]];
    }
  }
}
