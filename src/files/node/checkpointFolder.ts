/**
 * Generations of checkpoints in a folder, one file per trajectory number: 00000050.safetensors. A new one is complete
 * on the disk before an old one goes, and two always stay, so that one damaged file costs some trajectories and no run.
 */
import * as fs from 'node:fs';
import { join } from 'node:path';
import { FileError, refuse } from '../bytes/fileError.ts';
import { type Checkpoint, checkpointFromBytes, checkpointPieces } from '../tensors/checkpoint.ts';
import { readWhole, writePiecesAtomically } from './atomic.ts';
import { causeInWords } from './fileSystem.ts';

const kept = 2;
const namePattern = /^(\d{8,})\.safetensors$/;

export interface CheckpointFile {
  readonly trajectory: number;
  readonly path: string;
}

/** All checkpoints in a folder, newest first; none where there is no such folder. @throws FileError */
export function checkpointFiles(folder: string): CheckpointFile[] {
  return namesIn(folder)
    .flatMap(name => {
      const match = namePattern.exec(name);
      return match ? [{ trajectory: Number(match[1]), path: join(folder, name) }] : [];
    })
    .sort((one, other) => other.trajectory - one.trajectory);
}

function namesIn(folder: string): string[] {
  try {
    return fs.readdirSync(folder);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    return refuse(`Could not list ${folder}: ${causeInWords(error)}.`);
  }
}

/**
 * Writes the checkpoint after a trajectory, then removes what is older than the one before it.
 *
 * @throws FileError naming the file and the cause; the checkpoints before it are then still in place
 */
export function saveCheckpoint(folder: string, trajectory: number, checkpoint: Checkpoint): void {
  const path = join(folder, `${String(trajectory).padStart(8, '0')}.safetensors`);
  let pieces: Uint8Array[];
  try {
    pieces = checkpointPieces(checkpoint);
  } catch (error) {
    if (error instanceof FileError) refuse(`${path} was not written: ${error.message}`);
    throw error;
  }
  writePiecesAtomically(path, pieces, () => {});
  const older = checkpointFiles(folder).filter(file => file.trajectory <= trajectory);
  for (const { path: old } of older.slice(kept)) remove(old);
}

function remove(path: string): void {
  try {
    fs.unlinkSync(path);
  } catch (error) {
    refuse(`Could not remove the old checkpoint ${path}: ${causeInWords(error)}.`);
  }
}

/** @throws FileError beginning with the path */
export function openCheckpoint(path: string): Checkpoint {
  const bytes = readWhole(path);
  try {
    return checkpointFromBytes(bytes);
  } catch (error) {
    if (error instanceof FileError) refuse(`${path} is damaged: ${error.message}`);
    throw error;
  }
}
