/** Which sites a launch visits, and how its partial sums add up. */
import type { Reals } from '../backend.ts';
import type { Grid, Parity } from './grid.ts';

/** Pairs (first outer site, row number) of pieces of rows, `piece` sites long; only those that begin `among` these. */
export function rowList(grid: Grid, sites: Parity, piece = grid.rowLength, among?: ReadonlySet<number>): Int32Array {
  const { rowLength } = grid;
  const entries = grid
    .rowsOf(sites)
    .flatMap(({ firstSite }) =>
      Array.from({ length: rowLength / piece }, (_, k) => [firstSite + k * piece, firstSite / rowLength]),
    );
  return Int32Array.from(entries.filter(([site]) => !among || among.has(site)).flat());
}

/** A sum from its partial sums, which begin at number `first`, added in the given order. */
export function total(partial: Reals, first: number, order: Int32Array): number {
  let sum = 0;
  for (let i = 0; i < order.length; i++) sum += partial[first + order[i]];
  return sum;
}
