/** One run folder as an analysis sees it: its parameters, its log in columns, and what was measured on its files. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { differences, type Fingerprint, fingerprintOf } from '../folder/fingerprint.ts';
import { loadRun } from '../input/load.ts';
import { InputError } from '../input/problem.ts';
import { reasonOf } from '../input/read.ts';
import type { Resolved } from '../schema/index.ts';
import { type Axes, readAxes } from './axes.ts';
import { knownFingerprint } from './checkpointFacts.ts';
import type { Column, Columns } from './columns.ts';
import { readLogText } from './logFile.ts';
import { readMeasurements } from './measurements.ts';

export interface RunData {
  readonly folder: string;
  readonly resolved: Resolved;
  readonly columns: Columns;
  /** Observables that `cask measure` found on the configurations of this run. */
  readonly measured: readonly Column[];
  readonly axes: Axes;
  /** What was forgiven, and what a reader should know. */
  readonly remarks: readonly string[];
}

/**
 * Reads a run folder.
 *
 * @throws InputError when it is none, the log is wrong, or its parts belong to different runs
 */
export function readRun(folder: string): RunData {
  const echo = join(folder, 'resolved.toml');
  if (!existsSync(echo)) {
    throw new InputError([
      `${folder} is no run folder: it holds no resolved.toml. Name a folder that "cask run" wrote.`,
    ]);
  }
  const { resolved } = loadRun(echo, { out: folder });
  refuseMixture(folder, resolved);
  const log = join(folder, 'log.jsonl');
  const { columns, remarks } = readLogText(log, readTextOf(log));
  const measured = readdirSync(folder)
    .filter(name => /^measured.*\.jsonl$/.test(name))
    .sort()
    .map(name => readMeasurements(join(folder, name), readTextOf(join(folder, name))));
  return {
    folder,
    resolved,
    columns,
    measured: measured.flatMap(file => file.columns),
    axes: readAxes(folder, resolved.measure),
    remarks: [...remarks, ...measured.flatMap(file => file.remarks)],
  };
}

/** How a run is called in tables: the last part of its folder's path. */
export function runName({ folder }: Pick<RunData, 'folder'>): string {
  return basename(folder) || folder;
}

function readTextOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new InputError([`${path} cannot be read: ${reasonOf(error)}.`]);
  }
}

/** A folder whose parameters were changed after its log was written would be read as what it is not. */
function refuseMixture(folder: string, resolved: Resolved): void {
  const begun = knownFingerprint(folder);
  if (begun === undefined) return;
  const changed = differences(keysOfTheory(begun), keysOfTheory(fingerprintOf(withoutFiles(resolved))));
  if (changed.length === 0) return;
  throw new InputError([
    `${join(folder, 'resolved.toml')} describes another run than the one whose log and checkpoint lie beside it:`,
    ...changed.map(line => `  ${line}`),
    'Means would mix two theories. Undo the change, or analyse the folders of both runs.',
  ]);
}

/** Files may have gone since; what they held does not decide which theory is simulated. */
function withoutFiles(resolved: Resolved): Resolved {
  const { network, ...rest } = resolved;
  return { ...rest, start: { ...rest.start, from: 'cold' } };
}

const theoryKey = /^(lattice|group|action|spin|schedule\.seed$)/;
const methodKey = /^(sampler|network|training|measure)/;

function keysOfTheory(fingerprint: Fingerprint): Fingerprint {
  return only(fingerprint, theoryKey);
}

function only(fingerprint: Fingerprint, pattern: RegExp): Fingerprint {
  return Object.fromEntries(Object.entries(fingerprint).filter(([key]) => pattern.test(key)));
}

/** What two runs must share to be of one theory, and to be replicas of one chain; files by name. */
export function fingerprintsOf(resolved: Resolved): { theory: Fingerprint; method: Fingerprint } {
  const all = fingerprintOf(withoutFiles(resolved));
  const network = resolved.network === undefined ? {} : { network: JSON.stringify(resolved.network) };
  const { 'schedule.seed': _, ...theory } = keysOfTheory(all);
  return { theory, method: { ...only(all, methodKey), ...network } };
}
