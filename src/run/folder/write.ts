/** Writing into a run folder: whole files at once, the log line by line. */
import { closeSync, openSync, renameSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { type LogRecord, RunError } from '../driver.ts';
import { reasonOf } from '../input/read.ts';

/**
 * Writes a file so that a reader sees the old text or the new one, never half of it.
 *
 * @throws RunError when the disk does not take it
 */
export function writeFile(folder: string, name: string, text: string): void {
  const target = join(folder, name);
  guarded(target, () => {
    writeFileSync(`${target}.part`, text);
    renameSync(`${target}.part`, target);
  });
}

/** Writes a value as indented JSON. */
export function writeJson(folder: string, name: string, value: unknown): void {
  writeFile(folder, name, `${JSON.stringify(value, null, 2)}\n`);
}

/** An open `log.jsonl`. */
export interface Log {
  /** Appends one line; it is with the operating system when this returns. @throws RunError */
  append(record: LogRecord): void;
  close(): void;
}

/** Opens the log of a run for appending. @throws RunError */
export function openLog(folder: string): Log {
  const target = join(folder, 'log.jsonl');
  const file = guarded(target, () => openSync(target, 'a'));
  return {
    append: record => guarded(target, () => writeSync(file, `${JSON.stringify(record)}\n`)),
    close: () => closeSync(file),
  };
}

function guarded<Result>(target: string, write: () => Result): Result {
  try {
    return write();
  } catch (error) {
    throw new RunError(`${target} cannot be written: ${reasonOf(error)}.`);
  }
}
