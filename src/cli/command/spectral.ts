/** `cask spectral DIR… --observable NAME`: the spectral function of a correlator. */
import { type Command, InvalidArgumentError, Option } from 'commander';
import { relate, requireReplicas } from '../../analysis/relation.ts';
import { runName } from '../../analysis/runData.ts';
import { type SpectralAsk, spectralOf } from '../../analysis/spectral.ts';
import { kernelKinds, lambdaChoices, solvers } from '../../measure/statistics/spectral/index.ts';
import { spectralFigures } from '../../report/figures/spectral.ts';
import { spectralLines, spectralTable } from '../../report/spectral.ts';
import { theoryLine } from '../../runfile/theoryLine.ts';
import { finiteNumber, positiveNumber } from '../measuring/arguments.ts';
import type { Output } from '../progress/display.ts';
import { runFoldersOf } from '../replicas/set.ts';
import { trajectoryNumber } from './analyse.ts';
import { requireFigure, type TableFlags, tableWriter, writeFigure } from './outputs.ts';
import { readRuns } from './readRun.ts';
import { wholeFrom } from './regress.ts';

interface SpectralFlags extends TableFlags, Omit<SpectralAsk, 'sigma'> {
  readonly sigma?: number;
  readonly json?: boolean;
  readonly figure?: string;
  readonly draw: keyof typeof spectralFigures;
  readonly force?: boolean;
}

/** Adds the command to the program. */
export function addSpectral(cask: Command, stdout: Output): void {
  const figures = Object.keys(spectralFigures);
  cask
    .command('spectral')
    .description('the spectral function of a correlator by sparse modelling, beside HLT and Backus–Gilbert')
    .argument('<DIR...>', 'run folders, or folders of replicas')
    .requiredOption('--observable <NAME>', 'a correlator, or one of a list: wilsonPion, staggeredMesons[M2]')
    .addOption(new Option('--kernel <KIND>', 'how C(τ) follows from it').choices(kernelKinds).default('cosh'))
    .option('--times <LIST>', 'which times, such as 2-8 or 1,3,5; by default from 1 on', timeList)
    .option('--most <OMEGA>', 'highest frequency, in 1/a', positiveNumber, Math.PI)
    .option('--points <N>', 'frequencies', wholeFrom(20), 100)
    .option('--smallest <SHARE>', 'singular values below this share of the largest count as 0', positiveNumber, 1e-10)
    .option('--sum <VALUE>', 'the integral of the spectral function, where it is known', finiteNumber)
    .addOption(new Option('--choose <HOW>', 'how λ is found').choices(lambdaChoices).default('kink'))
    .addOption(new Option('--solver <KIND>', 'which method').choices(Object.keys(solvers)).default('interior'))
    .option('--sigma <WIDTH>', 'of smeared densities; by default a fifteenth of --most', positiveNumber)
    .option('--bin <N>', 'measurements in a bin, instead of 4 τ_int', wholeFrom(1))
    .option('--resamples <N>', 'of the bootstrap', wholeFrom(10), 40)
    .option('--seed <N>', 'of the bootstrap', wholeFrom(0), 1)
    .option('--start <N>', 'first trajectory that counts, instead of the first of production', trajectoryNumber)
    .option('--json', 'print one JSON object with everything')
    .option('--out <FILE>', 'write the spectral function; .csv or .h5 tell the format')
    .option('--csv <FILE>', 'write the spectral function as CSV')
    .option('--hdf5 <FILE>', 'write the spectral function as HDF5')
    .option('--figure <FILE>', 'draw a figure, .svg or .png, or its numbers, .csv')
    .addOption(new Option('--draw <KIND>', 'what the figure shows').choices(figures).default('spectrum'))
    .option('--force', 'replace an existing figure')
    .action((folders: string[], flags: SpectralFlags) => spectralFolders(folders, flags, stdout));
}

async function spectralFolders(folders: readonly string[], flags: SpectralFlags, stdout: Output): Promise<void> {
  const { json, csv: _csv, hdf5: _hdf5, out: _out, figure, draw, force = false, ...ask } = flags;
  const write = tableWriter(flags);
  if (figure !== undefined) requireFigure(figure, force);
  const runs = readRuns(runFoldersOf(folders));
  requireReplicas(relate(runs), 'Take each by itself.');
  const found = spectralOf(runs, { ...ask, sigma: ask.sigma ?? ask.most / 15 });
  const theory = theoryLine(runs[0].resolved);
  const name = runs.length === 1 ? runs[0].folder : runs.map(runName).join(' + ');
  if (json) {
    const { omega, density, low, high, ...rest } = found;
    const lists = { omega: [...omega], density: [...density], low: [...low], high: [...high] };
    const answer = { folder: name, folders: runs.map(({ folder }) => folder), theory, ...rest, ...lists };
    stdout.write(`${JSON.stringify(answer, null, 2)}\n`);
  } else {
    stdout.write(`${[...runs.flatMap(run => run.remarks), ...spectralLines(name, theory, found)].join('\n')}\n`);
  }
  await write(() => spectralTable(found, theory));
  if (figure !== undefined) writeFigure(figure, spectralFigures[draw](found, theory), force);
}

/** `2-8` and `1,3,5`, or both. */
function timeList(text: string): number[] {
  const times = text.split(',').flatMap(part => {
    const range = /^\s*(\d{1,4})(?:-(\d{1,4}))?\s*$/.exec(part);
    if (range === null) throw new InvalidArgumentError('Expected times such as 2-8 or 1,3,5.');
    const [first, last] = [Number(range[1]), Number(range[2] ?? range[1])];
    return Array.from({ length: Math.max(0, last - first + 1) }, (_, k) => first + k);
  });
  return times;
}
