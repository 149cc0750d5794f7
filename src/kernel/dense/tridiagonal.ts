/**
 * Eigenvalues of a real symmetric tridiagonal matrix with diagonal d and off-diagonal e, by QL steps with Wilkinson's shift.
 *
 * `tridiagonalValues` is root-free: the steps act on d and e² alone (Pal, Walker and Kahan). `tridiagonalVectors` makes the same
 * steps by rotations, which it hands on. An off-diagonal element below ε |T| is dropped: that moves no eigenvalue by more.
 *
 * Reference: B. N. Parlett, The Symmetric Eigenvalue Problem (1980), 8.14-8.15.
 */
import { hypotenuse } from '../portable.ts';

/** QL steps per eigenvalue; three are usual. */
const mostSteps = 60;

/** d ← the eigenvalues, ascending; e is used up. `e[i]` couples i and i + 1. */
export function tridiagonalValues(d: Float64Array, e: Float64Array): void {
  const size = d.length;
  const small = (Number.EPSILON * largestElement(d, e)) ** 2;
  const squares = e;
  for (let i = 0; i < size - 1; i++) squares[i] *= squares[i];
  for (let l = 0; l < size; l++) {
    for (let steps = 0; ; steps++) {
      let m = l;
      while (m < size - 1 && squares[m] > small) m++;
      if (m === l) break;
      requireProgress(steps, l);
      const root = Math.sqrt(squares[l]);
      rootFreeStep(d, squares, l, m, wilkinson(d[l], d[l + 1], root));
    }
  }
  d.sort();
}

/** One step on the block l … m. In the words of rotations: p is γ² / c, `c` and `s` are squares of cosines and sines. */
function rootFreeStep(d: Float64Array, squares: Float64Array, l: number, m: number, shift: number): void {
  let [c, s] = [1, 0];
  let gamma = d[m] - shift;
  let p = gamma * gamma;
  for (let i = m - 1; i >= l; i--) {
    const square = squares[i];
    const r = p + square;
    if (i < m - 1) squares[i + 1] = s * r;
    const cBefore = c;
    const inverse = 1 / r;
    c = p * inverse;
    s = square * inverse;
    const gammaBefore = gamma;
    gamma = c * (d[i] - shift) - s * gammaBefore;
    d[i + 1] = gammaBefore + (d[i] - gamma);
    p = c === 0 ? cBefore * square : (gamma * gamma) / c;
  }
  squares[l] = s * p;
  d[l] = shift + gamma;
}

/** The eigenvalue of the 2 × 2 block at the top that is closer to d. */
function wilkinson(d: number, next: number, e: number): number {
  const g = (next - d) / (2 * e);
  return d - e / (g + Math.sign(g || 1) * hypotenuse(g, 1));
}

export interface Rotations {
  readonly cosines: Float64Array;
  readonly sines: Float64Array;
  /** The rotations `last`, `last` − 1 … `first` of these arrays are to be made, number i of the rows i and i + 1. */
  apply(first: number, last: number): void;
}

/** d ← the eigenvalues, in the order in which the rotated rows are their vectors; e is used up. */
export function tridiagonalVectors(d: Float64Array, e: Float64Array, { cosines, sines, apply }: Rotations): void {
  const size = d.length;
  const small = Number.EPSILON * largestElement(d, e);
  for (let l = 0; l < size; l++) {
    for (let steps = 0; ; steps++) {
      let m = l;
      while (m < size - 1 && Math.abs(e[m]) > small) m++;
      if (m === l) break;
      requireProgress(steps, l);
      let g = d[m] - wilkinson(d[l], d[l + 1], e[l]);
      let [s, c, p] = [1, 1, 0];
      let i = m - 1;
      for (; i >= l; i--) {
        const f = s * e[i];
        const b = c * e[i];
        const r = Math.sqrt(f * f + g * g);
        if (i < m - 1) e[i + 1] = r;
        if (r === 0) break;
        s = f / r;
        c = g / r;
        const h = d[i + 1] - p;
        const t = (d[i] - h) * s + 2 * c * b;
        p = s * t;
        d[i + 1] = h + p;
        g = c * t - b;
        cosines[i] = c;
        sines[i] = s;
      }
      apply(i + 1, m - 1);
      if (i >= l) {
        // The block falls apart at i + 1: the rotations so far stand, the step ends here.
        d[i + 1] -= p;
        continue;
      }
      d[l] -= p;
      e[l] = g;
    }
  }
}

/** @throws if an element is not finite */
function largestElement(d: Float64Array, e: Float64Array): number {
  let largest = 0;
  for (let i = 0; i < d.length; i++) {
    largest = Math.max(largest, Math.abs(d[i]), i < d.length - 1 ? Math.abs(e[i]) : 0);
  }
  if (!Number.isFinite(largest)) {
    throw new Error(`Eigenvalues are wanted of a matrix with elements of size ${largest}; it has to be finite.`);
  }
  return largest;
}

function requireProgress(steps: number, l: number): void {
  if (steps < mostSteps) return;
  throw new Error(`Eigenvalue ${l} did not converge in ${steps} QL steps; the matrix has to be finite and Hermitian.`);
}
