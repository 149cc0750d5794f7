/**
 * From partial sums to a sum. Values are added up within tiles of the lattice, the tiles of a row, then rows along one
 * direction after the other: a tree that belongs to the lattice, so that a total has the same bits however its tiles are
 * divided among lanes and threads.
 */

export interface Summation {
  /** Partial sums by number, in the order in which they are added. */
  readonly order: Int32Array;
  /** How many neighbours are added at each level, the innermost first. */
  readonly levels: readonly number[];
  /** Room for the order's numbers. */
  readonly numbers: Float64Array;
}

export function summation(levels: readonly number[], order: Int32Array): Summation {
  return { order, levels, numbers: new Float64Array(order.length) };
}

/** A sum from its partial sums, which begin at number `first`. */
export function total(
  partial: Float64Array | Float32Array,
  first: number,
  { order, levels, numbers }: Summation,
): number {
  const together = levels[0];
  let count = 0;
  for (let k = 0; k < order.length; ) {
    let sum = partial[first + order[k]];
    for (const end = k++ + together; k < end; k++) sum += partial[first + order[k]];
    numbers[count++] = sum;
  }
  for (let level = 1; level < levels.length; level++) count = addNeighbours(numbers, count, levels[level]);
  return numbers[0];
}

/** Replaces the first `count` numbers by the sums of `together` each; returns how many these are. */
function addNeighbours(numbers: Float64Array, count: number, together: number): number {
  if (together === 1) return count;
  let sums = 0;
  for (let k = 0; k < count; ) {
    let sum = numbers[k];
    for (const end = k++ + together; k < end; k++) sum += numbers[k];
    numbers[sums++] = sum;
  }
  return sums;
}
