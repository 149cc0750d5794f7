/** What a set of replicas amounts to: `summary.json` and `report.html` over all, and lines for the terminal. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Analysis, analyse } from '../../analysis/analysis.ts';
import { type Diagnostic, diagnose, diagnosticLine } from '../../analysis/diagnose/index.ts';
import { byName, type Estimates } from '../../analysis/result/estimates.ts';
import type { Summary } from '../../analysis/result/summary.ts';
import { type RunData, runName } from '../../analysis/runData.ts';
import { derivedRows, listRows, scalarRows } from '../../report/analysisTables.ts';
import { page } from '../../report/page.ts';
import { htmlTable, plainTable } from '../../report/tables.ts';
import { InputError } from '../../runfile/input/problem.ts';
import { theoryLine } from '../../runfile/theoryLine.ts';
import type { Lock } from '../../runfolder/lock.ts';
import { caskVersion } from '../../runfolder/provenance.ts';
import { writeFile, writeJson } from '../../runfolder/write.ts';
import { readRun } from '../command/readRun.ts';
import type { TaskResult } from './processes.ts';
import type { ReplicaSet } from './set.ts';

export interface SetSummary {
  readonly outcome: Summary['outcome'];
  readonly replicas: readonly {
    readonly folder: string;
    readonly seed: number;
    readonly outcome: Summary['outcome'] | 'not begun';
    /** Production trajectories that counted. */
    readonly trajectories: number;
  }[];
  /** Over all replicas together, with R̂. */
  readonly estimates: Estimates;
  readonly derived: Estimates;
  readonly diagnostics: readonly Diagnostic[];
}

/** Sums up a set and writes it down. @returns lines for the terminal @throws RunError when the disk does not take it */
export function summariseSet(lock: Lock, set: ReplicaSet, results: readonly TaskResult[]): string[] {
  const { folder } = lock;
  const members = set.replicas.map((replica, r) => ({
    ...replica,
    run: runIn(join(folder, replica.folder)),
    outcome: outcomeOf(join(folder, replica.folder), results[r]),
  }));
  const runs = members.flatMap(({ run }) => (run?.columns.phases.includes('production') ? [run] : []));
  const outcomes = members.map(({ outcome }) => outcome);
  const outcome = outcomes.includes('failed')
    ? 'failed'
    : outcomes.every(one => one === 'complete')
      ? 'complete'
      : 'interrupted';
  const analysis = runs.length === 0 ? undefined : analyse(runs);
  const diagnostics = analysis === undefined ? [] : diagnose(runs, analysis);
  const counted = new Map(runs.map((run, r) => [run, analysis?.trajectories[r] ?? 0]));
  const summary: SetSummary = {
    outcome,
    replicas: members.map(({ folder: name, seed, outcome: own, run }) => {
      return { folder: name, seed, outcome: own, trajectories: run === undefined ? 0 : (counted.get(run) ?? 0) };
    }),
    estimates: byName(analysis?.scalars ?? []),
    derived: byName(analysis?.derived ?? []),
    diagnostics,
  };
  writeJson(lock, 'summary.json', summary);
  if (analysis !== undefined) writeFile(lock, 'report.html', reportOf(folder, summary, runs, analysis));
  const unfinished = summary.replicas.filter(({ outcome: own }) => own === 'interrupted' || own === 'not begun');
  return [
    ...(analysis === undefined
      ? []
      : ['', ...plainTable(scalarRows(analysis)), '', ...plainTable(derivedRows(analysis)), '']),
    ...diagnostics.map(diagnosticLine),
    ...unfinished.map(({ folder: name, outcome: own }) => `${name}: ${own}.`),
    ...(analysis === undefined ? [] : [`Report: ${join(folder, 'report.html')}`]),
    ...(unfinished.length > 0 ? [`Go on with: cask resume ${folder}`] : []),
  ];
}

function reportOf(folder: string, summary: SetSummary, runs: readonly RunData[], analysis: Analysis): string {
  const [{ resolved }] = runs;
  const seeds = summary.replicas.map(({ folder: name, seed }) => `${name}: seed ${seed}`).join(', ');
  return page({
    title: `${resolved.title ?? theoryLine(resolved)}: ${summary.replicas.length} replicas`,
    opening: `${theoryLine(resolved)}. ${summary.replicas.map(({ folder: name, outcome }) => `${name} ${outcome}`).join(', ')}.`,
    tables: [
      htmlTable('Over all replicas; errors by the Γ-method, times in trajectories.', scalarRows(analysis)),
      htmlTable('Derived quantities.', derivedRows(analysis)),
      ...analysis.lists.map(list => htmlTable(list.title, listRows(list))),
    ],
    diagnostics: summary.diagnostics,
    plotted: runs.map(run => ({ name: runName(run), run, analysis: analyse([run]) })),
    echo: readFileSync(join(folder, 'params.toml'), 'utf8'),
    closing: `Made by cask ${caskVersion()}; ${seeds}.`,
  });
}

function runIn(folder: string): RunData | undefined {
  if (!existsSync(join(folder, 'log.jsonl'))) return undefined;
  try {
    return readRun(folder);
  } catch (error) {
    // What is wrong with it is reported as the failure of this replica, or by `cask analyse`.
    if (error instanceof InputError) return undefined;
    throw error;
  }
}

function outcomeOf(folder: string, { outcome }: TaskResult): SetSummary['replicas'][number]['outcome'] {
  if (outcome === 'failed') return 'failed';
  try {
    return (JSON.parse(readFileSync(join(folder, 'summary.json'), 'utf8')) as Summary).outcome;
  } catch {
    return 'not begun';
  }
}
