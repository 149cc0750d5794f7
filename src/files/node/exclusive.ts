/** A file that is only ever made new: of several processes that try, one succeeds. */
import { randomInt } from 'node:crypto';
import * as fs from 'node:fs';
import { codeOf } from './fileSystem.ts';

/** What file systems answer that know no hard links. */
const withoutLinks = new Set(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK']);

/**
 * Makes a file that appears with its content or not at all. Where the file system has no hard links, it is empty for the
 * moment in which it is written.
 * @throws the error of the system: EEXIST when there is such a file already
 */
export function createExclusively(path: string, text: string): void {
  // Processes of different tables may have one number.
  const pending = `${path}.${randomInt(2 ** 47)}.pending`;
  try {
    fs.writeFileSync(pending, text, { flag: 'wx' });
    try {
      fs.linkSync(pending, path);
    } catch (error) {
      if (!withoutLinks.has(codeOf(error))) throw error;
      writeNew(path, text);
    }
  } finally {
    fs.rmSync(pending, { force: true });
  }
}

function writeNew(path: string, text: string): void {
  const descriptor = fs.openSync(path, 'wx');
  try {
    fs.writeFileSync(descriptor, text);
    fs.closeSync(descriptor);
  } catch (error) {
    fs.rmSync(path, { force: true });
    throw error;
  }
}
