/**
 * Averages of observables that were measured seldom, with the help of others that were measured often: the estimator and its
 * errors are in `measure/statistics/regression`; here runs become its data and its answers sentences.
 */
import { type Estimate, gammaMethodOfReplicas, type Measured } from '../../measure/statistics/index.ts';
import {
  bestByFolds,
  bestLabelledRatio,
  bestTrainShare,
  biasCorrected,
  blocksFor,
  boostedTrees,
  type CorrectedAverage,
  type Costs,
  foldsOf,
  type Gain,
  gainOf,
  type Learner,
  monomialCount,
  polynomialRidge,
  ridge,
  setsOf,
} from '../../measure/statistics/regression/index.ts';
import { InputError } from '../../runfile/input/problem.ts';
import { type Component, componentsNamed } from '../components.ts';
import { type AnalysedRun, countedIn } from '../counted.ts';
import { blocksOfTrajectories, type LabelledRows, labelledRows, tauOf } from './labelled.ts';

export const methods = ['ridge', 'polynomial', 'trees'] as const;

export interface RegressionRequest {
  readonly target: string;
  readonly inputs: readonly string[];
  /** The first trajectory that counts; by default the first of production. */
  readonly start?: number;
  readonly method: (typeof methods)[number];
  /** Of polynomials. */
  readonly degree: number;
  /** The share of labelled blocks to train on. */
  readonly train: number;
  /** Use only so many measurements of the target. */
  readonly labelled?: number;
  /** Trajectories in a block; by default 4 τ_int. */
  readonly block?: number;
  readonly resamples: number;
  readonly seed: number;
  readonly costs: Costs;
}

export interface RegressedTarget extends CorrectedAverage {
  readonly name: string;
  readonly title: string;
  readonly unit: string;
  readonly gain: { readonly corrected: Gain; readonly combined: Gain };
  /** By the Γ-method over all measurements, where some were put aside. */
  readonly reference?: Estimate;
}

export interface Regressed {
  readonly targets: readonly RegressedTarget[];
  readonly inputs: readonly string[];
  /** With which settings everything was measured, by observable. */
  readonly settings: Readonly<Record<string, unknown>>;
  readonly learner: string;
  /** Numbers of configurations, and of blocks. */
  readonly counts: Readonly<Record<'labelled' | 'train' | 'correct' | 'unlabelled' | 'hidden' | 'blocks', number>>;
  /** Trajectories in a block, and the τ_int of targets and predictions behind it. */
  readonly block: number;
  readonly tauInt: number;
  readonly suggestion: {
    readonly train: number;
    readonly curve: readonly { readonly share: number; readonly unexplained: number }[];
    /** N_L/N_UL, of the first target. */
    readonly labelledRatio: number;
  };
  readonly request: RegressionRequest;
  readonly warnings: readonly string[];
  /** Measured and predicted values of the first target on the configurations that correct. */
  readonly pairs: readonly { readonly predicted: number; readonly measured: number }[];
}

const fewestBlocks = 8;
const blocksOfTau = 4;
const folds = 5;

/** @throws InputError when names are unknown, or there is too little to train, correct and predict with */
export function regress(runs: readonly AnalysedRun[], request: RegressionRequest): Regressed {
  const counted = countedIn(runs, request.start === undefined ? {} : { from: request.start });
  const targets = componentsNamed(counted, request.target);
  const inputs = request.inputs.flatMap(word => componentsNamed(counted, word));
  const own = inputs.find(({ name }) => targets.some(target => target.name === name));
  if (own !== undefined) throw new InputError([`${own.name} is the target and an input; it cannot be both.`]);
  const rows = labelledRows(targets, inputs, request.labelled);
  const { labelled } = rows;
  const labels = labelled.flatMap((isLabelled, i) => (isLabelled ? [i] : []));
  requireMeasurements(targets[0], labels.length);

  const first = candidatesOf(request, inputs, labels.length)[0].train(rows.inputs, rows.targets, labels)(rows.inputs);
  const taus = targets.flatMap(({ name }, k) => [rows.targets[k], first[k]].map(column => tauOf(column, rows, name)));
  const tauInt = Math.max(...taus);
  const block = request.block ?? lengthOfBlocks(rows, labels, tauInt);
  const data = { block: blocksOfTrajectories(rows, block), labelled };
  const blocks = blocksFor(data, request.train);
  const sets = setsOf(blocks);
  for (const kind of ['train', 'correct'] as const) {
    const found = blocks.filter(one => one.kind === kind).length;
    if (found >= fewestBlocks) continue;
    throw new InputError([
      `${labels.length} measurements of ${targets[0].name} leave ${found} blocks of ${block} trajectories to ${kind} with; at least ` +
        `${fewestBlocks} are needed for an error. Measure it on more configurations, or choose --train or --block differently.`,
    ]);
  }

  const candidates = candidatesOf(request, inputs, sets.train.length);
  const learner = bestByFolds(candidates, rows.inputs, rows.targets, foldsOf(blocks, 'train', folds));
  const { resamples, seed, costs } = request;
  const { averages, predictions } = biasCorrected(rows.inputs, rows.targets, blocks, { learner, resamples, seed });
  const numbers = { labelled: labels.length, unlabelled: sets.unlabelled.length };
  const results = averages.map((average, k): RegressedTarget => {
    const { name, title, description } = targets[k];
    const gain = ({ error }: Measured) => gainOf({ error, direct: average.direct.error }, numbers, costs);
    return {
      ...{ name, title, unit: description.unit, ...average },
      gain: { corrected: gain(average.corrected), combined: gain(average.combined) },
      ...(rows.hidden > 0 ? { reference: referenceOf(targets[k]) } : {}),
    };
  });
  const best = bestTrainShare(learner, rows.inputs, rows.targets, data);
  return {
    targets: results,
    inputs: inputs.map(({ name }) => name),
    settings: settingsOf([...targets, ...inputs]),
    learner: learner.name,
    counts: {
      ...numbers,
      ...{ train: sets.train.length, correct: sets.correct.length, hidden: rows.hidden, blocks: blocks.length },
    },
    block,
    tauInt,
    suggestion: {
      train: best.share,
      curve: best.curve,
      labelledRatio: bestLabelledRatio(averages[0].variances, request.train, costs),
    },
    request,
    warnings: [...blockWarnings(block, tauInt), ...results.flatMap(warningsOf)],
    pairs: sets.correct.map(i => ({ predicted: predictions[0][i], measured: rows.targets[0][i] })),
  };
}

function requireMeasurements({ name }: Component, count: number): void {
  const fewest = 2 * fewestBlocks;
  if (count >= fewest) return;
  throw new InputError([
    `${name} was measured ${count} times together with the inputs; at least ${fewest} are needed to train and to correct. Measure it on more configurations.`,
  ]);
}

/** What may learn, the simplest of all first. @throws InputError where there are more terms than measurements */
function candidatesOf({ method, degree }: RegressionRequest, inputs: readonly Component[], rows: number): Learner[] {
  const lambdas = Array.from({ length: 9 }, (_, k) => 10 ** -k).reverse();
  if (method === 'ridge') return lambdas.map(ridge);
  if (method === 'polynomial') {
    const terms = monomialCount(inputs.length, degree);
    if (2 * terms > rows) {
      throw new InputError([
        `${inputs.length} inputs make ${terms} polynomials of degree ${degree}, too many for ${rows} configurations to train with; name fewer inputs, or use --method ridge.`,
      ]);
    }
    return lambdas.map(lambda => polynomialRidge(degree, lambda));
  }
  return [10, 30, 100].flatMap(rounds => [1, 3].map(depth => boostedTrees({ rounds, depth, rate: 0.1 })));
}

/** 4 τ_int, at least from one label to the next, and short enough for twice the fewest blocks. */
function lengthOfBlocks({ trajectory }: LabelledRows, labels: readonly number[], tauInt: number): number {
  const span = trajectory.length > 1 ? Math.max(...trajectory) - Math.min(...trajectory) + 1 : 1;
  const wanted = Math.max(blocksOfTau * tauInt, span / labels.length);
  return Math.max(1, Math.ceil(Math.min(wanted, span / (4 * fewestBlocks))));
}

function referenceOf({ runs, trajectories, title }: Component): Estimate {
  return gammaMethodOfReplicas(runs, { name: title, trajectories });
}

function settingsOf(components: readonly Component[]): Record<string, unknown> {
  return Object.fromEntries(components.map(({ chain, description }) => [chain, description.settings ?? {}]));
}

function blockWarnings(block: number, tauInt: number): string[] {
  if (block >= blocksOfTau * tauInt) return [];
  return [
    `Blocks of ${block} trajectories are shorter than 4 τ_int, τ_int being ${tauInt.toPrecision(2)}: errors may be too small. Run longer, or give --block.`,
  ];
}

function warningsOf({ name, correction, corrected, gain }: RegressedTarget): string[] {
  const size = Math.abs(correction.mean);
  return [
    ...(size >= corrected.error
      ? [
          `The correction of ${name}, ${correction.mean.toPrecision(2)}, is as large as the error ${corrected.error.toPrecision(2)}: what the regression predicts is wrong without it.`,
        ]
      : []),
    ...(gain.combined.costRatio >= 1
      ? [`The regression saves nothing for ${name}: the same error costs as much by measuring it directly.`]
      : []),
  ];
}
