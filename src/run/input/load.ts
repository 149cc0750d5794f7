/** One run file, from its name on the command line to a run that is fully decided. */
import { existsSync } from 'node:fs';
import { basename, extname } from 'node:path';
import type { Resolved } from '../schema/index.ts';
import { findPositions, type KeyPath, type Positions } from './position.ts';
import { InputError } from './problem.ts';
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
  refuseMissingWeights(fileName, run, given);
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

function refuseMissingWeights(fileName: string, { network }: Resolved, given: Positions): void {
  if (network === undefined || network.kind === 'identity' || network.weights === undefined) return;
  if (existsSync(network.weights)) return;
  const line = given.lineOf(['network', 'weights']);
  const name = JSON.stringify(network.weights);
  throw new InputError([
    `${fileName}:${line}: \`network.weights\` is ${name}; expected a file that exists, seen from the current folder`,
  ]);
}
