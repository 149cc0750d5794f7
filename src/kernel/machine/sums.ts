/**
 * From partial sums to a sum. Values are added up within tiles of the lattice, the tiles of a row, then rows along one
 * direction after the other: a tree that belongs to the lattice, so that a total has the same bits however its tiles are
 * divided among lanes, threads and ranks.
 *
 * Ranks add up what they can alone: all levels before the first that is divided. What is left is gathered, and every rank
 * adds the rest.
 */
import type { Communicator } from './communicator.ts';
import { product, rank, unrank } from './digits.ts';

export interface Summation {
  /** Partial sums by number, in the order in which they are added; of this rank. */
  readonly order: Int32Array;
  /** How many neighbours are added at each level without asking other ranks, the innermost first. */
  readonly levels: readonly number[];
  /** Room for the order's numbers. */
  readonly numbers: Float64Array;
  readonly gathering: Gathering | undefined;
}

interface Gathering {
  readonly communicator: Communicator;
  /** Of the numbers of all ranks, rank after rank, those in the order in which they are added. */
  readonly order: Int32Array;
  readonly levels: readonly number[];
  /** Numbers of one rank. */
  readonly count: number;
}

/** Sums that ranks make together: among how many of them each level is divided. */
export interface LevelDivision {
  readonly ranks: readonly number[];
  readonly communicator: Communicator;
}

/** @param levels of this rank */
export function summation(levels: readonly number[], order: Int32Array, division?: LevelDivision): Summation {
  const first = division ? division.ranks.findIndex(n => n > 1) : -1;
  const alone = first < 0 ? levels : levels.slice(0, first);
  return {
    order,
    levels: alone.length > 0 ? alone : [1],
    numbers: new Float64Array(order.length),
    gathering: division && first >= 0 ? gatheringOf(levels.slice(first), division, first) : undefined,
  };
}

/** Numbers of a sum that are left when this rank has added up what it can. */
export function countLeft({ gathering }: Summation): number {
  return gathering?.count ?? 1;
}

/** What is to be done with those. */
export function remaining(all: Summation): Summation {
  const left = countLeft(all);
  const order = Int32Array.from({ length: left }, (_, k) => k);
  return { ...all, order, levels: [1], numbers: new Float64Array(left) };
}

function gatheringOf(local: readonly number[], { ranks, communicator }: LevelDivision, first: number): Gathering {
  const divided = ranks.slice(first);
  const levels = local.map((count, level) => count * divided[level]);
  const count = product(local);
  const order = Int32Array.from({ length: product(levels) }, (_, k) => {
    const place = unrank(k, levels);
    const owner = place.map((c, level) => Math.floor(c / local[level]));
    return (
      rank(owner, divided) * count +
      rank(
        place.map((c, level) => c % local[level]),
        local,
      )
    );
  });
  return { communicator, order, levels, count };
}

type Reals = Float64Array | Float32Array;

/** Sums of all ranks, from partial sums that begin at these numbers. */
export function totals(partial: Reals, firsts: readonly number[], summation: Summation): Float64Array {
  const { communicator, count, order, levels } = summation.gathering!;
  const own = new Float64Array(firsts.length * count);
  firsts.forEach((first, s) => {
    reduce(partial, first, summation.order, summation.levels, summation.numbers);
    own.set(summation.numbers.subarray(0, count), s * count);
  });
  const all = new Float64Array(own.length * communicator.size);
  communicator.allGather(own, all);
  const numbers = new Float64Array(order.length);
  return Float64Array.from(firsts, (_, s) => {
    const inAll = order.map(k => Math.floor(k / count) * own.length + s * count + (k % count));
    reduce(all, 0, inAll, levels, numbers);
    return numbers[0];
  });
}

/** The sum of a rank that holds all of it. */
export function total(partial: Reals, first: number, { order, levels, numbers }: Summation): number {
  reduce(partial, first, order, levels, numbers);
  return numbers[0];
}

/** Adds up level after level; what remains are the first of `numbers`. */
function reduce(
  partial: Reals,
  first: number,
  order: Int32Array,
  levels: readonly number[],
  numbers: Float64Array,
): void {
  const together = levels[0];
  let count = 0;
  for (let k = 0; k < order.length; ) {
    let sum = partial[first + order[k]];
    for (const end = k++ + together; k < end; k++) sum += partial[first + order[k]];
    numbers[count++] = sum;
  }
  for (let level = 1; level < levels.length; level++) count = addNeighbours(numbers, count, levels[level]);
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
