/** What a diagnosis looks at. */
import type { Analysis } from '../analysis.ts';
import type { AnalysedRun } from '../counted.ts';
import type { Diagnostic } from './diagnostic.ts';

export interface Subject {
  readonly runs: readonly AnalysedRun[];
  readonly analysis: Analysis;
}

/** One question put to a subject. */
export type Examination = (subject: Subject) => Diagnostic[];

/** The values of a number on the trajectories that count, run after run; undefined where it was not logged. */
export function valuesOf({ analysis }: Subject, name: string): Float64Array | undefined {
  const chain = analysis.chains.get(name);
  if (chain === undefined || chain.runs.length !== 1) return undefined;
  return Float64Array.from(chain.runs[0].flatMap(run => Array.from(run)));
}

/** Names of logged numbers that fit a pattern. */
export function namesLike({ analysis }: Subject, pattern: RegExp): string[] {
  return [...analysis.chains.keys()].filter(name => pattern.test(name));
}

/** The middle value. */
export function median(values: Float64Array): number {
  const sorted = values.slice().sort();
  return sorted[Math.floor(sorted.length / 2)];
}

export function mean(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** The largest value and where it stands. */
export function largest(values: Float64Array): { readonly value: number; readonly index: number } {
  let index = 0;
  for (let i = 1; i < values.length; i++) if (values[i] > values[index]) index = i;
  return { value: values[index], index };
}

/** The trajectory of entry `index` of {@link valuesOf}, and the run where there are several. */
export function placeOf({ analysis }: Subject, name: string, index: number): string {
  const { runs, trajectories } = analysis.chains.get(name)!;
  let run = 0;
  let rest = index;
  while (rest >= runs[0][run].length) rest -= runs[0][run++].length;
  const trajectory = trajectories[run][rest];
  return runs[0].length > 1 ? `replica ${run + 1}, trajectory ${trajectory}` : `trajectory ${trajectory}`;
}
