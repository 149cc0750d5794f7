/** max |det U − 1| over all links: how far unitary matrices are from being special unitary. */
import { type GaugeConfiguration, realsPerLink } from './configuration.ts';

export function determinantDefect({ colours, links }: Pick<GaugeConfiguration, 'colours' | 'links'>): number {
  const size = realsPerLink(colours);
  let worst = 0;
  for (let start = 0; start < links.length; start += size) {
    const [re, im] = determinant(links.subarray(start, start + size), colours);
    worst = Math.max(worst, Math.hypot(re - 1, im));
  }
  return worst;
}

/**
 * By elimination without exchange of columns, rows exchanged so that the largest pivot is taken.
 * @param matrix n × n, by rows, real and imaginary parts in turn
 */
export function determinant(matrix: Float64Array, n: number): [re: number, im: number] {
  const m = matrix.slice();
  let [re, im] = [1, 0];
  const at = (row: number, column: number) => 2 * (row * n + column);
  for (let k = 0; k < n; k++) {
    let pivot = k;
    const size = (row: number) => Math.hypot(m[at(row, k)], m[at(row, k) + 1]);
    for (let row = k + 1; row < n; row++) if (size(row) > size(pivot)) pivot = row;
    if (size(pivot) === 0) return [0, 0];
    if (pivot !== k) {
      const row = m.slice(at(pivot, 0), at(pivot, n));
      m.copyWithin(at(pivot, 0), at(k, 0), at(k, n));
      m.set(row, at(k, 0));
      [re, im] = [-re, -im];
    }
    const [a, b] = [m[at(k, k)], m[at(k, k) + 1]];
    [re, im] = [re * a - im * b, re * b + im * a];
    for (let row = k + 1; row < n; row++) {
      const [c, d] = [m[at(row, k)], m[at(row, k) + 1]];
      const square = a * a + b * b;
      const [x, y] = [(c * a + d * b) / square, (d * a - c * b) / square];
      for (let column = k; column < n; column++) {
        const [p, q] = [m[at(k, column)], m[at(k, column) + 1]];
        m[at(row, column)] -= x * p - y * q;
        m[at(row, column) + 1] -= x * q + y * p;
      }
    }
  }
  return [re, im];
}
