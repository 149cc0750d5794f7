/** The checkpoints of a run: what is in them, and which one a run can go on from. */
import { unlinkSync } from 'node:fs';
import { basename, join } from 'node:path';
import { FileError } from '../files/index.ts';
import { causeInWords, checkpointFiles, openCheckpoint, saveCheckpoint } from '../files/node/index.ts';
import type { Fingerprint } from '../runfile/fingerprint.ts';
import { InputError } from '../runfile/input/problem.ts';
import { type LogRecord, RunError } from '../simulation/driver.ts';
import type { Simulation, State } from '../simulation/simulation.ts';
import type { Lock } from './lock.ts';
import { type LogPosition, readLog } from './log.ts';
import { writeInto } from './write.ts';

export const checkpointFolder = 'checkpoint';

/** Beside the state of the chain. Random numbers need no state: seed and trajectory number determine them. */
export interface CheckpointFacts {
  /** The last trajectory that is finished; the next one has the number after it. */
  readonly trajectory: number;
  readonly fingerprint: Fingerprint;
  /** How kernels round. */
  readonly arithmetic: string;
  /** Hash of the instruction lists of kernels. */
  readonly kernels: string;
  /** Hash of `params.toml`. */
  readonly params: string;
  readonly log: LogPosition;
  readonly version: string;
  readonly node: string;
}

/** @throws RunError naming the file and the cause; earlier checkpoints are then still there */
export function writeCheckpoint(lock: Lock, facts: CheckpointFacts, simulation: Simulation): void {
  writeInto(lock, checkpointFolder, folder => {
    const state = new Map(Object.entries(simulation.state?.() ?? {}));
    saveCheckpoint(folder, facts.trajectory, { facts, state });
  });
}

export interface Continuation {
  readonly facts: CheckpointFacts;
  readonly state: State;
  /** The log up to there. */
  readonly records: LogRecord[];
  /** Why newer checkpoints were not taken. */
  readonly remarks: string[];
}

/**
 * The newest checkpoint that is whole and agrees with the log.
 *
 * @throws InputError when there is none, with a sentence for each that was tried
 */
export function newestCheckpoint(folder: string): Continuation {
  const remarks: string[] = [];
  for (const { path } of listed(folder)) {
    const found = tryCheckpoint(folder, path);
    if (typeof found !== 'string') return { ...found, remarks };
    remarks.push(found);
  }
  if (remarks.length > 0) throw new InputError([...remarks, `${folder} has no checkpoint to go on from.`]);
  throw new InputError([
    `${folder} holds no checkpoint: nothing was computed yet. Start the run again with "cask run".`,
  ]);
}

function listed(folder: string) {
  try {
    return checkpointFiles(join(folder, checkpointFolder));
  } catch (error) {
    throw error instanceof FileError ? new InputError([error.message]) : error;
  }
}

/**
 * Removes checkpoints that were passed over, before the log is cut to an older one: their trajectories are made again.
 *
 * @throws RunError
 */
export function removeNewer(lock: Lock, trajectory: number): void {
  for (const file of listed(lock.folder)) {
    if (file.trajectory <= trajectory) break;
    try {
      unlinkSync(lock.pathOf(checkpointFolder, basename(file.path)));
    } catch (error) {
      if (error instanceof RunError) throw error;
      throw new RunError(`The checkpoint ${file.path} does not fit and cannot be removed: ${causeInWords(error)}.`);
    }
  }
}

/** A checkpoint with its log, or the sentence that says why not. */
function tryCheckpoint(folder: string, path: string): Omit<Continuation, 'remarks'> | string {
  try {
    const { facts, state } = openCheckpoint(path);
    const known = facts as CheckpointFacts;
    const records = readLog(folder, known.log);
    if (records === undefined) {
      return `${path} does not go with ${join(folder, 'log.jsonl')}: the log is shorter, was changed, or is that of another run.`;
    }
    return { facts: known, state: Object.fromEntries(state), records };
  } catch (error) {
    if (error instanceof FileError || error instanceof RunError) return error.message;
    throw error;
  }
}
