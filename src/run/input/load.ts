/** One run file, from its name on the command line to a run that is fully decided. */
import { basename, extname } from 'node:path';
import type { Resolved } from '../schema/index.ts';
import { refuseMissingFiles } from './files.ts';
import { findPositions, type KeyPath } from './position.ts';
import { parseToml, readText } from './read.ts';
import { validate } from './validate.ts';

/** What the command line may override. */
export interface Overrides {
  readonly out?: string;
  readonly seed?: number;
  readonly machine?: Resolved['machine']['kind'];
}

/** A run file that was read and found good. */
export interface LoadedRun {
  readonly fileName: string;
  /** The file as the user wrote it. */
  readonly text: string;
  readonly resolved: Resolved;
  /** Who decided a key. */
  readonly origin: (path: KeyPath) => Origin;
}

/** A key of the resolved run was written in the file, given as a flag, or is a default. */
export type Origin = 'file' | 'flag' | 'default';

/**
 * Reads and checks a run file and fills in every default. Nothing is written.
 *
 * A self-learning run without [network] gets the identity network. The output folder becomes `runs/NAME`, where an
 * earlier run is stepped aside for, unless the user names a folder, which is refused when it holds something.
 *
 * @throws InputError for anything the user has to change
 */
export function loadRun(fileName: string, overrides: Overrides = {}): LoadedRun {
  const text = readText(fileName);
  const run = validate(fileName, text, parseToml(fileName, text));
  const given = findPositions(text);
  refuseMissingFiles(fileName, run, given);
  const flagged = new Set(flaggedKeys(overrides));
  const origin = (path: KeyPath) => (flagged.has(path.join('.')) ? 'flag' : given.has(path) ? 'file' : 'default');
  return { fileName, text, resolved: decide(fileName, run, overrides), origin };
}

function flaggedKeys({ out, seed, machine }: Overrides): string[] {
  const keys = { 'output.folder': out, 'schedule.seed': seed, 'machine.kind': machine };
  return Object.entries(keys).flatMap(([key, value]) => (value === undefined ? [] : [key]));
}

function decide(fileName: string, run: Resolved, { out, seed, machine }: Overrides): Resolved {
  const chosen = out ?? run.output.folder;
  const network = run.network ?? (run.sampler.kind === 'slhmc' ? { kind: 'identity' as const } : undefined);
  return {
    ...run,
    ...(network === undefined ? {} : { network }),
    schedule: { ...run.schedule, seed: seed ?? run.schedule.seed },
    output: {
      ...run.output,
      folder: chosen ?? `runs/${basename(fileName, extname(fileName)) || 'run'}`,
      existing: run.output.existing ?? (chosen === undefined ? 'number' : 'refuse'),
    },
    machine: { kind: machine ?? run.machine.kind },
  };
}
