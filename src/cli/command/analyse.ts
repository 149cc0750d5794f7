/** `cask analyse DIR…`: what runs measured, with errors, diagnosed, side by side or joined as replicas. */
import { type Command, InvalidArgumentError } from 'commander';
import { type Analysis, analyse } from '../../analysis/analysis.ts';
import { compareAnalyses } from '../../analysis/comparison.ts';
import { diagnose } from '../../analysis/diagnose/index.ts';
import { type Related, relate, requireReplicas } from '../../analysis/relation.ts';
import { type RunData, runName } from '../../analysis/runData.ts';
import { FileError } from '../../files/index.ts';
import { writeCsv, writeHdf5 } from '../../files/node/index.ts';
import { type Analysed, estimateTable, jsonOf } from '../../report/exports.ts';
import { analysedLines, comparisonLines } from '../../report/text.ts';
import { InputError } from '../../runfile/input/problem.ts';
import { RunError } from '../../simulation/driver.ts';
import type { Output } from '../progress/display.ts';
import { runFoldersOf } from '../replicas/set.ts';
import { readRuns } from './readRun.ts';

interface AnalyseFlags {
  readonly from?: number;
  readonly observable?: readonly string[];
  readonly join?: boolean;
  readonly compare?: boolean;
  readonly all?: boolean;
  readonly json?: boolean;
  readonly csv?: string;
  readonly hdf5?: string;
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
    .option('--csv <FILE>', 'write the estimates as CSV')
    .option('--hdf5 <FILE>', 'write the estimates as HDF5')
    .action((folders: string[], flags: AnalyseFlags) => analyseFolders(folders, flags, stdout));
}

/** @throws InputError when a folder or its log cannot be used, RunError when a table cannot be written */
export async function analyseFolders(folders: readonly string[], flags: AnalyseFlags, stdout: Output): Promise<void> {
  const runs = readRuns(runFoldersOf(folders));
  const related = relate(runs);
  if (flags.join) requireReplicas(related);
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
  await writeTables(analysed, flags);
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

async function writeTables(analysed: readonly Analysed[], { csv, hdf5 }: AnalyseFlags): Promise<void> {
  try {
    if (csv !== undefined) writeCsv(csv, estimateTable(analysed));
    if (hdf5 !== undefined) await writeHdf5(hdf5, estimateTable(analysed));
  } catch (error) {
    throw error instanceof FileError ? new RunError(error.message) : error;
  }
}

/** The number of a trajectory on the command line. */
export function trajectoryNumber(text: string): number {
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('Expected the number of a trajectory, from 1 on.');
}

function observableNames(text: string): string[] {
  // Commas inside {} and [] belong to a name.
  const names = text.split(/,(?![^{[]*[}\]])/).map(name => name.trim());
  if (names.some(name => name === '')) throw new InputError(['--observable needs names separated by commas.']);
  return names;
}
