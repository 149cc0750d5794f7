/**
 * How an effective model learns: before the run from stored configurations, layer after layer, and during the phase "train"
 * from those of the chain. Layers follow gradients; J_n and E₀ are fitted by least squares to all that is remembered, as soon
 * as there is a batch, once every batch after that, and at the end.
 */
import { FileError } from '../../files/index.ts';
import { adam, type GradientRule, sgd } from '../../network/train/index.ts';
import { InputError } from '../../runfile/input/problem.ts';
import type { SpinRun } from '../../runfile/schema/spin/index.ts';
import {
  beginLayers,
  type Dataset,
  dataset,
  deeper,
  type EffectiveModel,
  effectiveModel,
  fitCouplings,
  gaussNewton,
  mseOf,
  onlineTrainer,
  part,
  takeWeights,
  trainOn,
} from '../../spin/index.ts';
import { plural } from '../../words/index.ts';
import { type AssembleOptions, noFiles, type State } from '../simulation.ts';
import { spinsFor } from './theory.ts';

type Training = NonNullable<SpinRun['training']>;

export interface SpinLearning {
  /** To be called with every configuration whose exact weight is known. Returns the MSE of a batch before its lesson. */
  observe(spins: Float64Array, logWeight: number): number | undefined;
  /** The weights rest from here on. */
  finish(): void;
  /** Weights, and while it learns all that the next lesson depends on. */
  state(): State;
  restore(state: State): void;
}

/** Nothing moves but the couplings, which are fitted. */
const atRest: GradientRule = { name: 'none', step() {}, state: () => ({}), restore() {} };

function ruleOf({ optimiser }: Training, { layers }: Pick<EffectiveModel, 'layers'>): GradientRule {
  // Gauss-Newton steps are no rule for batches: they learn from stored data alone.
  if (layers.length === 0 || optimiser.kind === 'gaussNewton') return atRest;
  return optimiser.kind === 'sgd' ? sgd(optimiser.rate) : adam({ rate: optimiser.rate, decay: optimiser.decay });
}

export function learningOn(model: EffectiveModel, training: Training, seed: number): SpinLearning {
  const { batch, memory } = training;
  const trainer = onlineTrainer(model, { optimiser: ruleOf(training, model), batch, seed, memory });
  const remembered = (): Dataset => {
    const { spins, logWeights } = trainer.state();
    return dataset(spins, logWeights);
  };
  let seen = 0;
  let rests = false;
  return {
    observe(spins, logWeight) {
      seen++;
      if (seen === batch) {
        // Before the first gradient, which would be that of −ln W as a whole.
        const { spins: before, logWeights } = trainer.state();
        fitCouplings(model, dataset(Float64Array.of(...before, ...spins), Float64Array.of(...logWeights, logWeight)));
      }
      const { mse } = trainer.observe(spins, logWeight);
      if (seen > batch && seen % batch === 0) fitCouplings(model, remembered());
      return mse;
    },
    finish() {
      if (!rests && seen >= batch) fitCouplings(model, remembered());
      rests = true;
    },
    state: () => ({
      ...(rests ? weightsOf(model) : trainer.state()),
      lessons: Float64Array.of(seen, Number(rests)),
    }),
    restore(saved) {
      const [count, isAtRest] = saved.lessons ?? [];
      if (count === undefined) throw new Error('This is no state of this training: it does not count its lessons.');
      seen = count;
      rests = isAtRest === 1;
      if (rests) restoreWeights(model, saved);
      else trainer.restore(saved);
    },
  };
}

/** The state of a model that does not learn. */
export const weightsOf = ({ weights }: EffectiveModel): State => ({
  weights: Float64Array.from(weights, ({ value }) => value),
});

/** @throws if they are of another model */
export function restoreWeights({ weights }: EffectiveModel, saved: State): void {
  if (saved.weights?.length !== weights.length) {
    throw new Error(`The state holds ${saved.weights?.length ?? 'no'} weights; this model has ${weights.length}.`);
  }
  weights.forEach((weight, k) => {
    weight.value = saved.weights[k];
  });
}

/** Learns from files, the last fifth of which only tells how well. */
export function learnStored(
  model: EffectiveModel,
  training: Training & { readonly data: string },
  seed: number,
  spread: number,
  logWeightOf: (spins: Float64Array) => number,
  { files = noFiles, announce }: AssembleOptions,
): void {
  const stored = storedConfigurations(training, model.options.extents, files);
  const size = 3 * model.options.extents.reduce((product, length) => product * length, 1);
  const reals = new Float64Array(stored.length * size);
  stored.forEach((one, k) => {
    reals.set(one, k * size);
  });
  const all = dataset(reals, Float64Array.from(stored, logWeightOf));
  const learnt = part(all, 0, Math.max(training.batch, Math.floor(0.8 * all.count)));
  const tested = learnt.count < all.count ? part(all, learnt.count, all.count) : learnt;
  const tell = (layers: number, now: EffectiveModel) =>
    announce(
      `learning:     ${plural(layers, 'layer')}, MSE ${mseOf(now, tested).toPrecision(3)} on ${tested.count} configurations`,
    );
  const { layers: depth } = model.options;
  const linear = effectiveModel({ ...model.options, layers: 0 });
  fitCouplings(linear, learnt);
  tell(0, linear);
  let now = linear;
  for (let layers = 1; layers <= depth; layers++) {
    if (layers === 1) {
      now = effectiveModel({ ...model.options, layers });
      takeWeights(now, linear);
      beginLayers(now, spread, seed);
    } else now = deeper(now, spread, seed);
    learnLayers(now, learnt, training, seed);
    tell(layers, now);
  }
  takeWeights(model, now);
}

/** @throws InputError if Gauss-Newton steps have fewer configurations than weights */
function learnLayers(model: EffectiveModel, learnt: Dataset, training: Training, seed: number): void {
  const { batch, epochs, optimiser } = training;
  if (optimiser.kind !== 'gaussNewton') {
    trainOn(model, learnt, { optimiser: ruleOf(training, model), batch, epochs, seed });
    fitCouplings(model, learnt);
  } else if (learnt.count >= model.weights.length) gaussNewton(model, learnt, { steps: optimiser.steps });
  else {
    throw new InputError([
      `training.data: ${learnt.count} configurations are left to learn from, for ${model.weights.length} weights; ` +
        'Gauss-Newton steps need at least as many. Give more, or take optimiser.kind = "adam".',
    ]);
  }
}

/** @throws InputError if there are too few files, or they do not fit */
export function storedConfigurations(
  { data, batch }: Training & { readonly data: string },
  extents: readonly number[],
  files: NonNullable<AssembleOptions['files']>,
): Float64Array[] {
  let stored: Float64Array[];
  try {
    stored = files.spinsIn(data).map(path => {
      try {
        return spinsFor(files.spins(path).configuration, extents, 3);
      } catch (error) {
        throw error instanceof FileError && !error.message.includes(path) ? error.at(path) : error;
      }
    });
  } catch (error) {
    throw error instanceof Error ? new InputError([`training.data: ${error.message}`]) : error;
  }
  if (stored.length >= batch) return stored;
  throw new InputError([
    `training.data: ${data} holds ${plural(stored.length, 'configuration')} of spins; expected at least a batch, ${batch}.`,
  ]);
}
