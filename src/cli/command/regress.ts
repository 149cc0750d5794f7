/** `cask regress DIR… --target NAME --from NAMES`: averages of what was measured seldom from what was measured often. */
import { type Command, InvalidArgumentError, Option } from 'commander';
import { methods, type RegressionRequest, regress } from '../../analysis/regress/regression.ts';
import { relate, requireReplicas } from '../../analysis/relation.ts';
import { runName } from '../../analysis/runData.ts';
import type { Costs } from '../../measure/statistics/regression/index.ts';
import { regressionFigure } from '../../report/figures/regression.ts';
import { regressionLines, regressionTable } from '../../report/regression.ts';
import { theoryLine } from '../../runfile/theoryLine.ts';
import type { Output } from '../progress/display.ts';
import { runFoldersOf } from '../replicas/set.ts';
import { observableNames, trajectoryNumber } from './analyse.ts';
import { requireFigure, type TableFlags, tableWriter, writeFigure } from './outputs.ts';
import { readRuns } from './readRun.ts';

interface RegressFlags extends TableFlags, Omit<RegressionRequest, 'inputs' | 'costs'> {
  readonly from: readonly string[];
  readonly cost: Costs;
  readonly json?: boolean;
  readonly figure?: string;
  readonly force?: boolean;
}

/** Adds the command to the program. */
export function addRegress(cask: Command, stdout: Output): void {
  cask
    .command('regress')
    .description('averages of what was measured seldom, predicted from what was measured often and corrected for bias')
    .argument('<DIR...>', 'run folders, or folders of replicas')
    .requiredOption('--target <NAME>', 'what to average: plaquette, wilsonPion, wilsonPion[3], tr4')
    .requiredOption('--from <NAMES>', 'inputs that predict it, separated by commas', observableNames)
    .addOption(new Option('--method <KIND>', 'what learns').choices(methods).default('ridge'))
    .option('--degree <N>', 'of polynomials', wholeFrom(1), 2)
    .option('--train <SHARE>', 'share of the measurements of the target to train on, between 0 and 1', share, 0.5)
    .option('--labelled <N>', 'use only N measurements of the target, evenly spread', wholeFrom(1))
    .addOption(
      new Option('--cost <T,I,B>', 'of the target, of the inputs, of both on one configuration')
        .argParser(costs)
        .default(usualCosts, Object.values(usualCosts).join()),
    )
    .option('--block <N>', 'trajectories in a block, instead of 4 τ_int', wholeFrom(1))
    .option('--resamples <N>', 'of the bootstrap', wholeFrom(20), 200)
    .option('--seed <N>', 'of the bootstrap', wholeFrom(0), 1)
    .option('--start <N>', 'first trajectory that counts, instead of the first of production', trajectoryNumber)
    .option('--json', 'print one JSON object with everything')
    .option('--out <FILE>', 'write the averages; .csv or .h5 tell the format')
    .option('--csv <FILE>', 'write the averages as CSV')
    .option('--hdf5 <FILE>', 'write the averages as HDF5')
    .option(
      '--figure <FILE>',
      'draw measured against predicted, or the errors of a list, as .svg, .png or numbers in .csv',
    )
    .option('--force', 'replace an existing figure')
    .action((folders: string[], flags: RegressFlags) => regressFolders(folders, flags, stdout));
}

async function regressFolders(folders: readonly string[], flags: RegressFlags, stdout: Output): Promise<void> {
  const { from: inputs, cost, json, csv: _csv, hdf5: _hdf5, out: _out, figure, force = false, ...request } = flags;
  const write = tableWriter(flags);
  if (figure !== undefined) requireFigure(figure, force);
  const runs = readRuns(runFoldersOf(folders));
  requireReplicas(relate(runs), 'Take each by itself.');
  const found = regress(runs, { ...request, inputs, costs: cost });
  const theory = theoryLine(runs[0].resolved);
  const name = runs.length === 1 ? runs[0].folder : runs.map(runName).join(' + ');
  if (json) {
    const answer = { name, folders: runs.map(({ folder }) => folder), theory, ...found };
    stdout.write(`${JSON.stringify(answer, null, 2)}\n`);
  } else {
    const remarks = runs.flatMap(run => run.remarks);
    stdout.write(`${[...remarks, ...regressionLines(name, theory, found)].join('\n')}\n`);
  }
  await write(() => regressionTable(found, theory));
  if (figure !== undefined) writeFigure(figure, regressionFigure(found, theory), force);
}

const usualCosts: Costs = { target: 1, inputs: 0, both: 1 };

function costs(text: string): Costs {
  const numbers = text.split(',').map(Number);
  if (
    numbers.length === 3 &&
    numbers.every(cost => Number.isFinite(cost) && cost >= 0) &&
    numbers[0] * numbers[2] > 0
  ) {
    return { target: numbers[0], inputs: numbers[1], both: numbers[2] };
  }
  throw new InvalidArgumentError('Expected three costs such as 4,1,4: of the target, of the inputs, of both.');
}

function share(text: string): number {
  const value = Number(text);
  if (value > 0 && value < 1) return value;
  throw new InvalidArgumentError('Expected a share between 0 and 1, such as 0.3.');
}

/** A whole number of at least `least`. */
export function wholeFrom(least: number): (text: string) => number {
  return text => {
    if (/^\d{1,9}$/.test(text) && Number(text) >= least) return Number(text);
    throw new InvalidArgumentError(`Expected a whole number of at least ${least}.`);
  };
}
