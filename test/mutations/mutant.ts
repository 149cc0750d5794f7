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

/**
 * The source text with the bug.
 *
 * @throws if the text to change does not stand there exactly once: then the list of mutants is out of date
 */
export function planted(text: string, { file, find, put }: Edit, bug: string): string {
  const pieces = text.split(find);
  if (pieces.length === 2) return pieces.join(put);
  throw new Error(`"${bug}": "${find}" stands ${pieces.length - 1} times in ${file}, expected once.`);
}
