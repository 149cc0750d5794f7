/**
 * Training of effective models on stored configurations, in batches drawn anew in every epoch, and while a chain runs.
 * References: I. Loshchilov and F. Hutter, arXiv:1711.05101 (AdamW).
 */
import { key, uniforms } from '../../lattice/index.ts';
import type { GradientRule } from '../../network/train/index.ts';
import type { EffectiveModel } from '../effective/index.ts';
import { chosen, type Dataset } from './dataset.ts';
import { residualsOf, sideBySide, smallestBatch } from './residuals.ts';

export interface TrainingOptions {
  readonly optimiser: GradientRule;
  /** Configurations per change of the weights. Default 32. */
  readonly batch?: number;
  readonly epochs: number;
  /** Of the order of the configurations. */
  readonly seed: number;
  /** The MSE on these is returned with each epoch. */
  readonly validation?: Dataset;
  /** Called after each epoch. */
  readonly onEpoch?: (progress: EpochInfo) => void;
}

export interface EpochInfo {
  readonly epoch: number;
  /** Mean over the batches of the epoch, each before its change of the weights. */
  readonly trainingMse: number;
  readonly validationMse?: number;
}

/**
 * Changes the weights of the model, all of them. A last batch that is not full is left out; the next epoch draws it elsewhere.
 *
 * @throws if there are fewer configurations than a batch, or the loss stops being finite
 */
export function trainOn(model: EffectiveModel, data: Dataset, options: TrainingOptions): EpochInfo[] {
  const { optimiser, batch = 32, epochs, seed, validation, onEpoch } = options;
  requireBatch(batch, data.count);
  const together = sideBySide(model, batch);
  return Array.from({ length: epochs }, (_, k) => {
    const order = shuffled(data.count, seed, k);
    const losses: number[] = [];
    for (let from = 0; from + batch <= data.count; from += batch) {
      const { mse, gradient } = together.residuals(chosen(data, order.slice(from, from + batch)));
      if (!Number.isFinite(mse)) throw new Error(`The loss became ${mse} in epoch ${k + 1}; lower the learning rate.`);
      losses.push(mse);
      optimiser.step(model.weights, gradient);
    }
    const progress: EpochInfo = {
      epoch: k + 1,
      trainingMse: losses.reduce((a, b) => a + b, 0) / losses.length,
      ...(validation && { validationMse: mseOf(model, validation) }),
    };
    onEpoch?.(progress);
    return progress;
  });
}

/** Mean of (ln W + S_eff)² over a data set. */
export function mseOf(model: EffectiveModel, data: Dataset): number {
  return residualsOf(model, data).reduce((sum, r) => sum + r * r, 0) / data.count;
}

/** 0 … count − 1 in an order fixed by seed and epoch. */
function shuffled(count: number, seed: number, epoch: number): number[] {
  const order = Array.from({ length: count }, (_, k) => k);
  const draws = key(seed, epoch, 'training');
  for (let k = count - 1; k > 0; k--) {
    const other = Math.floor(uniforms(draws, k, 0)[0] * (k + 1));
    [order[k], order[other]] = [order[other], order[k]];
  }
  return order;
}

function requireBatch(batch: number, count: number): void {
  if (!Number.isInteger(batch) || batch < smallestBatch) {
    throw new Error(`A batch is ${smallestBatch} configurations or more; found ${batch}.`);
  }
  if (count < batch) throw new Error(`There are ${count} configurations to learn from; a batch needs ${batch}.`);
}

export interface OnlineTrainer {
  /** To be given every proposal with its exact weight, which the accept test knows already. */
  observe(spins: Float64Array, logWeight: number): { readonly mse?: number };
  /** Everything that the next lesson depends on, by name; a copy. */
  state(): Record<string, Float64Array>;
  /** @throws if it does not fit */
  restore(state: Readonly<Record<string, Float64Array>>): void;
}

/**
 * Learns alongside a chain: of the last `memory` configurations a batch is drawn after every observation, as soon as there are
 * enough. Weights that change while a chain runs make an adaptive chain: stop before measuring.
 */
export function onlineTrainer(
  model: EffectiveModel,
  options: Pick<TrainingOptions, 'optimiser' | 'batch' | 'seed'> & { readonly memory?: number },
): OnlineTrainer {
  const { optimiser, batch = 32, seed, memory = 1024 } = options;
  requireBatch(batch, memory);
  const size = 3 * model.options.extents.reduce((a, b) => a * b, 1);
  const together = sideBySide(model, batch);
  const held = { spins: new Float64Array(memory * size), logWeights: new Float64Array(memory) };
  let seen = 0;
  const count = () => Math.min(seen, memory);
  const present = (): Dataset => ({
    size,
    count: count(),
    spins: held.spins.subarray(0, count() * size),
    logWeights: held.logWeights.subarray(0, count()),
  });
  return {
    observe(spins, logWeight) {
      held.spins.set(spins, (seen % memory) * size);
      held.logWeights[seen % memory] = logWeight;
      seen++;
      if (count() < batch) return {};
      const drawn = shuffled(count(), seed, seen).slice(0, batch);
      const { mse, gradient } = together.residuals(chosen(present(), drawn));
      if (!Number.isFinite(mse)) throw new Error(`The loss became ${mse}; lower the learning rate.`);
      optimiser.step(model.weights, gradient);
      return { mse };
    },
    state: () => ({
      weights: Float64Array.from(model.weights, ({ value }) => value),
      seen: Float64Array.of(seen),
      spins: present().spins.slice(),
      logWeights: present().logWeights.slice(),
      ...Object.fromEntries(Object.entries(optimiser.state()).map(([name, part]) => [`optimiser.${name}`, part])),
    }),
    restore(state) {
      const known = Math.min(state.seen?.[0] ?? Number.NaN, memory);
      if (
        state.weights?.length !== model.weights.length ||
        state.spins?.length !== known * size ||
        state.logWeights?.length !== known
      ) {
        throw new Error(
          `This is no state of this training: found ${state.weights?.length ?? 'no'} weights, expected ` +
            `${model.weights.length}, with the configurations seen last.`,
        );
      }
      model.weights.forEach((weight, k) => {
        weight.value = state.weights[k];
      });
      [seen] = state.seen;
      held.spins.set(state.spins);
      held.logWeights.set(state.logWeights);
      const ofRule = Object.entries(state).filter(([name]) => name.startsWith('optimiser.'));
      optimiser.restore(Object.fromEntries(ofRule.map(([name, part]) => [name.slice('optimiser.'.length), part])));
    },
  };
}
