/** What a file holds, as a short hash. */
import { FileError } from '../../files/index.ts';
import { readWhole, storedLinks, storedSpins } from '../../files/node/index.ts';
import { InputError } from '../input/problem.ts';
import { shortHash } from '../shortHash.ts';

/**
 * @param key of the run file, which names the file, or a folder that stands for its configurations
 * @throws InputError when a file cannot be read
 */
export function hashOfFile(key: string, path: string): string {
  try {
    const spins = storedSpins(path);
    const files = spins?.length === 0 ? storedLinks(path) : spins;
    return files === undefined
      ? shortHash(readWhole(path))
      : shortHash(files.map(file => shortHash(readWhole(file))).join());
  } catch (error) {
    if (!(error instanceof FileError)) throw error;
    throw new InputError([`${key}: ${error.message}`]);
  }
}
