/** `cask analyse DIR…`: what runs measured, with errors, diagnosed, side by side or joined as replicas. */
import { extname } from 'node:path';
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
import { sampleEndings } from './export.ts';
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
  readonly out?: string;
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
  const write = tableWriter(folders, flags);
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
  await write(analysed);
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

/** What writes the estimates to the files asked for. @throws InputError for a format of other contents, before the analysis */
function tableWriter(folders: readonly string[], { csv, hdf5, out }: AnalyseFlags) {
  for (const file of [csv, hdf5, out]) if (file !== undefined) refuseSamples(folders, file);
  const [csvFiles, hdf5Files] = [csv === undefined ? [] : [csv], hdf5 === undefined ? [] : [hdf5]];
  if (out !== undefined) filesByEnding(out, csvFiles, hdf5Files).push(out);
  return async (analysed: readonly Analysed[]): Promise<void> => {
    try {
      for (const file of csvFiles) writeCsv(file, estimateTable(analysed));
      for (const file of hdf5Files) await writeHdf5(file, estimateTable(analysed));
    } catch (error) {
      throw error instanceof FileError ? new RunError(error.message) : error;
    }
  };
}

/** ArviZ and pyerrors take the history of a chain, not estimates. */
function refuseSamples(folders: readonly string[], file: string): void {
  if (!sampleEndings.includes(extname(file).toLowerCase())) return;
  throw new InputError([
    `${file} would hold trajectories, not estimates: cask export ${folders.join(' ')} --to ${file}. Estimates go into .csv or .h5.`,
  ]);
}

function filesByEnding(file: string, csv: string[], hdf5: string[]): string[] {
  const ending = extname(file).toLowerCase();
  if (ending === '.csv') return csv;
  if (ending === '.h5' || ending === '.hdf5') return hdf5;
  throw new InputError([`The name ${file} does not tell the format: end it with .csv or .h5.`]);
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
