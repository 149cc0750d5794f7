/** `cask fit DIR… --x KEY --y ESTIMATE` or `cask fit TABLE.csv --x COLUMN --y COLUMN`: curves through points. */
import { statSync } from 'node:fs';
import { extname } from 'node:path';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { type FitAsk, fitPoints } from '../../analysis/fit/fit.ts';
import { type Points, pointsOfRuns, pointsOfTable } from '../../analysis/fit/points.ts';
import { type Quantity, quantityOf } from '../../analysis/fit/quantity.ts';
import { FileError } from '../../files/index.ts';
import { readCsv, readHdf5 } from '../../files/node/index.ts';
import { type CurveModelName, curveModels } from '../../measure/statistics/index.ts';
import { fitFigure } from '../../report/figures/fit.ts';
import { fitLines, fitTable } from '../../report/fit.ts';
import { InputError } from '../../runfile/input/problem.ts';
import type { Output } from '../progress/display.ts';
import { runFoldersOf } from '../replicas/set.ts';
import { trajectoryNumber } from './analyse.ts';
import { requireFigure, type TableFlags, tableWriter, writeFigure } from './outputs.ts';
import { readRuns } from './readRun.ts';
import { wholeFrom } from './regress.ts';

interface FitFlags extends TableFlags {
  readonly x: Quantity;
  readonly y: Quantity;
  readonly error?: string;
  readonly model: FitAsk['models'];
  readonly cut: number;
  readonly at?: readonly number[];
  readonly start?: number;
  readonly json?: boolean;
  readonly figure?: string;
  readonly force?: boolean;
}

const names = Object.keys(curveModels) as CurveModelName[];

/** Adds the command to the program. */
export function addFit(cask: Command, stdout: Output): void {
  const formulas = names.map(name => `${name} ${curveModels[name].formula}`).join(', ');
  cask
    .command('fit')
    .description('curves through estimates of several runs, or through a table: extrapolations averaged over fits')
    .argument('<DIR...>', 'run folders and folders of replicas, or one table, .csv or .h5')
    .requiredOption(
      '--x <NAME>',
      'a key of the run file, a setting of the observable, or a column; kappa^-1 is 1/κ',
      quantity,
    )
    .requiredOption(
      '--y <NAME>',
      'an estimate as "cask analyse" names it, or a column; mass.wilsonPion^2 is m²',
      quantity,
    )
    .option('--error <COLUMN>', 'of a table, the error of --y')
    .addOption(
      new Option('--model <NAMES>', `curves, separated by commas: ${formulas}`)
        .argParser(models)
        .default(['linear'], 'linear'),
    )
    .option('--cut <N>', 'leave out up to N points at the largest x, one after the other', wholeFrom(0), 0)
    .option('--at <VALUES>', 'where the curve is wanted, such as 0', numbers)
    .option('--start <N>', 'first trajectory that counts, instead of the first of production', trajectoryNumber)
    .option('--json', 'print one JSON object with everything')
    .option('--out <FILE>', 'write the fits; .csv or .h5 tell the format')
    .option('--csv <FILE>', 'write the fits as CSV')
    .option('--hdf5 <FILE>', 'write the fits as HDF5')
    .option('--figure <FILE>', 'draw points and curve, .svg or .png, or their numbers, .csv')
    .option('--force', 'replace an existing figure')
    .action((paths: string[], flags: FitFlags) => fitPaths(paths, flags, stdout));
}

async function fitPaths(paths: readonly string[], flags: FitFlags, stdout: Output): Promise<void> {
  const { x, y, model, cut, at = [], json, figure, force = false } = flags;
  const write = tableWriter(flags);
  if (figure !== undefined) requireFigure(figure, force);
  const points = await pointsOf(paths, flags);
  const fitted = fitPoints(points, { models: model, cut, at });
  const heading = { x: x.text, y: y.text };
  if (json) {
    stdout.write(`${JSON.stringify({ ...heading, ...points, ...fitted }, null, 2)}\n`);
  } else {
    stdout.write(`${fitLines(heading, points, fitted).join('\n')}\n`);
  }
  await write(() => fitTable(heading, fitted));
  if (figure !== undefined) writeFigure(figure, fitFigure(heading, points, fitted), force);
}

const tableEnding = /\.(csv|h5|hdf5)$/i;

async function pointsOf(paths: readonly string[], { x, y, error, start }: FitFlags): Promise<Points> {
  const tables = paths.filter(
    path => tableEnding.test(path) || statSync(path, { throwIfNoEntry: false })?.isFile() === true,
  );
  if (tables.length === 0) {
    if (error !== undefined) {
      throw new InputError(['--error names a column of a table; estimates of runs have their own errors.']);
    }
    return pointsOfRuns(readRuns(runFoldersOf(paths)), { x, y, ...(start === undefined ? {} : { start }) });
  }
  if (paths.length > 1) {
    throw new InputError([`${tables[0]} is a file beside others; expected one table, or run folders alone.`]);
  }
  if (start !== undefined) throw new InputError(['--start counts trajectories of runs; a table has none.']);
  if (error === undefined)
    throw new InputError([`Points of ${paths[0]} need their errors: name the column with --error.`]);
  return pointsOfTable((await readTable(paths[0])).columns, { x, y, error }, paths[0]);
}

async function readTable(path: string) {
  try {
    return /^\.(h5|hdf5)$/i.test(extname(path)) ? await readHdf5(path) : readCsv(path);
  } catch (error) {
    throw error instanceof FileError ? new InputError([error.message]) : error;
  }
}

function quantity(text: string): Quantity {
  try {
    return quantityOf(text);
  } catch (error) {
    throw error instanceof InputError ? new InvalidArgumentError(error.message) : error;
  }
}

function models(text: string): CurveModelName[] {
  const found = text.split(',').map(word => names.find(name => name === word.trim()));
  if (found.every(name => name !== undefined)) return [...new Set(found)];
  throw new InvalidArgumentError(`Expected names out of ${names.join(', ')}, separated by commas.`);
}

function numbers(text: string): number[] {
  const values = text.split(',').map(part => (part.trim() === '' ? Number.NaN : Number(part)));
  if (values.every(Number.isFinite)) return values;
  throw new InvalidArgumentError('Expected finite numbers, separated by commas.');
}
