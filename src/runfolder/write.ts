/** Whole files in a run folder: a reader sees the old text or the new one, never half of it. */
import { join } from 'node:path';
import { FileError } from '../files/index.ts';
import { writeAtomically } from '../files/node/index.ts';
import { RunError } from '../simulation/driver.ts';

/** @throws RunError when the disk does not take it */
export function writeFile(folder: string, name: string, text: string): void {
  try {
    writeAtomically(join(folder, name), new TextEncoder().encode(text));
  } catch (error) {
    throw error instanceof FileError ? new RunError(error.message) : error;
  }
}

/** Writes a value as indented JSON. */
export function writeJson(folder: string, name: string, value: unknown): void {
  writeFile(folder, name, `${JSON.stringify(value, null, 2)}\n`);
}
