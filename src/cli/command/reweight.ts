/** `cask reweight DIR… --observable NAME`: runs at several couplings taken together. */
import { type Command, InvalidArgumentError, Option } from 'commander';
import { type MomentName, momentNames, type ReweightAsk, reweight } from '../../analysis/reweight/reweight.ts';
import { reweightingFigure } from '../../report/figures/reweighting.ts';
import { peaksTable, reweightingLines, reweightingTable } from '../../report/reweighting.ts';
import { theoryLine } from '../../runfile/theoryLine.ts';
import type { Output } from '../progress/display.ts';
import { runFoldersOf } from '../replicas/set.ts';
import { trajectoryNumber } from './analyse.ts';
import { requireFigure, type TableFlags, tableWriter, writeFigure } from './outputs.ts';
import { readRuns } from './readRun.ts';
import { wholeFrom } from './regress.ts';

interface ReweightFlags extends TableFlags, ReweightAsk {
  readonly peaks?: string;
  readonly json?: boolean;
  readonly figure?: string;
  readonly draw: MomentName;
  readonly force?: boolean;
}

/** Adds the command to the program. */
export function addReweight(cask: Command, stdout: Output): void {
  cask
    .command('reweight')
    .description('moments of an order parameter at any coupling from runs at several, with peaks and Binder crossings')
    .argument('<DIR...>', 'run folders, or folders of replicas, that differ in the coupling and in extents')
    .requiredOption('--observable <NAME>', 'the order parameter: polyakovModulus, plaquette, magnetisation')
    .option(
      '--at <COUPLINGS>',
      'FROM:TO:POINTS, or a list with commas; by default 41 between those of the runs',
      couplings,
    )
    .option('--bins <N>', 'of the jackknife, of every run', wholeFrom(4), 20)
    .option('--start <N>', 'first trajectory that counts, instead of the first of production', trajectoryNumber)
    .option('--json', 'print one JSON object with everything')
    .option('--out <FILE>', 'write the curves; .csv or .h5 tell the format')
    .option('--csv <FILE>', 'write the curves as CSV')
    .option('--hdf5 <FILE>', 'write the curves as HDF5')
    .option('--peaks <FILE>', 'write one row for each lattice, its peak; .csv or .h5 tell the format')
    .option('--figure <FILE>', 'draw a figure, .svg or .png, or its numbers, .csv')
    .addOption(new Option('--draw <MOMENT>', 'what the figure shows').choices(momentNames).default('susceptibility'))
    .option('--force', 'replace an existing figure')
    .action((folders: string[], flags: ReweightFlags) => reweightFolders(folders, flags, stdout));
}

async function reweightFolders(folders: readonly string[], flags: ReweightFlags, stdout: Output): Promise<void> {
  const { json, csv: _csv, hdf5: _hdf5, out: _out, figure, draw, peaks, force = false, ...ask } = flags;
  const write = tableWriter(flags);
  const writePeaks = tableWriter(peaks === undefined ? {} : { out: peaks });
  if (figure !== undefined) requireFigure(figure, force);
  const runs = readRuns(runFoldersOf(folders));
  const found = reweight(runs, ask);
  const theory = theoryLine(runs[0].resolved);
  if (json) {
    stdout.write(`${JSON.stringify({ theory, ...found }, null, 2)}\n`);
  } else {
    const remarks = runs.flatMap(run => run.remarks);
    stdout.write(`${[...remarks, ...reweightingLines(theory, found)].join('\n')}\n`);
  }
  await write(() => reweightingTable(found, theory));
  await writePeaks(() => peaksTable(found, theory));
  if (figure !== undefined) writeFigure(figure, reweightingFigure(found, theory, draw), force);
}

const MOST_POINTS = 1000;

/** `5.66:5.72:31` and `5.68,5.69`, rising. */
function couplings(text: string): number[] {
  const range = text.split(':').map(Number);
  if (range.length === 3 && range.every(Number.isFinite) && text.split(':').every(part => part.trim() !== '')) {
    const [from, to, points] = range;
    if (from < to && Number.isInteger(points) && points >= 2 && points <= MOST_POINTS) {
      return Array.from({ length: points }, (_, i) => from + ((to - from) * i) / (points - 1));
    }
  }
  const list = text.split(',').map(part => (part.trim() === '' ? Number.NaN : Number(part)));
  if (list.every(Number.isFinite)) return [...new Set(list)].sort((a, b) => a - b);
  throw new InvalidArgumentError(
    `Expected FROM:TO:POINTS with FROM < TO and 2 to ${MOST_POINTS} points, such as 5.66:5.72:31, or a list such as 5.68,5.69.`,
  );
}
