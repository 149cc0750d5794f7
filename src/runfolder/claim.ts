/** Finds the folder of a run without ever mixing two runs or deleting what is not ours. */
import { readdirSync, rmdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeFolder } from '../kernel/node/makeFolder.ts';
import { InputError } from '../runfile/input/problem.ts';
import { reasonOf } from '../runfile/node/read.ts';
import type { Resolved } from '../runfile/schema/index.ts';
import { type Lock, lockFolder, refuseLocked } from './lock.ts';
import { standingOf } from './standing.ts';

/** Everything that a run may leave in its folder; "replace" removes these and what is in `runFolders`, nothing else. */
export const runFiles = [
  'params.toml',
  'resolved.toml',
  'provenance.json',
  'observables.json',
  'log.jsonl',
  'timings.jsonl',
  'checkpoint',
  'weights.json',
  'weights.safetensors',
  'summary.json',
  'report.html',
  'citations.bib',
] as const;

/** Folders below that of a run, with the names of our files in them. */
const runFolders = {
  checkpoint: /^\d{8,}\.safetensors$/,
  configurations: /^(\d{8,}\.(lime|nersc|txt|xml|safetensors)|ensemble\.xml)$/,
} as const;

const pendingPattern = /^\.?.+\.\d+\.pending$/;

type Existing = Resolved['output']['existing'];

const mostNumbers = 10_000;

/**
 * Refuses, before anything is computed or written, a folder that `claimFolder` would refuse.
 *
 * @throws InputError naming the folder and the ways out
 */
export function refuseTakenFolder(wanted: string, existing: Existing): void {
  if (existing === 'refuse' && !isFree(wanted)) throw refusal(wanted);
  if (existing === 'replace' && !isFree(wanted)) refuseLocked(wanted);
}

/**
 * Creates the folder of a run, locks it and writes its first file, `params.toml`. That file is created exclusively, so
 * two runs that start at the same moment cannot get the same folder.
 *
 * @param wanted the folder by name
 * @param existing what to do when it already holds something
 * @param params the run file as the user wrote it
 * @returns the lock of the folder, which has a number behind its name where `existing` is "number" and that is needed
 * @throws InputError when the folder is refused or cannot be made
 */
export function claimFolder(wanted: string, existing: Existing, params: string): Lock {
  const candidates = existing === 'number' ? mostNumbers : 1;
  for (let number = 1; number <= candidates; number++) {
    const folder = number === 1 ? wanted : `${wanted}-${number}`;
    if (existing !== 'replace' && !isFree(folder)) continue;
    const lock = take(folder, existing, params);
    if (lock !== undefined) return lock;
  }
  throw refusal(wanted);
}

/** Removes files that a killed process had not finished. Only for who holds the lock. @throws InputError */
export function removePending(folder: string): void {
  for (const place of [folder, ...Object.keys(runFolders).map(name => join(folder, name))]) {
    removeMatching(place, pendingPattern);
  }
}

function refusal(folder: string): InputError {
  const standing = standingOf(folder);
  return new InputError([
    `The output folder ${folder} already holds something; expected a new or empty one. ` +
      'Choose another with --out, or set existing = "number" or "replace" in [output].',
    ...(standing === undefined ? [] : [standing]),
  ]);
}

function unusable(folder: string, error: unknown): InputError {
  if (error instanceof InputError) return error;
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  const reason = code === 'EEXIST' || code === 'ENOTDIR' ? 'a file is in its place' : reasonOf(error);
  return new InputError([`The output folder ${folder} cannot be used: ${reason}.`]);
}

/** Whether a folder does not exist yet, or is empty. */
function isFree(folder: string): boolean {
  try {
    return statSync(folder, { throwIfNoEntry: false }) === undefined || readdirSync(folder).length === 0;
  } catch (error) {
    throw unusable(folder, error);
  }
}

/** Undefined when another run was faster. */
function take(folder: string, existing: Existing, params: string): Lock | undefined {
  try {
    makeFolder(folder);
  } catch (error) {
    throw unusable(folder, error);
  }
  let lock: Lock;
  try {
    lock = lockFolder(folder);
  } catch (error) {
    if (existing === 'number' && !isFree(folder)) return;
    throw error;
  }
  try {
    if (existing === 'replace') clear(folder);
    writeFileSync(lock.pathOf('params.toml'), params, { flag: 'wx' });
    return lock;
  } catch (error) {
    lock.release();
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return;
    throw unusable(folder, error);
  }
}

function clear(folder: string): void {
  removePending(folder);
  for (const [name, pattern] of Object.entries(runFolders)) {
    const below = join(folder, name);
    removeMatching(below, pattern);
    if (statSync(below, { throwIfNoEntry: false })?.isDirectory() && readdirSync(below).length === 0) rmdirSync(below);
  }
  for (const name of runFiles) if (!(name in runFolders)) rmSync(join(folder, name), { force: true });
}

function removeMatching(folder: string, pattern: RegExp): void {
  try {
    if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return;
    for (const name of readdirSync(folder)) if (pattern.test(name)) rmSync(join(folder, name), { force: true });
  } catch (error) {
    throw unusable(folder, error);
  }
}
