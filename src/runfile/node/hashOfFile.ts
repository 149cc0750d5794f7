/** What a file holds, as a short hash. */
import { FileError } from '../../files/index.ts';
import { readWhole } from '../../files/node/index.ts';
import { InputError } from '../input/problem.ts';
import { shortHash } from '../shortHash.ts';

/** @param key of the run file, which names the file @throws InputError when the file cannot be read */
export function hashOfFile(key: string, path: string): string {
  try {
    return shortHash(readWhole(path));
  } catch (error) {
    if (!(error instanceof FileError)) throw error;
    throw new InputError([`${key}: ${error.message}`]);
  }
}
