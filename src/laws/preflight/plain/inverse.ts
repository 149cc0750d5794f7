/**
 * Inverse and determinant of a plain complex matrix, by elimination with the largest pivots (Gauss and Jordan).
 *
 * Reference: G. H. Golub and C. F. Van Loan, Matrix Computations, 3.4.
 */
import { type PlainMatrix, plainIdentity } from './matrix.ts';

export interface Inverted {
  readonly inverse: PlainMatrix;
  /** ln |det| and the phase of the determinant. */
  readonly logDeterminant: number;
  readonly phase: number;
}

type Pair = readonly [number, number];

export function plainInverse({ size, numbers }: PlainMatrix): Inverted {
  const a = Float64Array.from(numbers);
  const inverse = plainIdentity(size).numbers;
  let [logDeterminant, phase] = [0, 0];
  for (let k = 0; k < size; k++) {
    const pivotRow = largestBelow(a, size, k);
    if (pivotRow !== k) {
      swapRows(a, size, k, pivotRow);
      swapRows(inverse, size, k, pivotRow);
      phase += Math.PI;
    }
    const at = 2 * k * (size + 1);
    const [re, im] = [a[at], a[at + 1]];
    const squared = re * re + im * im;
    logDeterminant += Math.log(squared) / 2;
    phase += Math.atan2(im, re);
    const reciprocal: Pair = [re / squared, -im / squared];
    for (const rows of [a, inverse]) scaleRow(rows, size, k, reciprocal);
    for (let i = 0; i < size; i++) {
      const factor: Pair = [a[2 * (i * size + k)], a[2 * (i * size + k) + 1]];
      if (i === k || (factor[0] === 0 && factor[1] === 0)) continue;
      for (const rows of [a, inverse]) subtractRow(rows, size, i, k, factor);
    }
  }
  return { inverse: { size, numbers: inverse }, logDeterminant, phase };
}

function largestBelow(a: Float64Array, size: number, k: number): number {
  const sizeOf = (i: number) => Math.hypot(a[2 * (i * size + k)], a[2 * (i * size + k) + 1]);
  let best = k;
  for (let i = k + 1; i < size; i++) if (sizeOf(i) > sizeOf(best)) best = i;
  return best;
}

function swapRows(a: Float64Array, size: number, i: number, j: number): void {
  const row = a.slice(2 * i * size, 2 * (i + 1) * size);
  a.copyWithin(2 * i * size, 2 * j * size, 2 * (j + 1) * size);
  a.set(row, 2 * j * size);
}

function scaleRow(a: Float64Array, size: number, k: number, [re, im]: Pair): void {
  for (let at = 2 * k * size; at < 2 * (k + 1) * size; at += 2) {
    const [x, y] = [a[at], a[at + 1]];
    a[at] = re * x - im * y;
    a[at + 1] = re * y + im * x;
  }
}

/** row i ← row i − factor row k */
function subtractRow(a: Float64Array, size: number, i: number, k: number, [re, im]: Pair): void {
  for (let j = 0; j < size; j++) {
    const [from, to] = [2 * (k * size + j), 2 * (i * size + j)];
    a[to] -= re * a[from] - im * a[from + 1];
    a[to + 1] -= re * a[from + 1] + im * a[from];
  }
}
