/** Rules that turn a derivative of the loss, or the examples themselves, into a change of the weights. */
import { wholePower } from '../../kernel/index.ts';
import type { Weight } from '../../lattice/index.ts';
import { LeastSquares } from './leastSquares.ts';
import type { Example, Loss, LossRule } from './loss.ts';

/** The batch of a step, evaluated at the weights that are about to change. */
export interface Lesson {
  readonly loss: Loss | LossRule;
  readonly examples: readonly Example[];
}

export interface Optimiser {
  readonly name: string;
  /** Changes the weights once, given dL/dw in their order and the batch that it comes from. */
  step(weights: readonly Weight[], gradient: ArrayLike<number>, lesson: Lesson): void;
  /** What the next step depends on besides weights and gradient, by name; a copy. */
  state(): Record<string, Float64Array>;
  /** Takes up a state that `state` gave: the steps after it have the same bits. @throws if it is another rule's */
  restore(state: Readonly<Record<string, Float64Array>>): void;
}

/** One that needs no more than the gradient. */
export interface GradientRule extends Optimiser {
  step(weights: readonly Weight[], gradient: ArrayLike<number>): void;
}

/** w ← w − rate dL/dw */
export function sgd(rate: number): GradientRule {
  checkRate(rate);
  return {
    name: `SGD, rate ${rate}`,
    step(weights, gradient) {
      weights.forEach((weight, k) => {
        weight.value -= rate * gradient[k];
      });
    },
    state: () => ({}),
    restore() {},
  };
}

export interface AdamOptions {
  readonly rate: number;
  /** Decay of the running mean of the gradient. */
  readonly beta1?: number;
  /** Decay of the running mean of its square. */
  readonly beta2?: number;
  readonly epsilon?: number;
  /** Share of every weight that each step takes away, times the rate (AdamW). Default 0. */
  readonly decay?: number;
}

/**
 * Adam: D. P. Kingma and J. Ba, arXiv:1412.6980, algorithm 1. With decay AdamW, w ← w − rate decay w beside the step of Adam:
 * I. Loshchilov and F. Hutter, arXiv:1711.05101, algorithm 2.
 */
export function adam({ rate, beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8, decay = 0 }: AdamOptions): GradientRule {
  checkRate(rate);
  if (!(decay >= 0 && rate * decay < 1)) {
    throw new Error(`The decay of weights is 0 or more, and below 1/rate = ${1 / rate}; found ${decay}.`);
  }
  let mean = new Float64Array();
  let square = new Float64Array();
  let steps = 0;
  return {
    name: decay === 0 ? `Adam, rate ${rate}` : `AdamW, rate ${rate}, decay ${decay}`,
    step(weights, gradient) {
      if (mean.length !== weights.length) {
        mean = new Float64Array(weights.length);
        square = new Float64Array(weights.length);
        steps = 0;
      }
      steps++;
      weights.forEach((weight, k) => {
        mean[k] = beta1 * mean[k] + (1 - beta1) * gradient[k];
        square[k] = beta2 * square[k] + (1 - beta2) * gradient[k] ** 2;
        const m = mean[k] / (1 - wholePower(beta1, steps));
        const v = square[k] / (1 - wholePower(beta2, steps));
        if (decay > 0) weight.value -= rate * decay * weight.value;
        weight.value -= (rate * m) / (Math.sqrt(v) + epsilon);
      });
    },
    state: () => ({ mean: mean.slice(), square: square.slice(), steps: Float64Array.of(steps) }),
    restore(state) {
      if (!state.mean || state.mean.length !== state.square?.length || state.steps?.length !== 1) {
        throw new Error(`This is no state of Adam: found ${Object.keys(state)}; expected mean, square and steps.`);
      }
      mean = state.mean.slice();
      square = state.square.slice();
      [steps] = state.steps;
    },
  };
}

function checkRate(rate: number): void {
  if (!(rate > 0 && Number.isFinite(rate))) throw new Error(`A learning rate is a positive number; found ${rate}.`);
}

/**
 * Regression over all trajectories seen so far, for weights that S_θ is linear in: after `first` of them every step puts
 * the weights where the loss of all is least. The losses "offset" and "variance" fit a constant too.
 */
export function leastSquares({ first = 10 }: { readonly first?: number } = {}): Optimiser {
  let fit: LeastSquares | undefined;
  return {
    name: 'linear least squares',
    step(weights, _gradient, { loss, examples }) {
      if (typeof loss === 'object')
        throw new Error(`Least squares know nothing of the loss ${loss.name}; use Adam or SGD.`);
      const withConstant = loss === 'offset' || loss === 'variance';
      fit ??= new LeastSquares(weights.length + (withConstant ? 1 : 0));
      for (const example of examples) addRow(fit, weights, loss, example);
      const solution = fit.rows < Math.max(first, fit.size) ? undefined : fit.solution();
      if (solution === undefined) return;
      weights.forEach((weight, k) => {
        weight.value = solution[k];
      });
    },
    state: () => (fit ? { regression: fit.state() } : {}),
    restore({ regression }) {
      fit = undefined;
      if (regression === undefined) return;
      // n (n + 1) + 1 numbers for n weights.
      fit = new LeastSquares(Math.floor(Math.sqrt(regression.length - 1)));
      fit.restore(regression);
    },
  };
}

/** y = Σ w f: as r = S − S_θ is known at these weights, S is r + Σ w f. */
function addRow(fit: LeastSquares, weights: readonly Weight[], loss: Loss, { start, proposal }: Example): void {
  const isDifference = loss === 'difference';
  const slopes = weights.map((_, k) => proposal.derivatives[k] - (isDifference ? start!.derivatives[k] : 0));
  const r = proposal.r - (isDifference ? start!.r : 0);
  const y = weights.reduce((sum, { value }, k) => sum + value * slopes[k], r);
  fit.add(fit.size > weights.length ? [...slopes, 1] : slopes, y);
}
