/** What a rule between sections is. */
import type { Sections } from '../index.ts';

/** One broken rule: where to point, and a sentence that completes "`key` is VALUE; ". */
export interface Inconsistency {
  readonly path: readonly (string | number)[];
  readonly expected: string;
}

export type Rule = (run: Sections) => Inconsistency | undefined;

export const broken = (path: Inconsistency['path'], expected: string): Inconsistency => ({ path, expected });
