/** Finds the folder of a run without ever mixing two runs or deleting what is not ours. */
import { mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { InputError } from '../input/problem.ts';
import { reasonOf } from '../input/read.ts';
import type { Resolved } from '../schema/index.ts';

/** Everything that a run may leave in its folder; "replace" removes these and nothing else. */
export const runFiles = [
  'params.toml',
  'resolved.toml',
  'provenance.json',
  'log.jsonl',
  'weights.json',
  'summary.json',
  'report.html',
  'citations.bib',
] as const;

type Existing = Resolved['output']['existing'];

const mostNumbers = 10_000;

/**
 * Refuses, before anything is computed or written, a folder that `claimFolder` would refuse.
 *
 * @throws InputError naming the folder and the ways out
 */
export function refuseTakenFolder(wanted: string, existing: Existing): void {
  if (existing === 'refuse' && !isFree(wanted)) throw refusal(wanted);
}

/**
 * Creates the folder of a run and writes its first file, `params.toml`. That file is created exclusively, so two
 * runs that start at the same moment cannot get the same folder.
 *
 * @param wanted the folder by name
 * @param existing what to do when it already holds something
 * @param params the run file as the user wrote it
 * @returns the folder, which has a number behind its name where `existing` is "number" and that is needed
 * @throws InputError when the folder is refused or cannot be made
 */
export function claimFolder(wanted: string, existing: Existing, params: string): string {
  if (existing === 'replace') clear(wanted);
  const candidates = existing === 'number' ? mostNumbers : 1;
  for (let number = 1; number <= candidates; number++) {
    const folder = number === 1 ? wanted : `${wanted}-${number}`;
    if ((existing === 'replace' || isFree(folder)) && take(folder, params)) return folder;
  }
  throw refusal(wanted);
}

function refusal(folder: string): InputError {
  return new InputError([
    `The output folder ${folder} already holds something; expected a new or empty one. ` +
      'Choose another with --out, or set existing = "number" or "replace" in [output].',
  ]);
}

function unusable(folder: string, error: unknown): InputError {
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

function take(folder: string, params: string): boolean {
  try {
    mkdirSync(folder, { recursive: true });
  } catch (error) {
    throw unusable(folder, error);
  }
  try {
    writeFileSync(join(folder, 'params.toml'), params, { flag: 'wx' });
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw unusable(folder, error);
  }
}

function clear(folder: string): void {
  try {
    for (const name of runFiles) rmSync(join(folder, name), { force: true });
  } catch (error) {
    throw unusable(folder, error);
  }
}
