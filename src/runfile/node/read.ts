/** The text of a file that a user named, with a sentence for everything that can go wrong on the way. */
import { readFileSync, statSync } from 'node:fs';
import { InputError } from '../input/problem.ts';

const largestFile = 1024 ** 2;

/** Reads a text file. @throws InputError when it is missing, no file, too large, empty or not UTF-8 */
export function readText(fileName: string): string {
  const bytes = readBytes(fileName);
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new InputError([`${fileName} is not UTF-8 text; expected a TOML file.`]);
  }
  if (text.trim() === '') {
    throw new InputError([`${fileName} is empty; expected a TOML file. "cask keys" lists what goes into one.`]);
  }
  return text;
}

/** Pipes that the shell has opened already, as for `cask run <(…)`. */
const opened = /^\/(dev\/(stdin$|fd\/)|proc\/(self|\d+)\/fd\/)/;

function readBytes(fileName: string): Uint8Array {
  try {
    const status = statSync(fileName);
    if (status.isDirectory()) throw new InputError([`${fileName} is a folder; expected a TOML file.`]);
    if (status.isFIFO() && !opened.test(fileName)) {
      throw new InputError([`${fileName} is a pipe, which may never be written to; expected a TOML file.`]);
    }
    if (!status.isFile() && !status.isFIFO()) throw new InputError([`${fileName} is a device; expected a TOML file.`]);
    if (status.size > largestFile) {
      throw new InputError([`${fileName} has ${status.size} bytes; expected a TOML file of at most ${largestFile}.`]);
    }
    return readFileSync(fileName);
  } catch (error) {
    if (error instanceof InputError) throw error;
    throw new InputError([`${fileName} cannot be read: ${reasonOf(error)}.`]);
  }
}

const reasons: Record<string, string> = {
  ENOENT: 'there is no such file',
  ENOTDIR: 'a part of its path is not a folder',
  EACCES: 'permission denied',
  EISDIR: 'it is a folder',
  ELOOP: 'its links go round in a circle',
  ENAMETOOLONG: 'its name is too long',
  ENOSPC: 'the disk is full',
  EROFS: 'the disk is read-only',
  ERR_INVALID_ARG_VALUE: 'its name is not a file name',
};

/** The reason of a failed file operation in plain words. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const code = 'code' in error ? String(error.code) : '';
  return reasons[code] ?? error.message;
}
