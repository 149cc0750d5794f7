/** What is asked of a file system, and its answers in words. */
import type * as fs from 'node:fs';

/** The file system calls in use; tests hand in ones that fail. */
export type FileSystem = Pick<
  typeof fs,
  | 'openSync'
  | 'writeSync'
  | 'readSync'
  | 'fstatSync'
  | 'lstatSync'
  | 'fsyncSync'
  | 'closeSync'
  | 'renameSync'
  | 'unlinkSync'
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
  ELOOP: 'symbolic links lead in a circle',
  ENXIO: 'the path is a socket or a device without anything behind it',
  ESTALE: 'the network file system has lost the file',
  ETXTBSY: 'the file is in use',
};

/** ENOENT and the like; empty where the error is none of the system. */
export function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}

/** The cause of a failed file system call in words, with its code. */
export function causeInWords(error: unknown): string {
  const code = codeOf(error);
  const message = error instanceof Error ? error.message : String(error);
  return causes[code] ? `${causes[code]} (${code})` : message;
}
