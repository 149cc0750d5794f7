/** What a planted bug is: a change of text in one or two source files. */
import type { TheoryName } from './theories.ts';

export interface Edit {
  /** Below src/. */
  readonly file: string;
  /** Stands there exactly once. */
  readonly find: string;
  readonly put: string;
}

export interface Mutant {
  readonly bug: string;
  readonly theory: TheoryName;
  readonly edits: readonly Edit[];
}

export const edit = (file: string, find: string, put: string): Edit => ({ file, find, put });
export const mutant = (theory: TheoryName, bug: string, ...edits: Edit[]): Mutant => ({ theory, bug, edits });
