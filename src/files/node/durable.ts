/** Bringing what was written to the disk, where the file system can do that. */
import * as fs from 'node:fs';
import { dirname } from 'node:path';
import { codeOf, type FileSystem } from './fileSystem.ts';

/** What file systems that know no fsync answer: some network and user-space ones do. */
const unknownToFileSystem = new Set(['EINVAL', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS']);

const saidOf = new Set<string>();

/**
 * fsync of an open file or folder. Where the file system has none, the data are left to it, which is reported once for each
 * folder as a warning of the process.
 * @param path of the file, for the warning
 */
export function bringToDisk(descriptor: number, path: string, files: Pick<FileSystem, 'fsyncSync'> = fs): void {
  try {
    files.fsyncSync(descriptor);
  } catch (error) {
    const code = codeOf(error);
    if (!unknownToFileSystem.has(code)) throw error;
    const folder = dirname(path);
    if (saidOf.has(folder)) return;
    saidOf.add(folder);
    process.emitWarning(
      `The file system of ${folder} cannot bring files to the disk when asked (fsync: ${code}). Files are written all ` +
        'the same; after a power cut the last of them may be lost.',
      { type: 'CaskWarning', code: 'CASK_FSYNC' },
    );
  }
}
