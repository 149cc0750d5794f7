/**
 * The Cholesky factor of a Hermitian positive matrix, A = L L†, dense and complex.
 *
 * Reference: G. H. Golub and C. F. Van Loan, Matrix Computations, ch. 4.
 */

/** A complex square matrix, row by row. */
export interface DenseMatrix {
  readonly size: number;
  readonly re: Float64Array;
  readonly im: Float64Array;
}

export function denseMatrix(size: number): DenseMatrix {
  return { size, re: new Float64Array(size * size), im: new Float64Array(size * size) };
}

/**
 * L, in the place of the lower triangle of A; the upper one is not touched.
 *
 * @throws if A is not positive
 */
export function factorise({ size, re, im }: DenseMatrix): void {
  for (let i = 0; i < size; i++) {
    const rowI = i * size;
    for (let j = 0; j <= i; j++) {
      const rowJ = j * size;
      let sumRe = re[rowI + j];
      let sumIm = im[rowI + j];
      for (let k = 0; k < j; k++) {
        const [a, b] = [re[rowI + k], im[rowI + k]];
        const [c, d] = [re[rowJ + k], im[rowJ + k]];
        sumRe -= a * c + b * d;
        sumIm -= b * c - a * d;
      }
      if (i > j) {
        re[rowI + j] = sumRe / re[rowJ + j];
        im[rowI + j] = sumIm / re[rowJ + j];
        continue;
      }
      if (!(sumRe > 0)) {
        throw new Error(
          `A matrix of ${size} rows is not positive: its pivot ${i} is ${sumRe}. Expected a Hermitian positive one.`,
        );
      }
      re[rowI + i] = Math.sqrt(sumRe);
      im[rowI + i] = 0;
    }
  }
}

/** ln det A */
export function logDeterminantOf({ size, re }: DenseMatrix): number {
  let sum = 0;
  for (let i = 0; i < size; i++) sum += 2 * Math.log(re[i * size + i]);
  return sum;
}

/**
 * The columns x_k of L^{−†}, with Σ_k x_k x_k† = A⁻¹: `visit` gets each as real and imaginary parts, valid until it
 * returns.
 */
export function forEachColumn(
  { size, re, im }: DenseMatrix,
  visit: (column: { readonly re: Float64Array; readonly im: Float64Array }) => void,
): void {
  const x = { re: new Float64Array(size), im: new Float64Array(size) };
  for (let k = 0; k < size; k++) {
    x.re.fill(0);
    x.im.fill(0);
    x.re[k] = 1;
    // L† x = e_k, from the last row of L† up; entries after k stay zero.
    for (let i = k; i >= 0; i--) {
      const row = i * size;
      const pivot = re[row + i];
      x.re[i] /= pivot;
      x.im[i] /= pivot;
      const [a, b] = [x.re[i], x.im[i]];
      for (let j = 0; j < i; j++) {
        // (L†)_{ji} = conj L_{ij}
        x.re[j] -= re[row + j] * a + im[row + j] * b;
        x.im[j] -= re[row + j] * b - im[row + j] * a;
      }
    }
    visit(x);
  }
}
