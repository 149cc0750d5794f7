/**
 * Training of an effective model by damped Gauss-Newton steps. A model has tens to hundreds of weights and learns from thousands
 * of configurations, so the normal equations of its loss, a mean of squares, are small:
 *   MSE = mean r_k²,  r_k = −ln W_k − S_eff,k,   (JᵀJ + λ diag JᵀJ) δ = Jᵀ r,   J_kw = dS_eff,k/dw.
 * A step that lowers the MSE is taken and λ falls, else λ grows and another one is tried. Ten to thirty steps do what thousands of
 * lessons by gradients do not: S_eff depends on all sites at once, so that its curvature differs by orders of magnitude between
 * directions.
 *
 * Reference: D. W. Marquardt, J. SIAM 11, 431 (1963).
 */
import { Lattice } from '../../lattice/index.ts';
import { choleskyFactor, choleskySolve } from '../../measure/statistics/index.ts';
import type { EffectiveModel } from '../effective/index.ts';
import { SpinField } from '../spinField.ts';
import type { Dataset } from './dataset.ts';
import { mseOf } from './train.ts';

export interface GaussNewtonOptions {
  /** At most so many steps. */
  readonly steps: number;
  /** Done when a step lowers the MSE by less than this share. Default 0.001. */
  readonly tolerance?: number;
  /** Called after each step. */
  readonly onStep?: (progress: { readonly step: number; readonly mse: number }) => void;
}

const firstDamping = 1e-2;
const mostTries = 8;
/** Weights that nothing depends on yet, of Q and K before a V of zero, stay where they are. */
const stillness = 1e-12;

/**
 * Changes the weights of the model, all of them. Returns the MSE on these data.
 *
 * @throws if there are fewer configurations than weights
 */
export function gaussNewton(model: EffectiveModel, data: Dataset, options: GaussNewtonOptions): number {
  const { steps, tolerance = 1e-3, onStep } = options;
  const { weights } = model;
  if (data.count < weights.length) {
    throw new Error(
      `There are ${data.count} configurations to fit ${weights.length} weights to; expected at least as many as weights.`,
    );
  }
  let damping = firstDamping;
  let mse = mseOf(model, data);
  for (let step = 1; step <= steps; step++) {
    const equations = normalEquations(model, data);
    const before = weights.map(({ value }) => value);
    const smallest = stillness * Math.max(...equations.matrix.map((row, i) => row[i]));
    let next = Number.POSITIVE_INFINITY;
    for (let k = 0; k < mostTries && !(next < mse); k++, damping *= 4) {
      const damped = equations.matrix.map((row, i) => row.with(i, row[i] * (1 + damping) + smallest));
      const factor = choleskyFactor(damped);
      if (!('lower' in factor)) continue;
      const change = choleskySolve(factor.lower, equations.right);
      weights.forEach((weight, i) => {
        weight.value = before[i] + change[i];
      });
      next = mseOf(model, data);
    }
    // What the loop has raised once too often, and a third for the step that was good.
    damping /= 12;
    if (!(next < mse)) {
      weights.forEach((weight, i) => {
        weight.value = before[i];
      });
      break;
    }
    const gain = (mse - next) / mse;
    mse = next;
    onStep?.({ step, mse });
    if (gain < tolerance) break;
  }
  return mse;
}

/** JᵀJ and Jᵀr, configuration by configuration. */
function normalEquations(model: EffectiveModel, data: Dataset): { matrix: number[][]; right: number[] } {
  const n = model.weights.length;
  const lattice = new Lattice(model.options.extents, model.options.machine);
  const u = new SpinField(lattice, lattice.field(3));
  const matrix = Array.from({ length: n }, () => new Array<number>(n).fill(0));
  const right = new Array<number>(n).fill(0);
  for (let k = 0; k < data.count; k++) {
    u.field.fromArray(data.spins.subarray(k * data.size, (k + 1) * data.size));
    const { value, derivatives } = model.weightGradient(u);
    const r = -data.logWeights[k] - value;
    for (let i = 0; i < n; i++) {
      const slope = derivatives[i];
      const row = matrix[i];
      right[i] += slope * r;
      for (let j = 0; j <= i; j++) row[j] += slope * derivatives[j];
    }
  }
  for (let i = 0; i < n; i++) for (let j = 0; j < i; j++) matrix[j][i] = matrix[i][j];
  return { matrix, right };
}
