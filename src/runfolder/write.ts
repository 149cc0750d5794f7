/** Whole files in a run folder: a reader sees the old text or the new one, never half of it. */
import { FileError } from '../files/index.ts';
import { writeAtomically } from '../files/node/index.ts';
import { RunError } from '../simulation/driver.ts';
import type { Lock } from './lock.ts';

/** @throws RunError when the disk does not take it, or the folder is lost */
export function writeFile(lock: Lock, name: string, text: string): void {
  try {
    writeAtomically(lock.pathOf(name), new TextEncoder().encode(text));
  } catch (error) {
    throw error instanceof FileError ? new RunError(error.message) : error;
  }
}

/** Writes a value as indented JSON. */
export function writeJson(lock: Lock, name: string, value: unknown): void {
  writeFile(lock, name, `${JSON.stringify(value, null, 2)}\n`);
}
