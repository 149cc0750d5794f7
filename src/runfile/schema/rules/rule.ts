/** What a rule between sections is. */
import type { GaugeRun } from '../index.ts';

/** One broken rule: where to point, and a sentence that completes "`key` is VALUE; ". */
export interface Inconsistency {
  readonly path: readonly (string | number)[];
  readonly expected: string;
}

/** About a run of one family of theories. */
export type Rule<Run = GaugeRun> = (run: Run) => Inconsistency | undefined;

export const broken = (path: Inconsistency['path'], expected: string): Inconsistency => ({ path, expected });
