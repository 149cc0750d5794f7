/** Which sites a launch visits. */
import type { Grid, Parity } from './grid.ts';

/** Pairs (first outer site, number of its tile) of pieces of rows, `piece` sites long; only those that begin `among` these. */
export function rowList(grid: Grid, sites: Parity, piece = grid.rowLength, among?: ReadonlySet<number>): Int32Array {
  const { rowLength, tileLength } = grid;
  const entries = grid
    .rowsOf(sites)
    .flatMap(({ firstSite }) => Array.from({ length: rowLength / piece }, (_, k) => firstSite + k * piece))
    .map(site => [site, Math.floor(site / tileLength)]);
  return Int32Array.from(entries.filter(([site]) => !among || among.has(site)).flat());
}
