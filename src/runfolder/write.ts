/** Whole files in a run folder: a reader sees the old text or the new one, never half of it. */
import { mkdirSync } from 'node:fs';
import { FileError } from '../files/index.ts';
import { causeInWords, writeAtomically } from '../files/node/index.ts';
import { RunError } from '../simulation/driver.ts';
import type { Lock } from './lock.ts';

/** @throws RunError when the disk does not take it, or the folder is lost */
export function writeFile(lock: Lock, name: string, content: string | Uint8Array): void {
  const path = lock.pathOf(name);
  writing(lock, path, () => {
    writeAtomically(path, typeof content === 'string' ? new TextEncoder().encode(content) : content);
  });
}

/** Writes a value as indented JSON. */
export function writeJson(lock: Lock, name: string, value: unknown): void {
  writeFile(lock, name, `${JSON.stringify(value, null, 2)}\n`);
}

/**
 * Writes into a folder of the run folder, which is made where it is missing.
 *
 * @throws RunError as `writeFile`
 */
export function writeInto(lock: Lock, name: string, write: (folder: string) => void): void {
  const folder = lock.pathOf(name);
  writing(lock, folder, () => {
    makeFolder(folder);
    write(folder);
  });
}

/** Not with those above it: a run folder that was moved is not made again. */
function makeFolder(path: string): void {
  try {
    mkdirSync(path);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  }
}

/** A run folder may vanish in the middle of a write: that is then what failed, and not the file that was being written. */
function writing(lock: Lock, path: string, write: () => void): void {
  try {
    write();
  } catch (error) {
    const isOfFile = error instanceof FileError || (error instanceof Error && 'code' in error);
    if (isOfFile) lock.pathOf();
    if (error instanceof FileError) throw new RunError(error.message);
    throw isOfFile ? new RunError(`${path} cannot be written: ${causeInWords(error)}.`) : error;
  }
}
