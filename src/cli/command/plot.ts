/** `cask plot DIR… --figure KIND`, `cask plot FILE --figure topologicalDensity`: one figure as SVG or PNG, or its numbers. */
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { analyse } from '../../analysis/analysis.ts';
import { runName } from '../../analysis/runData.ts';
import { densityFigure, type Plane } from '../../report/figures/density.ts';
import { figureKinds, figureKindsOfSpins, type Plotted } from '../../report/figures/index.ts';
import type { Figure } from '../../report/frame.ts';
import { InputError } from '../../runfile/input/problem.ts';
import { readWeights } from '../../runfolder/weights.ts';
import { positiveNumber } from '../measuring/arguments.ts';
import type { Slice } from '../measuring/densitySlice.ts';
import { openFile } from '../measuring/open.ts';
import type { Output } from '../progress/display.ts';
import { runFoldersOf } from '../replicas/set.ts';
import { trajectoryNumber } from './analyse.ts';
import { writeFigure } from './outputs.ts';
import { readRuns } from './readRun.ts';

interface PlotFlags {
  readonly figure: string;
  readonly observable?: string;
  readonly out?: string;
  readonly from?: number;
  readonly size: keyof typeof sizes;
  readonly slice?: Slice;
  readonly flow?: number;
  readonly weights?: string;
  readonly layer: number;
  readonly force?: boolean;
}

/** Width and height; letters have the same size in both. */
const sizes = { page: {}, column: { width: 420, height: 240 } } as const;

const kindsOfRuns = { ...figureKinds, ...figureKindsOfSpins };

const densities = {
  topologicalDensity: 'topological charge density in one plane of a configuration file',
  energyDensity: 'energy density in one plane of a configuration file',
} as const;
const attention = 'attention';
/** Of one configuration file. */
const ofFiles: Readonly<Record<string, string>> = {
  ...densities,
  [attention]: 'spins: what a layer of an effective model attends to, on a configuration file',
};

/** Adds the command to the program. */
export function addPlot(cask: Command, stdout: Output): void {
  const kinds = [...Object.keys(kindsOfRuns), ...Object.keys(ofFiles)];
  cask
    .command('plot')
    .description('draw one figure of run folders, or of a configuration file')
    .argument('<SOURCE...>', 'run folders, folders of replicas, or one configuration file')
    .addOption(new Option('--figure <KIND>', 'what to draw').choices(kinds).makeOptionMandatory())
    .option('--observable <NAME>', 'of which observable; a component as polyakovLoopComplex.im or pion[3]')
    .option('--out <FILE>', 'the file to write, .svg or .png, or .csv for its numbers; by default KIND-OBSERVABLE.svg')
    .option('--from <N>', 'first trajectory that counts, instead of the first of production', trajectoryNumber)
    .addOption(new Option('--size <SIZE>', 'as wide as a page or a column').choices(['page', 'column']).default('page'))
    .option('--slice <PLANE>', 'densities: coordinates held fixed, such as z=0,t=4; others than two are 0', sliceOf)
    .option('--flow <T>', 'densities: after the Wilson flow to time T, in units of a²', positiveNumber)
    .option('--weights <FILE>', 'attention: weights.json of the run that trained the model')
    .option('--layer <N>', 'attention: which layer, the first by default', layerNumber, 1)
    .option('--force', 'replace an existing file')
    .addHelpText('after', `\nFigures:\n${kindLines()}`)
    .action((sources: string[], flags: PlotFlags) => plot(sources, flags, stdout));
}

async function plot(sources: readonly string[], flags: PlotFlags, stdout: Output): Promise<void> {
  const { frame, name } = flags.figure in ofFiles ? await figureOfFile(sources, flags) : figureOfRuns(sources, flags);
  const out = flags.out ?? `${name.replace(/[^\w.-]+/g, '-')}.svg`;
  writeFigure(out, { ...frame, ...(frame.width === undefined ? sizes[flags.size] : {}) }, flags.force ?? false);
  stdout.write(`${out}: ${frame.caption}\n`);
}

interface Drawn {
  readonly frame: Figure;
  /** For the name of the file. */
  readonly name: string;
}

function figureOfRuns(sources: readonly string[], { figure, observable, from }: PlotFlags): Drawn {
  const kind = kindsOfRuns[figure];
  const folders = runFoldersOf(sources);
  const plotted = readRuns(folders).map((run, k) => {
    const weights = weightsIn(folders[k]);
    return { name: runName(run), run, analysis: analyse([run], from === undefined ? {} : { from }), ...weights };
  });
  const known = [...plotted[0].run.columns.byName.keys(), ...plotted[0].run.measured.map(({ name }) => name)];
  const chosen = observable ?? theOneThatFits(figure, plotted, known);
  const frame = kind.draw(plotted, chosen);
  if (frame === undefined) {
    throw new InputError([
      `There is no ${figure} of ${chosen} in ${sources.join(', ')}: it is not of that kind, or was measured too seldom. Measured are ${known.join(', ')}.`,
    ]);
  }
  return { frame, name: `${figure}-${chosen}` };
}

/** Of the model that the run wrote down. */
function weightsIn(folder: string): Pick<Plotted, 'weights'> {
  const file = join(folder, 'weights.json');
  return existsSync(file) ? { weights: Object.keys(readWeights(file).weights).length } : {};
}

/** The usual observable of a figure, or the only one that it can be drawn of. @throws InputError naming the choice */
function theOneThatFits(figure: string, plotted: readonly Plotted[], known: readonly string[]): string {
  const { draw, usual } = kindsOfRuns[figure];
  const expected = usual?.find(name => known.includes(name));
  if (expected !== undefined) return expected;
  const fitting = known.filter(name => draw(plotted, name) !== undefined);
  if (fitting.length === 1) return fitting[0];
  throw new InputError([
    fitting.length === 0
      ? `There is no ${figure} to draw: none of ${known.join(', ')} is of that kind, or it was measured too seldom.`
      : `--figure ${figure} can be drawn of ${fitting.join(', ')}; name one with --observable.`,
  ]);
}

async function figureOfFile(sources: readonly string[], flags: PlotFlags): Promise<Drawn> {
  const [file, ...others] = sources;
  const { figure } = flags;
  if (others.length > 0 || statSync(file, { throwIfNoEntry: false })?.isDirectory()) {
    throw new InputError([`--figure ${figure} is drawn of one configuration file; found ${sources.join(', ')}.`]);
  }
  return {
    frame: densityFigure(figure === attention ? await attended(file, flags) : await sliced(file, flags)),
    name: figure,
  };
}

async function sliced(file: string, { figure, slice = {}, flow }: PlotFlags): Promise<Plane> {
  const { densitySlice } = await import('../measuring/densitySlice.ts');
  const quantity = figure as keyof typeof densities;
  const options = { file, quantity, slice, ...(flow === undefined ? {} : { flow }) };
  return densitySlice(openFile(file).configuration, options);
}

async function attended(file: string, { weights, layer }: PlotFlags): Promise<Plane> {
  if (weights === undefined) {
    throw new InputError([
      '--figure attention needs --weights FILE, the weights.json of the run that trained the model.',
    ]);
  }
  const { attentionPlane } = await import('../measuring/attention.ts');
  return attentionPlane({ file, weights, layer });
}

function layerNumber(text: string): number {
  if (/^[1-9]\d{0,2}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('Expected the number of a layer, from 1.');
}

function sliceOf(text: string): Slice {
  const entries = text.split(',').map(part => /^\s*([xyzt])\s*=\s*(\d{1,5})\s*$/.exec(part));
  if (entries.some(entry => entry === null)) {
    throw new InvalidArgumentError('Expected coordinates such as z=0,t=4.');
  }
  return Object.fromEntries(entries.map(entry => [entry![1], Number(entry![2])]));
}

function kindLines(): string {
  const meanings = {
    ...Object.fromEntries(Object.entries(kindsOfRuns).map(([name, kind]) => [name, kind.meaning])),
    ...ofFiles,
  };
  return Object.entries(meanings)
    .map(([name, meaning]) => `  ${name.padEnd(20)} ${meaning}`)
    .join('\n');
}
