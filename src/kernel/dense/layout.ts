/** Where the arrays of a Hermitian eigenvalue problem lie in one memory, counted in reals. */

export interface Layout {
  /** Rows and columns. */
  readonly size: number;
  /** Reals from one column to the next: the size, rounded up to a whole number of pairs. */
  readonly stride: number;
  /** Columns of the matrix, real and imaginary parts apart; below the diagonal they become the reflectors. */
  readonly re: number;
  readonly im: number;
  /** The reflector u of this step and p = A u. */
  readonly u: Planes;
  readonly p: Planes;
  /** The change of the matrix by the step before, A ← A − v w† − w v†, not yet made. */
  readonly v: Planes;
  readonly w: Planes;
  /** Row k is eigenvector k. */
  readonly vectors: Planes;
  /** Cosines and sines of the rotations of one sweep. */
  readonly cosines: number;
  readonly sines: number;
  /** Four pairs of bits all 1 or all 0: what counts of the first pair of an even column, and of it in products; of an odd one. */
  readonly masks: number;
  readonly length: number;
}

/** Beginnings of the real and of the imaginary parts. */
export interface Planes {
  readonly re: number;
  readonly im: number;
}

export function layoutOf(size: number): Layout {
  const stride = size + (size % 2);
  let end = 0;
  const take = (length: number) => {
    const begin = end;
    end += length;
    return begin;
  };
  const planes = (length: number) => ({ re: take(length), im: take(length) });
  const matrix = planes(size * stride);
  const [u, p, v, w] = [planes(stride), planes(stride), planes(stride), planes(stride)];
  const vectors = planes(size * stride);
  const [cosines, sines] = [take(stride), take(stride)];
  const masks = take(8);
  return { size, stride, ...matrix, u, p, v, w, vectors, cosines, sines, masks, length: end };
}
