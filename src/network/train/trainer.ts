/**
 * Training alongside a Markov chain: after each trajectory look at r = S − S_θ, after each batch change the weights
 * once. arXiv:1909.02255 (self-learning HMC), arXiv:2103.11965 (its networks).
 *
 * Weights that change while the chain runs make an adaptive chain, whose averages are not to be trusted: freeze before
 * measuring.
 */
import { hypotenuse } from '../../kernel/index.ts';
import { type Functional, keepBounds, type Trainable, type Weight } from '../../lattice/index.ts';
import { examplesFrom, examplesToNumbers } from './examples.ts';
import { type Deviation, type Example, evaluateLoss, type Loss, type LossRule } from './loss.ts';
import type { Optimiser } from './optimiser.ts';

export interface TrainerOptions<F> {
  readonly exact: Functional<F>;
  readonly surrogate: Trainable<F>;
  readonly loss: Loss | LossRule;
  readonly optimiser: Optimiser;
  /** Trajectories per change of the weights. */
  readonly batch: number;
  /** How fast the offset c follows mean r (loss "offset" only). */
  readonly offsetRate?: number;
}

export interface TrainingInfo {
  /** This trajectory's contribution to the loss: with "variance", about the mean of the running batch. */
  readonly loss: number;
  readonly r: number;
  /** r at the proposal minus r at the start, where both are known. */
  readonly difference?: number;
  /** |dL/dw| of the batch that ends here; only where one does. */
  readonly gradientNorm?: number;
  /** The loss over trajectories that are not learnt from (heldOut.ts); only where it was computed. */
  readonly heldOut?: number;
}

export interface Trainer<F> {
  readonly weights: readonly Weight[];
  /** To be called with both ends of every trajectory while the pseudofermion field of that trajectory is in place. */
  observe(start: F, proposal: F): TrainingInfo;
  /** The c of the loss "offset". */
  offset(): number;
  /** Everything that the next lesson depends on, by name: weights, offset, running batch, optimiser; a copy. */
  state(): Record<string, Float64Array>;
  /** Takes up a state that `state` gave: the lessons after it have the same bits. @throws if it does not fit */
  restore(state: Readonly<Record<string, Float64Array>>): void;
}

const rule = 'optimiser.';

export function trainer<F>(options: TrainerOptions<F>): Trainer<F> {
  const { exact, surrogate, loss, optimiser, batch, offsetRate = 0.1 } = options;
  if (!Number.isInteger(batch) || batch < 1) throw new Error(`A batch is 1 trajectory or more; found ${batch}.`);
  if (loss === 'variance' && batch < 2) {
    throw new Error('The loss "variance" needs a batch of 2 or more; one number has no variance.');
  }
  const { weights } = surrogate;
  if (weights.length === 0) throw new Error(`${surrogate.name} has no weights, so there is nothing to train.`);
  let offset: number | undefined;
  let gathered: Example[] = [];
  const bothEnds = loss === 'difference' || typeof loss === 'object';
  const deviation = (u: F): Deviation => {
    const { value, derivatives } = surrogate.weightGradient(u);
    const r = exact.value(u) - value;
    if (!Number.isFinite(r)) throw new Error(`Training met S - S_theta = ${r}; lower the learning rate.`);
    return { r, derivatives };
  };
  return {
    weights,
    offset: () => offset ?? 0,
    observe(start, proposal) {
      const end = deviation(proposal);
      const example: Example = bothEnds ? { start: deviation(start), proposal: end } : { proposal: end };
      offset ??= end.r;
      gathered.push(example);
      const difference = example.start ? end.r - example.start.r : undefined;
      const seen = evaluateLoss(loss, loss === 'variance' ? gathered : [example], offset);
      let gradientNorm: number | undefined;
      if (gathered.length === batch) {
        const { gradient } = evaluateLoss(loss, gathered, offset);
        gradientNorm = hypotenuse(...gradient);
        optimiser.step(weights, gradient, { loss, examples: gathered });
        keepBounds(weights);
        const mean = gathered.reduce((sum, { proposal: p }) => sum + p.r, 0) / batch;
        offset += offsetRate * (mean - offset);
        gathered = [];
      }
      return {
        loss: seen.loss,
        r: end.r,
        ...(difference === undefined ? {} : { difference }),
        ...(gradientNorm === undefined ? {} : { gradientNorm }),
      };
    },
    state: () => ({
      weights: Float64Array.from(weights, ({ value }) => value),
      offset: offset === undefined ? new Float64Array() : Float64Array.of(offset),
      batch: examplesToNumbers(gathered),
      ...Object.fromEntries(Object.entries(optimiser.state()).map(([name, held]) => [`${rule}${name}`, held])),
    }),
    restore(state) {
      if (state.weights?.length !== weights.length || !state.offset || !state.batch) {
        throw new Error(
          `This is no state of this training: found ${state.weights?.length ?? 'no'} weights, expected ` +
            `${weights.length} with offset and batch.`,
        );
      }
      weights.forEach((weight, k) => {
        weight.value = state.weights[k];
      });
      offset = state.offset[0];
      gathered = examplesFrom(state.batch, weights.length, bothEnds);
      const ofRule = Object.entries(state).filter(([name]) => name.startsWith(rule));
      optimiser.restore(Object.fromEntries(ofRule.map(([name, held]) => [name.slice(rule.length), held])));
    },
  };
}
