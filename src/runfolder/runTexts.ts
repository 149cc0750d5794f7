/** Reads what an analysis needs of a run folder. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { FileError } from '../files/index.ts';
import { checkpointFiles, openCheckpoint } from '../files/node/index.ts';
import type { Fingerprint } from '../runfile/fingerprint.ts';
import { InputError } from '../runfile/input/problem.ts';
import { loadRun } from '../runfile/node/load.ts';
import { reasonOf } from '../runfile/node/read.ts';
import type { NamedText, RunTexts } from '../runfile/runTexts.ts';
import { type CheckpointFacts, checkpointFolder } from './checkpoint.ts';

/** @throws InputError when it is no run folder, or a file in it cannot be read */
export function readRunTexts(folder: string): RunTexts {
  const echo = join(folder, 'resolved.toml');
  if (!existsSync(echo)) {
    throw new InputError([
      `${folder} is no run folder: it holds no resolved.toml. Name a folder that "cask run" wrote.`,
    ]);
  }
  const observables = join(folder, 'observables.json');
  const begun = knownFingerprint(folder);
  return {
    folder,
    resolved: loadRun(echo, { out: folder }).resolved,
    log: textOf(join(folder, 'log.jsonl')),
    measured: readdirSync(folder)
      .filter(name => /^measured.*\.jsonl$/.test(name))
      .sort()
      .map(name => textOf(join(folder, name))),
    ...(existsSync(observables) ? { observables: textOf(observables) } : {}),
    ...(begun === undefined ? {} : { begun }),
  };
}

function textOf(path: string): NamedText {
  try {
    return { path, text: readFileSync(path, 'utf8') };
  } catch (error) {
    throw new InputError([`${path} cannot be read: ${reasonOf(error)}.`]);
  }
}

/** The fingerprint with which the chain was begun; undefined where no checkpoint can be read. */
function knownFingerprint(folder: string): Fingerprint | undefined {
  try {
    for (const { path } of checkpointFiles(join(folder, checkpointFolder))) {
      const facts = factsOf(path);
      if (facts !== undefined) return facts.fingerprint;
    }
  } catch (error) {
    if (!(error instanceof FileError)) throw error;
  }
  return undefined;
}

function factsOf(path: string): CheckpointFacts | undefined {
  try {
    return openCheckpoint(path).facts as CheckpointFacts;
  } catch (error) {
    if (error instanceof FileError) return undefined;
    throw error;
  }
}
