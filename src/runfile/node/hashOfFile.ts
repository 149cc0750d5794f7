/** What a file holds, as a short hash. */
import { readFileSync } from 'node:fs';
import { causeInWords } from '../../files/node/index.ts';
import { InputError } from '../input/problem.ts';
import { shortHash } from '../shortHash.ts';

/** @param key of the run file, which names the file @throws InputError when the file cannot be read */
export function hashOfFile(key: string, path: string): string {
  try {
    return shortHash(readFileSync(path));
  } catch (error) {
    throw new InputError([`${key} names ${path}, which cannot be read: ${causeInWords(error)}.`]);
  }
}
