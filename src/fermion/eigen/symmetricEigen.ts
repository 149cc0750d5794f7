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
  const a = matrix.map(row => Float64Array.from(row));
  /** Rows are the eigenvectors. */
  const vectors = matrix.map((_, i) => Float64Array.from(matrix, (__, j) => (i === j ? 1 : 0)));
  const scale = norm(a, () => true);
  const size = a.length;
  for (let sweep = 0; sweep < mostSweeps && norm(a, (i, j) => i !== j) > Number.EPSILON * scale; sweep++) {
    for (let p = 0; p < size; p++) {
      for (let q = p + 1; q < size; q++) rotate(a, vectors, p, q);
    }
  }
  const order = a.map((_, i) => i).sort((i, j) => a[i][i] - a[j][j]);
  return { values: order.map(i => a[i][i]), vectors: order.map(i => Array.from(vectors[i])) };
}

/** Root of the sum of squares of some elements. */
function norm(a: readonly Float64Array[], counts: (i: number, j: number) => boolean): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) {
    for (let j = 0; j < a.length; j++) if (counts(i, j)) sum += a[i][j] ** 2;
  }
  return Math.sqrt(sum);
}

/** Makes a_pq zero. */
function rotate(a: readonly Float64Array[], vectors: readonly Float64Array[], p: number, q: number): void {
  const element = a[p][q];
  if (element === 0) return;
  const theta = (a[q][q] - a[p][p]) / (2 * element);
  const t = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.sqrt(1 + theta ** 2));
  const c = 1 / Math.sqrt(1 + t ** 2);
  const s = t * c;
  for (const row of a) {
    const x = row[p];
    const y = row[q];
    row[p] = c * x - s * y;
    row[q] = s * x + c * y;
  }
  rotateRows(a[p], a[q], c, s);
  rotateRows(vectors[p], vectors[q], c, s);
}

function rotateRows(first: Float64Array, second: Float64Array, c: number, s: number): void {
  for (let k = 0; k < first.length; k++) {
    const x = first[k];
    const y = second[k];
    first[k] = c * x - s * y;
    second[k] = s * x + c * y;
  }
}
