/**
 * Training on stored pairs. With δr the change of S − S_θ between the ends of an exact trajectory at fixed φ, the loss is the
 * variance of δr, and damped Gauss-Newton steps lower it: the network is trained as well as these pairs allow, so that networks
 * are compared and not learning rates. J: δr by weights.
 *
 * Reference: D. W. Marquardt, J. SIAM 11, 431 (1963).
 */
import type { GaugeField } from '../../../src/gauge/index.ts';
import { keepBounds, type Trainable } from '../../../src/lattice/index.ts';
import { choleskyFactor, choleskySolve } from '../../../src/measure/statistics/index.ts';
import type { Laboratory, Pair } from './pairs.ts';

type Surrogate = Trainable<GaugeField>;

/** δr of every pair. */
export function residuals(lab: Laboratory, surrogate: Surrogate, pairs: readonly Pair[]): number[] {
  return pairs.map(pair => {
    const { start, end } = lab.enter(pair);
    return pair.exact - (surrogate.value(end) - surrogate.value(start));
  });
}

export const meanOf = (values: readonly number[]) => values.reduce((sum, v) => sum + v, 0) / values.length;

export function varianceOf(values: readonly number[]): number {
  const mean = meanOf(values);
  return values.reduce((sum, v) => sum + (v - mean) ** 2, 0) / (values.length - 1);
}

/** Residuals and their derivatives, both less their means. */
function linearised(lab: Laboratory, surrogate: Surrogate, pairs: readonly Pair[]) {
  const rows = pairs.map(pair => {
    const { start, end } = lab.enter(pair);
    const there = surrogate.weightGradient(end);
    const here = surrogate.weightGradient(start);
    return {
      residual: pair.exact - (there.value - here.value),
      slopes: there.derivatives.map((d, k) => d - here.derivatives[k]),
    };
  });
  const residual = meanOf(rows.map(row => row.residual));
  const slopes = surrogate.weights.map((_, k) => meanOf(rows.map(row => row.slopes[k])));
  return rows.map(row => ({
    residual: row.residual - residual,
    slopes: row.slopes.map((d, k) => d - slopes[k]),
  }));
}

export interface FitOptions {
  /** At most so many steps. Default 12. */
  readonly steps?: number;
  /** Done when a hardly damped step lowers the loss by less than this share. Default 0.005. */
  readonly tolerance?: number;
  /** Early stopping: the weights of the step with the lowest loss on these. Default: the last step. */
  readonly heldOut?: readonly Pair[];
  readonly onStep?: (loss: number, heldOut: number | undefined) => void;
}

const firstDamping = 1e-3;
const mostTries = 6;
/** A weight that nothing depends on yet stays where it is. */
const stillness = 1e-10;

/** Changes the weights of the surrogate, all of them; returns the steps taken. */
export function gaussNewton(
  lab: Laboratory,
  surrogate: Surrogate,
  pairs: readonly Pair[],
  { steps = 12, tolerance = 0.005, heldOut, onStep }: FitOptions = {},
): number {
  const { weights } = surrogate;
  if (weights.length === 0) return 0;
  const present = () => weights.map(({ value }) => value);
  const put = (values: readonly number[]) => {
    weights.forEach((weight, k) => {
      weight.value = values[k];
    });
    keepBounds(weights);
  };
  /** Infinite where the weights lead nowhere. */
  const lossOn = (some: readonly Pair[]) => {
    try {
      const loss = varianceOf(residuals(lab, surrogate, some));
      return Number.isFinite(loss) ? loss : Number.POSITIVE_INFINITY;
    } catch {
      return Number.POSITIVE_INFINITY;
    }
  };
  let damping = firstDamping;
  let loss = lossOn(pairs);
  let best = heldOut && { loss: lossOn(heldOut), weights: present() };
  let taken = 0;
  for (; taken < steps; taken++) {
    const { matrix, right } = normalEquations(linearised(lab, surrogate, pairs), weights.length);
    const before = present();
    const floor = stillness * Math.max(...matrix.map((row, i) => row[i]));
    let next = Number.POSITIVE_INFINITY;
    for (let k = 0; k < mostTries && !(next < loss); k++, damping *= 8) {
      const damped = matrix.map((row, i) => row.with(i, row[i] * (1 + damping) + floor));
      const factor = choleskyFactor(damped);
      if (!('lower' in factor)) continue;
      const change = choleskySolve(factor.lower, right);
      put(before.map((value, i) => value + change[i]));
      next = lossOn(pairs);
    }
    damping /= 64;
    if (!(next < loss)) {
      put(before);
      break;
    }
    const gain = (loss - next) / loss;
    loss = next;
    if (heldOut && best) {
      const there = lossOn(heldOut);
      onStep?.(loss, there);
      if (there < best.loss) best = { loss: there, weights: present() };
    } else onStep?.(loss, undefined);
    // A short step that gains little says nothing of the next one.
    if (gain < tolerance && damping < firstDamping) break;
  }
  if (best) put(best.weights);
  return taken;
}

/** JᵀJ and Jᵀr. */
function normalEquations(rows: ReturnType<typeof linearised>, size: number) {
  const matrix = Array.from({ length: size }, () => new Array<number>(size).fill(0));
  const right = new Array<number>(size).fill(0);
  for (const { residual, slopes } of rows) {
    for (let i = 0; i < size; i++) {
      right[i] += slopes[i] * residual;
      for (let j = 0; j <= i; j++) matrix[i][j] += slopes[i] * slopes[j];
    }
  }
  for (let i = 0; i < size; i++) for (let j = 0; j < i; j++) matrix[j][i] = matrix[i][j];
  return { matrix, right };
}
