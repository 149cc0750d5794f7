/** Files that a run file names and that are not there. */
import { existsSync } from 'node:fs';
import { fileKeys, namesFile } from '../input/fileKeys.ts';
import type { Positions } from '../input/position.ts';
import { InputError } from '../input/problem.ts';
import { nearestWord } from '../input/spelling.ts';
import type { Resolved } from '../schema/index.ts';

/**
 * Refuses files that are not there, before anything is computed or written.
 *
 * @param given where keys stand in the run file
 * @throws InputError `FILE:LINE: …`, one line each
 */
export function refuseMissingFiles(fileName: string, run: Resolved, given: Positions): void {
  const named = Object.keys(fileKeys).map((path): [string, unknown] => [path, valueAt(run, path)]);
  const lineOf = (path: string) => given.lineOf(path.split('.'));
  const missing = named
    .filter((entry): entry is [string, string] => namesFile(...entry) && !existsSync(String(entry[1])))
    .toSorted(([one], [other]) => lineOf(one) - lineOf(other));
  if (missing.length === 0) return;
  throw new InputError(
    missing.map(([path, value]) => {
      const words = fileKeys[path as keyof typeof fileKeys];
      const choices = words.map(word => `${JSON.stringify(word)}, `).join('');
      // What looks like a path was meant as one.
      const near = /[./\\]/.test(value) ? undefined : nearestWord(value, words);
      return (
        `${fileName}:${lineOf(path)}: \`${path}\` is ${JSON.stringify(value)}; expected ${choices}` +
        `${choices === '' ? '' : 'or '}a file that exists, seen from the current folder` +
        `${near === undefined ? '' : `; did you mean ${JSON.stringify(near)}?`}`
      );
    }),
  );
}

const valueAt = (run: Resolved, path: string): unknown =>
  path.split('.').reduce<unknown>((table, key) => Object(table)[key], run);
