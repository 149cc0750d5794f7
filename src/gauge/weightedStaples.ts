/** Sums of staples inside a kernel: A_μ(n) with δS = −Re tr[δU_μ(n) A_μ(n)†] for actions that are sums of loops. */
import { type Complex, ComplexMatrix, type Matrix, type MatrixReader } from '../group/index.ts';
import type { Real, Site } from '../kernel/index.ts';
import { staples, type Word } from '../loops/index.ts';
import { transport } from './transport.ts';

/** The staples of U_μ(x) in these loops one by one, as often as they are met. Empty if no loop holds U_μ. */
export function stapleLines(
  U: MatrixReader,
  x: Site,
  mu: number,
  words: readonly Word[],
  extents?: readonly number[],
): Matrix[] {
  return staples(words, mu, extents).flatMap(({ word, multiplicity }) =>
    new Array<Matrix>(multiplicity).fill(transport(U, word, x)),
  );
}

/** Σ_i c_i C_i of the sums C_i of the staples in the loops i; undefined if no loop holds U_μ. */
export function weightedStaples(
  U: MatrixReader,
  x: Site,
  mu: number,
  lists: readonly (readonly Word[])[],
  coefficients: readonly Real[],
  extents?: readonly number[],
): Matrix | undefined {
  const parts = lists.flatMap((words, i) => {
    const lines = stapleLines(U, x, mu, words, extents);
    return lines.length === 0 ? [] : [lines.reduce((a, b) => a.add(b)).scale(coefficients[i])];
  });
  return parts.length === 0 ? undefined : parts.reduce((a, b) => a.add(b));
}

/** z M; for real multiples of SU(2) matrices z is real. */
export function timesComplex(M: Matrix, z: Complex): Matrix {
  if (!(M instanceof ComplexMatrix)) return M.scale(z.re);
  return ComplexMatrix.from(M.size, (i, j) => M.entry(i, j).mul(z));
}
