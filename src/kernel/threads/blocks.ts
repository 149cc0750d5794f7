/** Into how many blocks a launch is cut, and which rows are in them. */
import { rank } from '../machine/digits.ts';
import type { Grid } from '../machine/grid.ts';
import { mostBlocks } from './control.ts';

/** Microseconds; below this a launch is over before another thread has begun. */
export const worthwhileByDefault = 3;

interface Sharing {
  readonly threads: number;
  readonly worthwhile: number;
}

/** A thread that is held up leaves the rest of its share to others. */
const blocksPerThread = 4;
/** Microseconds of a block in a long launch, by estimate: at its end threads wait for each other no longer than that takes. */
const longestBlock = 50;

/**
 * Blocks of a launch that takes one thread so many microseconds: 1 if others could not make it shorter.
 *
 * @param pool without one there is one block
 * @param units what can be given to different threads
 */
export function blocksOf(microseconds: number, pool: Sharing | undefined, units: number): number {
  if (!pool || microseconds < pool.worthwhile) return 1;
  // Blocks shorter than half of that cost more than they even out.
  const wanted = Math.max(blocksPerThread * pool.threads, Math.ceil(microseconds / longestBlock));
  const most = Math.min(wanted, mostBlocks, units);
  return Math.max(1, Math.min(most, Math.floor((2 * microseconds) / pool.worthwhile)));
}

/**
 * The block of a row, by its slow coordinates, the more of which there are the later: so blocks have few neighbours in
 * others. The same rows are in the same block for every kernel, and in the cache of the same core.
 */
export function blockOfRow(row: number, { rows, slowRows }: Grid, blocks: number): number {
  const extents = rows[slowRows - 1].coordinates.map(last => last + 1);
  const slowest = extents.length > 1 && extents[0] >= extents[1] ? [1, 0] : [...extents.keys()];
  const place = rank(
    slowest.map(mu => rows[row].coordinates[mu]),
    slowest.map(mu => extents[mu]),
  );
  return Math.floor((place * blocks) / slowRows);
}
