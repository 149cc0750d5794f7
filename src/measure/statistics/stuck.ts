/** Chains that stand still: a stretch of one value that occurs nowhere else, or a charge that hardly ever changes. */
import type { Series } from './series.ts';

/** A stretch counts from this share of a chain on, and from this many measurements on. */
const LONG_SHARE = 0.25;
const SHORTEST_STRETCH = 8;

export interface Stretch {
  /** Index of its first measurement. */
  readonly from: number;
  readonly length: number;
  readonly value: number;
}

/**
 * The longest stretch of one value, if it is a quarter of the chain or more and the value does not occur outside of it: every
 * proposal was rejected there. Yes and no, or charges that come back, repeat their values and are not stuck.
 */
export function stuckStretch(series: Series): Stretch | undefined {
  let longest: Stretch = { from: 0, length: 0, value: Number.NaN };
  for (let from = 0, to = 0; from < series.length; from = to) {
    while (to < series.length && series[to] === series[from]) to++;
    if (to - from > longest.length) longest = { from, length: to - from, value: series[from] };
  }
  if (longest.length < Math.max(SHORTEST_STRETCH, LONG_SHARE * series.length)) return undefined;
  let occurrences = 0;
  for (let i = 0; i < series.length; i++) if (series[i] === longest.value) occurrences++;
  return occurrences === longest.length ? longest : undefined;
}

/** How often the value, rounded to a whole number, differs from the one before. */
export function countJumps(series: Series): number {
  let jumps = 0;
  for (let i = 1; i < series.length; i++) if (Math.round(series[i]) !== Math.round(series[i - 1])) jumps++;
  return jumps;
}
