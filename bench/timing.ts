// Fair timing on a busy machine: all candidates in one process, in turn, by CPU time; compare ratios, not clocks.
import { markdown } from './table.ts';

/** One contestant: `run` does the work once; the costs are per run. */
export interface Candidate {
  readonly name: string;
  readonly run: () => void;
  /** Floating-point operations of one run. */
  readonly flops: number;
  /** Bytes that one run must at least read and write. */
  readonly bytes: number;
  /** Lattice sites that one run visits. */
  readonly sites: number;
}

export interface TimingOptions {
  /** Rounds in which every candidate has one turn. */
  readonly rounds: number;
  /** Shortest CPU time of a turn, in milliseconds; runs are repeated to reach it. */
  readonly turn: number;
}

/** CPU seconds per run of one candidate. */
export interface Timing {
  readonly candidate: Candidate;
  readonly minimum: number;
  readonly median: number;
}

const cpuMicroseconds = (): number => {
  const { user, system } = process.cpuUsage();
  return user + system;
};

function turnTaken(run: () => void, repetitions: number): number {
  const start = cpuMicroseconds();
  for (let repetition = 0; repetition < repetitions; repetition++) run();
  return cpuMicroseconds() - start;
}

/** Warms a candidate up and finds how many runs fill a turn. */
function repetitionsFor(run: () => void, turnMicroseconds: number): number {
  let repetitions = 1;
  for (let last = 0; ; ) {
    const spent = turnTaken(run, repetitions);
    if (spent >= turnMicroseconds && last >= turnMicroseconds / 2) return repetitions;
    last = spent;
    if (spent < turnMicroseconds)
      repetitions = Math.ceil(repetitions * Math.min(10, (1.2 * turnMicroseconds) / (spent + 1)));
  }
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/**
 * Times all candidates in interleaved rounds; the order reverses from round to round so that nobody always goes first.
 * Throws a sentence if there is nothing to time.
 */
export function timed(candidates: readonly Candidate[], { rounds, turn }: TimingOptions): Timing[] {
  if (candidates.length === 0 || !(rounds >= 1)) {
    throw new Error(`Got ${candidates.length} candidates and ${rounds} rounds, expected at least one of each.`);
  }
  const repetitions = candidates.map(({ run }) => repetitionsFor(run, 1000 * turn));
  const spent = candidates.map((): number[] => []);
  const order = candidates.map((_, index) => index);
  for (let round = 0; round < rounds; round++) {
    for (const index of order)
      spent[index].push(turnTaken(candidates[index].run, repetitions[index]) / repetitions[index]);
    order.reverse();
  }
  return candidates.map((candidate, index) => ({
    candidate,
    minimum: Math.min(...spent[index]) / 1e6,
    median: median(spent[index]) / 1e6,
  }));
}

/** The fastest of several timings, by minimum. */
export function fastest(timings: readonly Timing[]): Timing {
  return timings.reduce((best, timing) => (timing.minimum < best.minimum ? timing : best));
}

/**
 * A table of timings in Markdown: GF/s, GB/s and µs/site from the minimum, the spread median/minimum, and the speed
 * relative to `reference` (above 1: faster than it).
 */
export function timingTable(timings: readonly Timing[], reference: Timing): string {
  const header = ['candidate', 'GF/s', 'GB/s', 'µs/site', 'median/min', `speed / ${reference.candidate.name}`];
  const rows = timings.map(({ candidate, minimum, median: middle }) => [
    candidate.name,
    (candidate.flops / minimum / 1e9).toFixed(2),
    (candidate.bytes / minimum / 1e9).toFixed(2),
    ((minimum * 1e6) / candidate.sites).toPrecision(3),
    (middle / minimum).toFixed(2),
    (reference.minimum / minimum).toFixed(2),
  ]);
  return markdown(header, rows);
}
