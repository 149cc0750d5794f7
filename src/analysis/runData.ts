/** One run folder as an analysis sees it: its parameters, its log in columns, and what was measured on its files. */
import type { Fingerprint } from '../runfile/fingerprint.ts';
import type { RunTexts } from '../runfile/runTexts.ts';
import { isSpinRun, type Resolved } from '../runfile/schema/index.ts';
import type { Column, Columns } from './columns.ts';
import { type FactsByName, factsFrom } from './facts.ts';
import { readLogText } from './logFile.ts';
import { readMeasurements } from './measurements.ts';
import { keysOfTheory, namedFingerprint, only, refuseMixture } from './origin.ts';
import { named } from './variants.ts';

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
 * Makes data of the texts of run folders. What was measured on configurations is called alike in all of them, so runs that
 * are looked at together are read together.
 *
 * @throws InputError when a log is wrong, or parts of a folder belong to different runs
 */
export function runsDataOf(texts: readonly RunTexts[]): RunData[] {
  const runs = texts.map(one => {
    refuseMixture(one);
    const { columns, remarks } = readLogText(one.log.path, one.log.text);
    const measured = readMeasurements(one.measured);
    return {
      ...{ folder: one.folder, resolved: one.resolved, columns, logged: columns.byName },
      facts: one.observables === undefined ? {} : factsFrom(one.observables),
      measured: measured.columns,
      remarks: [...remarks, ...measured.remarks],
    };
  });
  return named(runs).map(({ measured, facts, remarks }, r) => {
    const { folder, resolved, columns, remarks: before } = runs[r];
    return { folder, resolved, columns, measured, facts, remarks: [...before, ...remarks] };
  });
}

/** The same of one folder. */
export function runDataOf(texts: RunTexts): RunData {
  return runsDataOf([texts])[0];
}

/** How a run is called in tables: the last part of its folder's path. */
export function runName({ folder }: Pick<RunData, 'folder'>): string {
  return folder.split('/').findLast(part => part !== '') ?? folder;
}

const methodKey = /^(sampler|network|effective|training|measure)/;

/** What two runs must share to be of one theory, and to be replicas of one chain; files by name. */
export function fingerprintsOf(resolved: Resolved): { theory: Fingerprint; method: Fingerprint } {
  const all = namedFingerprint(resolved);
  const network =
    isSpinRun(resolved) || resolved.network === undefined ? {} : { network: JSON.stringify(resolved.network) };
  const { 'schedule.seed': _, ...theory } = keysOfTheory(all);
  return { theory, method: { ...only(all, methodKey), ...network } };
}
