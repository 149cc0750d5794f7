/**
 * Random gauge configurations for the tests of this room, and access to their numbers by coordinates that does
 * not share the index arithmetic of the code under test.
 */

import type { GaugeConfiguration, Precision } from './configuration.ts';

/** Numbers in [0, 1) from a 48-bit linear congruential sequence (the constants of drand48). */
export function sequence(seed: number): () => number {
  let state = BigInt(seed) * 65536n + 13070n;
  return () => {
    state = (state * 25214903917n + 11n) % 281474976710656n;
    return Number(state) / 281474976710656;
  };
}

type Complex = [re: number, im: number];

const times = ([a, b]: Complex, [c, d]: Complex): Complex => [a * c - b * d, a * d + b * c];
const conjugate = ([a, b]: Complex): Complex => [a, -b];

/** Determinant by expansion along the first row. */
function determinant(m: Complex[][]): Complex {
  if (m.length === 1) return m[0][0];
  let total: Complex = [0, 0];
  for (let j = 0; j < m.length; j++) {
    const minor = m.slice(1).map(row => row.filter((_, k) => k !== j));
    const [re, im] = times(m[0][j], determinant(minor));
    const sign = j % 2 === 0 ? 1 : -1;
    total = [total[0] + sign * re, total[1] + sign * im];
  }
  return total;
}

/** A random element of SU(N), of U(1) for N = 1, by Gram–Schmidt. */
function randomLink(n: number, random: () => number): number[] {
  const rows: Complex[][] = [];
  for (let i = 0; i < n; i++) {
    const row = Array.from({ length: n }, (): Complex => [random() - 0.5, random() - 0.5]);
    // Twice is enough for orthogonality to rounding.
    for (const other of [...rows, ...rows]) {
      let overlap: Complex = [0, 0];
      for (let k = 0; k < n; k++) {
        const [re, im] = times(row[k], conjugate(other[k]));
        overlap = [overlap[0] + re, overlap[1] + im];
      }
      for (let k = 0; k < n; k++) {
        const [re, im] = times(overlap, other[k]);
        row[k] = [row[k][0] - re, row[k][1] - im];
      }
    }
    const norm = Math.sqrt(row.reduce((sum, [re, im]) => sum + re * re + im * im, 0));
    rows.push(row.map(([re, im]): Complex => [re / norm, im / norm]));
  }
  if (n > 1) {
    const phase = conjugate(determinant(rows));
    rows[n - 1] = rows[n - 1].map(value => times(value, phase));
  }
  return rows.flat(2);
}

/** A configuration with independent random links. */
export function hotConfiguration(
  extents: number[],
  colours: number,
  seed = 1,
  precision: Precision = 64,
): GaugeConfiguration {
  const random = sequence(seed);
  const links: number[] = [];
  const count = extents.reduce((a, b) => a * b, 1) * extents.length;
  for (let i = 0; i < count; i++) links.push(...randomLink(colours, random));
  const values = precision === 32 ? links.map(Math.fround) : links;
  return { extents, colours, precision, links: Float64Array.from(values) };
}

/** The 2 N² numbers of U_mu(x, y, z, t), by Horner's rule on the canonical order; coordinates wrap around. */
export function linkAt(configuration: GaugeConfiguration, at: number[], mu: number): Float64Array {
  const { extents, colours, links } = configuration;
  const [x, y, z, t] = at.map((coordinate, axis) => (coordinate + extents[axis]) % extents[axis]);
  const site = ((t * extents[2] + z) * extents[1] + y) * extents[0] + x;
  const size = 2 * colours * colours;
  return links.slice((site * 4 + mu) * size, (site * 4 + mu + 1) * size);
}

/** Largest difference between two lists of numbers. */
export function largestDifference(a: Float64Array, b: Float64Array): number {
  return a.length === b.length ? a.reduce((worst, value, i) => Math.max(worst, Math.abs(value - b[i])), 0) : Infinity;
}

/** Whether two lists of numbers are equal bit for bit; far quicker than a deep comparison. */
export function sameBits(a: Float64Array, b: Float64Array): boolean {
  return (
    Buffer.compare(
      Buffer.from(a.buffer, a.byteOffset, a.byteLength),
      Buffer.from(b.buffer, b.byteOffset, b.byteLength),
    ) === 0
  );
}
