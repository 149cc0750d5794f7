/**
 * `log.jsonl`, one line per trajectory, and beside it `timings.jsonl` with the seconds each took. What the physics
 * determines and what the clock determines are kept apart, so that two runs with one seed leave the same bytes in
 * `log.jsonl`, whether or not they were interrupted.
 */
import { closeSync, ftruncateSync, openSync, readFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { crc32 } from '../files/index.ts';
import { bringToDisk, causeInWords } from '../files/node/index.ts';
import { type LogRecord, RunError } from '../simulation/driver.ts';
import { checkedLine, checkLines } from '../simulation/log/checkedLines.ts';
import { lineOfRecord, recordOfLine } from '../simulation/log/logLine.ts';
import type { Lock } from './lock.ts';

/** How far a log reaches, and the CRC-32 of all bytes up to there. */
export interface LogPosition {
  readonly bytes: number;
  readonly crc32: number;
}

/** The two open files. */
export interface Log {
  /** Appends one line to each; they are with the operating system when this returns. @throws RunError */
  append(record: LogRecord): void;
  /** Brings the log to the disk. @returns how far it reaches @throws RunError */
  synced(): LogPosition;
  /** @throws RunError */
  close(): void;
}

export const startOfLog: LogPosition = { bytes: 0, crc32: 0 };

/**
 * Opens the log of a run for appending; what lies behind `from` is cut off, so that a trajectory that is made again
 * replaces its line.
 *
 * @param finished number of trajectories up to there, for the timings
 * @throws RunError
 */
export function openLog(lock: Lock, from = startOfLog, finished = 0): Log {
  const target = lock.pathOf('log.jsonl');
  const timings = lock.pathOf('timings.jsonl');
  let position = from;
  // A log that was begun without checksums gets them from here on: its bytes so far are its lines so far.
  let running = checkLines(readBytes(target).subarray(0, from.bytes)).checksum ?? from.crc32;
  const log = openCut(target, from.bytes);
  const timing = openCut(timings, timingLines(timings, finished));
  return {
    append({ seconds, ...record }) {
      lock.pathOf();
      const { line, checksum } = checkedLine(lineOfRecord(record), running);
      running = checksum;
      writeAll(target, log, line);
      position = { bytes: position.bytes + line.length, crc32: crc32(line, 0, line.length, position.crc32) };
      const time = JSON.stringify({ trajectory: record.trajectory, seconds });
      writeAll(timings, timing, new TextEncoder().encode(`${time}\n`));
    },
    synced() {
      guarded(target, 'brought to the disk', () => bringToDisk(log, target));
      return position;
    },
    close() {
      try {
        guarded(target, 'closed', () => closeSync(log));
      } finally {
        guarded(timings, 'closed', () => closeSync(timing));
      }
    },
  };
}

/**
 * Reads the records up to a position back, with their timings where those are known.
 *
 * @returns undefined when the log is shorter than that, or other bytes stand there
 * @throws RunError when it cannot be read
 */
export function readLog(folder: string, { bytes, crc32: expected }: LogPosition): LogRecord[] | undefined {
  const target = join(folder, 'log.jsonl');
  const content = readBytes(target);
  if (content.length < bytes || crc32(content, 0, bytes) !== expected) return;
  const seconds = timingsIn(join(folder, 'timings.jsonl'));
  const lines = checkLines(content.subarray(0, bytes)).text.split('\n').slice(0, -1);
  return lines.map(line => {
    const record = recordOfLine(line);
    return { ...record, seconds: seconds.get(record.trajectory) ?? 0 };
  });
}

/** Timings are of no consequence: a line that is damaged or missing is left out. */
function timingsIn(path: string): Map<number, number> {
  const found = new Map<number, number>();
  for (const line of new TextDecoder().decode(readBytes(path)).split('\n')) {
    const match = /^\{"trajectory":(\d+),"seconds":([\d.e+-]+)\}$/.exec(line);
    if (match) found.set(Number(match[1]), Number(match[2]));
  }
  return found;
}

/** Bytes of the lines of the first `finished` trajectories. */
function timingLines(path: string, finished: number): number {
  const lines = new TextDecoder().decode(readBytes(path)).split('\n').slice(0, -1);
  return lines.slice(0, finished).reduce((sum, line) => sum + line.length + 1, 0);
}

/** Nothing where there is no file. */
function readBytes(path: string): Uint8Array {
  try {
    return readFileSync(path);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return new Uint8Array();
    throw new RunError(`${path} cannot be read: ${causeInWords(error)}.`);
  }
}

function openCut(target: string, bytes: number): number {
  const file = guarded(target, 'opened', () => openSync(target, 'a'));
  try {
    guarded(target, 'cut', () => ftruncateSync(file, bytes));
    return file;
  } catch (error) {
    guarded(target, 'closed', () => closeSync(file));
    throw error;
  }
}

function writeAll(target: string, file: number, bytes: Uint8Array): void {
  for (let done = 0; done < bytes.length; ) {
    const count = guarded(target, 'written', () => writeSync(file, bytes, done));
    if (count <= 0) throw new RunError(`${target} cannot be written: the system accepted no more bytes.`);
    done += count;
  }
}

function guarded<Result>(target: string, done: string, act: () => Result): Result {
  try {
    return act();
  } catch (error) {
    throw new RunError(`${target} cannot be ${done}: ${causeInWords(error)}.`);
  }
}
