/** One run folder as an analysis sees it: its parameters, its log in columns, and what was measured on its files. */
import type { Fingerprint } from '../runfile/fingerprint.ts';
import type { RunTexts } from '../runfile/runTexts.ts';
import type { Resolved } from '../runfile/schema/index.ts';
import type { Column, Columns } from './columns.ts';
import { type FactsByName, factsFrom } from './facts.ts';
import { readLogText } from './logFile.ts';
import { readMeasurements } from './measurements.ts';
import { keysOfTheory, namedFingerprint, only, refuseMixture } from './origin.ts';

export interface RunData {
  readonly folder: string;
  readonly resolved: Resolved;
  readonly columns: Columns;
  /** Observables that `cask measure` found on the configurations of this run. */
  readonly measured: readonly Column[];
  /** What is known of observables beside their numbers. */
  readonly facts: FactsByName;
  /** Remarks: what was wrong and accepted, and what a reader should know. */
  readonly remarks: readonly string[];
}

/**
 * Makes data of the texts of a run folder.
 *
 * @throws InputError when the log is wrong, or its parts belong to different runs
 */
export function runDataOf(texts: RunTexts): RunData {
  const { folder, resolved } = texts;
  refuseMixture(texts);
  const { columns, remarks } = readLogText(texts.log.path, texts.log.text);
  const measured = texts.measured.map(({ path, text }) => readMeasurements(path, text));
  return {
    folder,
    resolved,
    columns,
    measured: measured.flatMap(file => file.columns),
    facts: texts.observables === undefined ? {} : factsFrom(texts.observables),
    remarks: [...remarks, ...measured.flatMap(file => file.remarks)],
  };
}

/** How a run is called in tables: the last part of its folder's path. */
export function runName({ folder }: Pick<RunData, 'folder'>): string {
  return folder.split('/').findLast(part => part !== '') ?? folder;
}

const methodKey = /^(sampler|network|training|measure)/;

/** What two runs must share to be of one theory, and to be replicas of one chain; files by name. */
export function fingerprintsOf(resolved: Resolved): { theory: Fingerprint; method: Fingerprint } {
  const all = namedFingerprint(resolved);
  const network = resolved.network === undefined ? {} : { network: JSON.stringify(resolved.network) };
  const { 'schedule.seed': _, ...theory } = keysOfTheory(all);
  return { theory, method: { ...only(all, methodKey), ...network } };
}
