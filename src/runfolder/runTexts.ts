/** Reads what an analysis needs of a run folder, and compares its log with its checksums and with its checkpoint. */

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { crc32, FileError } from '../files/index.ts';
import { checkpointFiles, openCheckpoint } from '../files/node/index.ts';
import { InputError } from '../runfile/input/problem.ts';
import { reasonOf } from '../runfile/node/read.ts';
import type { NamedText, RunTexts } from '../runfile/runTexts.ts';
import { checkLines } from '../simulation/log/checkedLines.ts';
import { plural } from '../words/index.ts';
import { type CheckpointFacts, checkpointFolder } from './checkpoint.ts';
import { loadResolved } from './modules.ts';

/** @throws InputError when it is no run folder, a file in it cannot be read, or the log is not what the run wrote */
export function readRunTexts(folder: string): RunTexts {
  const path = join(folder, 'resolved.toml');
  if (!existsSync(path)) {
    throw new InputError([
      `${folder} is no run folder: it holds no resolved.toml. Name a folder that "cask run" wrote.`,
    ]);
  }
  const loaded = loadResolved(folder);
  // Before the log: of a run that continues, the log is then at least as long as the checkpoint says.
  const known = newestKnown(folder);
  const provenance = optional(join(folder, 'provenance.json'));
  const observables = optional(join(folder, 'observables.json'));
  return {
    folder,
    resolved: loaded.resolved,
    echo: { path, text: loaded.text },
    ...(provenance === undefined ? {} : { provenance }),
    log: checkedLog(join(folder, 'log.jsonl'), known),
    measured: readdirSync(folder)
      .filter(name => /^measured.*\.jsonl$/.test(name))
      .sort()
      .map(name => textOf(join(folder, name))),
    ...(observables === undefined ? {} : { observables }),
    ...(known === undefined ? {} : { begun: known.facts }),
  };
}

const optional = (path: string) => (existsSync(path) ? textOf(path) : undefined);

function textOf(path: string): NamedText {
  return { path, text: new TextDecoder().decode(bytesOf(path)) };
}

function bytesOf(path: string): Uint8Array {
  try {
    return readFileSync(path);
  } catch (error) {
    throw new InputError([`${path} cannot be read: ${reasonOf(error)}.`]);
  }
}

const mostNamed = 5;
const wayOut =
  'Restore the file from a copy. Where an older checkpoint still fits, "cask resume" continues from there and computes again ' +
  'what is missing.';

/** @throws InputError naming the damaged lines, or how the log differs from what the checkpoint knows */
function checkedLog(path: string, known: KnownCheckpoint | undefined): NamedText {
  const bytes = bytesOf(path);
  const { text, damaged } = checkLines(bytes);
  if (damaged.length > 0) {
    throw new InputError([
      ...damaged.slice(0, mostNamed).map(line => `${path}:${line}: the line is not what the run wrote here.`),
      ...(damaged.length > mostNamed
        ? [`${path}: ${plural(damaged.length, 'line')} in all do not fit their checksums.`]
        : []),
      wayOut,
    ]);
  }
  if (known !== undefined) {
    const { log } = known.facts;
    if (bytes.length < log.bytes) {
      throw new InputError([
        `${path} has ${plural(bytes.length, 'byte')}, but had ${log.bytes} when ${known.path} was written: lines at its end are gone.`,
        wayOut,
      ]);
    }
    if (crc32(bytes, 0, log.bytes) !== log.crc32) {
      throw new InputError([
        `${path} was changed: its first ${plural(log.bytes, 'byte')} are not those that ${known.path} knows.`,
        wayOut,
      ]);
    }
  }
  return { path, text };
}

interface KnownCheckpoint {
  readonly path: string;
  readonly facts: CheckpointFacts;
}

/** The newest checkpoint that can be read. */
function newestKnown(folder: string): KnownCheckpoint | undefined {
  try {
    for (const { path } of checkpointFiles(join(folder, checkpointFolder))) {
      const facts = factsOf(path);
      if (facts !== undefined) return { path, facts };
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
