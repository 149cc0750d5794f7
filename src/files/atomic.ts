/**
 * Writing a file so that after a crash, a full disk or a power cut either the old or the new content is there,
 * never a mixture: pending file beside the target, fsync, read back and compare, rename, fsync of the folder.
 */

import * as fs from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { refuse } from './fileError.ts';

/** The file system calls in use; tests hand in ones that fail. */
export type FileSystem = Pick<
  typeof fs,
  'openSync' | 'writeSync' | 'readSync' | 'fstatSync' | 'fsyncSync' | 'closeSync' | 'renameSync' | 'unlinkSync'
>;

const causes: Record<string, string> = {
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
  EIO: 'the disk reports an input/output error',
  EACCES: 'permission is denied',
  EPERM: 'the operation is not permitted',
  EROFS: 'the file system is read-only',
  ENOENT: 'the file or its folder does not exist',
  ENOTDIR: 'a part of the path is not a folder',
  EISDIR: 'the path is a folder',
  EMFILE: 'too many files are open',
  ENFILE: 'too many files are open on this machine',
  ENAMETOOLONG: 'the file name is too long',
  EFBIG: 'the file is larger than the file system allows',
};

/** The cause of a failed file system call in words, with its code. */
export function causeInWords(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const message = error instanceof Error ? error.message : String(error);
  return causes[code] ? `${causes[code]} (${code})` : message;
}

const pieceBytes = 1 << 26;

/**
 * Write `bytes` to `path`, replacing an existing file only after the new content is safely on the disk and was
 * read back unchanged.
 * @throws FileError naming the file, the step and the cause; the previous file is then still in place
 */
export function writeAtomically(path: string, bytes: Uint8Array, files: FileSystem = fs): void {
  const pending = join(dirname(path), `.${basename(path)}.${process.pid}.pending`);
  let step = 'creating the pending file';
  let descriptor: number | undefined;
  try {
    descriptor = files.openSync(pending, 'w+');
    step = 'writing the pending file';
    for (let done = 0; done < bytes.length; ) {
      const count = files.writeSync(descriptor, bytes, done, Math.min(pieceBytes, bytes.length - done), done);
      if (count <= 0) refuse('the system accepted no more bytes');
      done += count;
    }
    step = 'bringing the pending file to the disk';
    files.fsyncSync(descriptor);
    step = 'reading the pending file back';
    compareContent(descriptor, bytes, files);
    step = 'closing the pending file';
    const closing = descriptor;
    descriptor = undefined;
    files.closeSync(closing);
    step = 'renaming the pending file';
    files.renameSync(pending, path);
  } catch (error) {
    removePending(pending, descriptor, files);
    refuse(`Could not write ${path}: ${causeInWords(error)}, while ${step}. The previous file, if any, is untouched.`);
  }
  syncFolder(path, files);
}

function compareContent(descriptor: number, bytes: Uint8Array, files: FileSystem): void {
  const piece = new Uint8Array(Math.min(pieceBytes, Math.max(bytes.length, 1)));
  let done = 0;
  while (done < bytes.length) {
    const count = files.readSync(descriptor, piece, 0, Math.min(piece.length, bytes.length - done), done);
    if (count <= 0) refuse(`only ${done} of ${bytes.length} bytes came back`);
    for (let i = 0; i < count; i++) {
      if (piece[i] !== bytes[done + i]) refuse(`byte ${done + i} came back as ${piece[i]}, not ${bytes[done + i]}`);
    }
    done += count;
  }
  const size = files.fstatSync(descriptor).size;
  if (size !== bytes.length) refuse(`the file has ${size} bytes, not ${bytes.length}`);
}

function removePending(pending: string, descriptor: number | undefined, files: FileSystem): void {
  closeAfterError(descriptor, files);
  try {
    files.unlinkSync(pending);
  } catch {
    // The error that led here matters more than one met while cleaning up.
  }
}

function closeAfterError(descriptor: number | undefined, files: FileSystem): void {
  if (descriptor === undefined) return;
  try {
    files.closeSync(descriptor);
  } catch {
    // As above: the first error is the one to report.
  }
}

/** Make the rename itself durable. Windows cannot open folders; there the rename is left to the file system. */
function syncFolder(path: string, files: FileSystem): void {
  if (process.platform === 'win32') return;
  let descriptor: number | undefined;
  try {
    descriptor = files.openSync(dirname(path), 'r');
    files.fsyncSync(descriptor);
    files.closeSync(descriptor);
  } catch (error) {
    closeAfterError(descriptor, files);
    refuse(
      `${path} was written, but ${causeInWords(error)} while bringing its folder to the disk: ` +
        'after a power cut the previous file may return. Check the disk.',
    );
  }
}

/**
 * The whole content of a file.
 * @throws FileError naming the file and the cause
 */
export function readWhole(path: string, files: FileSystem = fs): Uint8Array {
  let descriptor: number | undefined;
  try {
    descriptor = files.openSync(path, 'r');
    const { size } = files.fstatSync(descriptor);
    const bytes = new Uint8Array(size);
    for (let done = 0; done < size; ) {
      const count = files.readSync(descriptor, bytes, done, Math.min(pieceBytes, size - done), done);
      if (count <= 0) refuse(`the file ended after ${done} of ${size} bytes`);
      done += count;
    }
    files.closeSync(descriptor);
    return bytes;
  } catch (error) {
    closeAfterError(descriptor, files);
    return refuse(`Could not read ${path}: ${causeInWords(error)}.`);
  }
}
