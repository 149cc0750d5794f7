/**
 * A series is what one chain measured, in the order of the chain. This file holds the checks that every
 * statistic makes before it counts anything, and the two sums that all of them need.
 */
import { plural } from '../../words/index.ts';

/** Measured values in chain order. */
export type Series = Float64Array | readonly number[];

/**
 * Refuses a series that is too short or that holds NaN or an infinity.
 * @param name what the series is called in the error sentence
 * @throws RangeError naming the length, or the index and value of the first entry that is not finite
 */
export function requireSeries(series: Series, name: string, minimum: number): void {
  if (series.length < minimum) {
    throw new RangeError(
      `${name} has ${plural(series.length, 'value')}, at least ${minimum} are needed here: measure longer, or join replicas.`,
    );
  }
  for (let i = 0; i < series.length; i++) {
    if (!Number.isFinite(series[i])) {
      throw new RangeError(
        `${name} holds ${series[i]} at index ${i}, a finite number is expected: find out why that measurement failed before averaging.`,
      );
    }
  }
}

/**
 * Refuses lists of different lengths.
 * @throws RangeError naming the first list that differs from list 0
 */
export function requireEqualLengths(lists: readonly Series[], name: string): void {
  for (let k = 1; k < lists.length; k++) {
    if (lists[k].length !== lists[0].length) {
      throw new RangeError(
        `${name} ${k} has ${plural(lists[k].length, 'value')} but ${name} 0 has ${lists[0].length}: take the same measurements of both.`,
      );
    }
  }
}

/** Refuses a number that is not a whole number of at least `minimum`. */
export function requireCount(value: number, name: string, minimum: number): void {
  if (!Number.isInteger(value) || value < minimum) {
    throw new RangeError(`${name} is ${value}, a whole number of at least ${minimum} is expected.`);
  }
}

/** Average in two passes: the second removes the rounding of the first. */
export function averageOf(series: Series): number {
  const rough = sumOf(series) / series.length;
  let rest = 0;
  for (let i = 0; i < series.length; i++) rest += series[i] - rough;
  return rough + rest / series.length;
}

/** Plain sum in index order. */
export function sumOf(series: Series): number {
  let sum = 0;
  for (let i = 0; i < series.length; i++) sum += series[i];
  return sum;
}

/** Mean squared deviation from `centre`, divided by `length - lost`. */
export function varianceOf(series: Series, centre: number, lost = 1): number {
  let sum = 0;
  for (let i = 0; i < series.length; i++) sum += (series[i] - centre) ** 2;
  return sum / (series.length - lost);
}

/** True where every value of every series is the same number. */
export function isConstant(lists: readonly Series[]): boolean {
  const first = lists[0][0];
  for (const list of lists) {
    for (let i = 0; i < list.length; i++) if (list[i] !== first) return false;
  }
  return true;
}

/** Squares of values of these magnitudes, and sums of many, stay far inside the range of numbers. */
const [SMALLEST, LARGEST] = [1e-100, 1e100];

/** What to multiply series by before squares are taken: 1, or for very large or small values a power of two, which is exact. */
export function safeFactor(lists: readonly Series[]): number {
  let largest = 0;
  for (const list of lists) for (let i = 0; i < list.length; i++) largest = Math.max(largest, Math.abs(list[i]));
  if (largest === 0 || (largest > SMALLEST && largest < LARGEST)) return 1;
  return 2 ** Math.max(-1000, Math.min(1000, -Math.round(Math.log2(largest))));
}

export function multiplied(series: Series, factor: number): Float64Array {
  return Float64Array.from(series, value => value * factor);
}
