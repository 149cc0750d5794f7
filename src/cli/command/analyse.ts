/** `cask analyse DIR…`: what runs measured, with errors, diagnosed, side by side or joined as replicas. */
import { extname } from 'node:path';
import { type Command, InvalidArgumentError } from 'commander';
import { type Analysis, analyse } from '../../analysis/analysis.ts';
import { compareAnalyses } from '../../analysis/comparison.ts';
import { diagnose } from '../../analysis/diagnose/index.ts';
import { type Related, relate, requireReplicas } from '../../analysis/relation.ts';
import { type RunData, runName } from '../../analysis/runData.ts';
import { type Analysed, estimateTable, jsonOf } from '../../report/exports.ts';
import { analysedLines, comparisonLines } from '../../report/text.ts';
import { InputError } from '../../runfile/input/problem.ts';
import type { Output } from '../progress/display.ts';
import { runFoldersOf } from '../replicas/set.ts';
import { sampleEndings } from './export.ts';
import { type TableFlags, tableWriter } from './outputs.ts';
import { readRuns } from './readRun.ts';

interface AnalyseFlags extends TableFlags {
  readonly from?: number;
  readonly observable?: readonly string[];
  readonly join?: boolean;
  readonly compare?: boolean;
  readonly all?: boolean;
  readonly json?: boolean;
}

/** Adds the command to the program. */
export function addAnalyse(cask: Command, stdout: Output): void {
  cask
    .command('analyse')
    .description('estimates with errors and autocorrelation times of run folders, with what is wrong in sentences')
    .argument('<DIR...>', 'run folders, or folders of replicas')
    .option('--from <N>', 'first trajectory that counts, instead of the first of production', trajectoryNumber)
    .option('--observable <NAMES>', 'only these, separated by commas', observableNames)
    .option('--join', 'take the runs as replicas of one chain; refused where their parameters differ')
    .option('--compare', 'show the runs side by side even if they are replicas')
    .option('--all', 'show monitors as well: solver iterations, forces, defects')
    .option('--json', 'print one JSON object with everything, covariances included')
    .option('--out <FILE>', 'write the estimates; .csv or .h5 tell the format')
    .option('--csv <FILE>', 'write the estimates as CSV')
    .option('--hdf5 <FILE>', 'write the estimates as HDF5')
    .action((folders: string[], flags: AnalyseFlags) => analyseFolders(folders, flags, stdout));
}

/** @throws InputError when a folder or its log cannot be used, RunError when a table cannot be written */
export async function analyseFolders(folders: readonly string[], flags: AnalyseFlags, stdout: Output): Promise<void> {
  const write = tableWriter(flags, refuseSamples(folders));
  const runs = readRuns(runFoldersOf(folders));
  const related = relate(runs);
  if (flags.join) requireReplicas(related, 'Leave out --join to see them side by side.');
  const analysed = groupsOf(runs, related, flags).map(group => analysedGroup(group, flags));
  const comparisons = compareAnalyses(analysed.map(({ analysis }) => analysis));
  if (flags.json) {
    stdout.write(`${JSON.stringify(jsonOf(analysed, comparisons), null, 2)}\n`);
  } else {
    const lines = [
      ...analysed.flatMap(one => analysedLines(one, flags.all ?? false)),
      ...comparisonLines(
        comparisons,
        analysed.map(({ name }) => name),
        related,
      ),
    ];
    stdout.write(`${lines.join('\n').trim()}\n`);
  }
  await write(() => estimateTable(analysed));
}

/** All runs together, or each by itself. */
function groupsOf(runs: readonly RunData[], { relation }: Related, { compare }: AnalyseFlags): RunData[][] {
  return relation === 'replicas' && !compare ? [[...runs]] : runs.map(run => [run]);
}

function analysedGroup(runs: readonly RunData[], { from, observable }: AnalyseFlags): Analysed {
  const analysis: Analysis = analyse(runs, {
    ...(from === undefined ? {} : { from }),
    ...(observable === undefined ? {} : { observables: observable }),
  });
  const name = runs.length === 1 ? runs[0].folder : runs.map(runName).join(' + ');
  return { name, runs, analysis, diagnostics: diagnose(runs, analysis) };
}

/** ArviZ and pyerrors take the history of a chain, not estimates. */
function refuseSamples(folders: readonly string[]): (file: string) => void {
  return file => {
    if (!sampleEndings.includes(extname(file).toLowerCase())) return;
    throw new InputError([
      `${file} would hold trajectories, not estimates: cask export ${folders.join(' ')} --to ${file}. Estimates go into .csv or .h5.`,
    ]);
  };
}

/** The number of a trajectory on the command line. */
export function trajectoryNumber(text: string): number {
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('Expected the number of a trajectory, from 1 on.');
}

/** Names separated by commas. */
export function observableNames(text: string): string[] {
  // Commas inside {} and [] belong to a name.
  const names = text.split(/,(?![^{[]*[}\]])/).map(name => name.trim());
  if (names.some(name => name === ''))
    throw new InputError([`Expected names separated by commas; found ${JSON.stringify(text)}.`]);
  return names;
}
