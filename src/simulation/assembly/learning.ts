/** How the effective action of a run learns: what is compared, by which rule, what is held out, and where trajectories start. */
import { FileError, gaugeFieldOf } from '../../files/index.ts';
import type { GaugeField } from '../../gauge/index.ts';
import type { Functional, Trainable } from '../../lattice/index.ts';
import {
  adam,
  type Draw,
  heldOutTraining,
  leastSquares,
  type Optimiser,
  ownLosses,
  sgd,
  type TrainingInfo,
  trainer,
  type WatchedTraining,
} from '../../network/index.ts';
import { InputError } from '../../runfile/input/problem.ts';
import type { GaugeRun } from '../../runfile/schema/index.ts';
import { plural } from '../../words/index.ts';
import { type AssembleOptions, noFiles } from '../simulation.ts';
import type { Theory } from './theory.ts';

type Training = NonNullable<GaugeRun['training']>;

export interface Compared {
  readonly exact: Functional<GaugeField>;
  readonly surrogate: Functional<GaugeField> | Trainable<GaugeField>;
  /** A configuration of the chain. */
  readonly like: GaugeField;
  redraw(start: GaugeField, draw: Draw): void;
}

export interface Learning extends Pick<WatchedTraining<GaugeField>, 'observe' | 'state' | 'restore'> {
  /** Where the trajectory of this number starts; undefined where it goes on from the last one. */
  startOf(trajectory: number): GaugeField | undefined;
  /** To be called after every trajectory of the training. */
  after(trajectory: number): void;
  /** What the log says of a lesson besides its loss; the weights where a batch ends. */
  numbersOf(lesson: TrainingInfo): Record<string, number>;
}

/** What trains the effective action, if the run asks for it. @throws InputError if training.data cannot be used */
export function learningOf(
  { training, schedule }: GaugeRun,
  { exact, surrogate, like, redraw }: Compared,
  theory: Pick<Theory, 'lattice' | 'group'>,
  options: AssembleOptions,
): Learning | undefined {
  if (!training || schedule.train === 0 || !isTrainable(surrogate)) return;
  const { batch, heldOut } = training;
  const loss = ownLosses.get(training.loss) ?? training.loss;
  const plain = trainer({ exact, surrogate, loss, batch, optimiser: optimiserOf(training.optimiser) });
  const watched: WatchedTraining<GaugeField> = heldOut
    ? heldOutTraining(plain, { exact, surrogate, loss, like, redraw, ...heldOut })
    : { ...plain, finish() {} };
  const starts = storedStarts(training, theory, options);
  const first = schedule.thermalise + 1;
  return {
    observe: watched.observe,
    startOf: trajectory => starts?.(trajectory - first),
    after(trajectory) {
      if (trajectory === schedule.thermalise + schedule.train) watched.finish();
    },
    numbersOf: ({ r, difference, gradientNorm, heldOut: heldOutLoss }) => ({
      r,
      ...(difference === undefined ? {} : { rDifference: difference }),
      ...(gradientNorm === undefined ? {} : { gradientNorm, ...weightNumbers(watched.weights) }),
      ...(heldOutLoss === undefined ? {} : { heldOutLoss }),
    }),
    state: watched.state,
    restore: watched.restore,
  };
}

/** A line of a log has room for so many. */
const mostLogged = 32;

function weightNumbers(weights: Trainable<GaugeField>['weights']): Record<string, number> {
  if (weights.length <= mostLogged) {
    return Object.fromEntries(weights.map(({ name, value }) => [`weight.${name}`, value]));
  }
  const squares = weights.reduce((sum, { value }) => sum + value ** 2, 0);
  return { 'weight.rms': Math.sqrt(squares / weights.length) };
}

const isTrainable = (action: Compared['surrogate']): action is Trainable<GaugeField> =>
  'weightGradient' in action && action.weights.length > 0;

function optimiserOf(optimiser: Training['optimiser']): Optimiser {
  switch (optimiser.kind) {
    case 'adam':
      return adam({ rate: optimiser.rate });
    case 'sgd':
      return sgd(optimiser.rate);
    case 'leastSquares':
      return leastSquares({ first: optimiser.first });
  }
}

/**
 * The configurations of training.data, by the number of a trajectory of the training from 0 on. The first ones belong to the
 * trajectories that are held out, and no other starts from them.
 */
function storedStarts(
  { data, heldOut }: Training,
  { lattice, group }: Pick<Theory, 'lattice' | 'group'>,
  { files = noFiles, announce, rehearsal }: AssembleOptions,
): ((k: number) => GaugeField) | undefined {
  // What is stored is of the lattice of the run, not of the rehearsal.
  if (data === undefined || rehearsal) return;
  const paths = told(() => files.linksIn(data));
  const aside = heldOut?.trajectories ?? 0;
  if (paths.length <= aside) {
    throw new InputError([
      `training.data: ${data} holds ${plural(paths.length, 'configuration')}; expected more than ` +
        `${aside === 0 ? 'none' : `the ${aside} of training.heldOut.trajectories`}.`,
    ]);
  }
  const seen = new Set<string>();
  return k => {
    const path = paths[k < aside ? k : aside + ((k - aside) % (paths.length - aside))];
    const { configuration, remarks } = told(() => files.configuration(path, { extents: lattice.extents }));
    if (!seen.has(path)) for (const remark of remarks) announce(`${path}: ${remark}`);
    seen.add(path);
    return told(() => gaugeFieldOf(configuration, lattice, group), path);
  };
}

/** @throws InputError in place of FileError */
function told<T>(read: () => T, path?: string): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof FileError)) throw error;
    throw new InputError([`training.data: ${path === undefined ? '' : `${path}: `}${error.message}`]);
  }
}
