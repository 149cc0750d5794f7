/**
 * Only regular files are read: a pipe would block until somebody writes to it, and neither it nor a device has a size or
 * can be read twice.
 */
import * as fs from 'node:fs';
import { refuse } from '../bytes/fileError.ts';
import type { FileSystem } from './fileSystem.ts';

/** Windows has no such flag; its pipes have no paths in folders. */
const withoutWaiting = fs.constants.O_RDONLY | (fs.constants.O_NONBLOCK ?? 0);

/** Opens for reading and never waits for a writer; errors are those of the system. */
export function openWithoutWaiting(path: string, files: Pick<FileSystem, 'openSync'>): number {
  return files.openSync(path, withoutWaiting);
}

/** @throws FileError with the kind of what is no regular file */
export function refuseSpecial(status: fs.Stats): void {
  if (status.isDirectory()) refuse('the path is a folder; name the files in it, such as FOLDER/*');
  if (status.isFIFO()) refuse('the path is a pipe, not a file; write what comes out of it into a file first');
  if (!status.isFile()) refuse('the path is a device or a socket, not a file');
}
