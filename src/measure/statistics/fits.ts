/**
 * Least squares, uncorrelated or correlated:
 *   χ² = (y − f(x; p))ᵀ C⁻¹ (y − f(x; p)),  C the covariance of the data (diag(error²) where uncorrelated).
 * Residuals and derivatives are multiplied with L⁻¹, C = L Lᵀ, then Levenberg-Marquardt steps
 *   (Jᵀ J + λ diag Jᵀ J) dp = Jᵀ r
 * go downhill, starting from λ = 0 (Gauss-Newton), which solves a linear model in one step.
 * Parameter covariance: (Jᵀ J)⁻¹. D. W. Marquardt, J. SIAM 11 (1963) 431.
 */
import { choleskyFactor, choleskyInverse, choleskySolve, forwardSubstitute, type Matrix } from './cholesky.ts';
import type { Measured } from './estimate.ts';
import { requireEqualLengths, requireSeries, type Series } from './series.ts';
import { chiSquaredSurvival } from './special.ts';

/** Data points with either independent errors or a covariance matrix. */
export type FitData =
  | { readonly x: Series; readonly y: Series; readonly error: Series }
  | { readonly x: Series; readonly y: Series; readonly covariance: Matrix };

export type Model = (x: number, parameters: readonly number[]) => number;

export interface Fit {
  readonly parameters: readonly Measured[];
  readonly covariance: Matrix;
  readonly chi2: number;
  readonly degreesOfFreedom: number;
  /** Probability of a χ² at least as large if the model is right; 1 without degrees of freedom. */
  readonly pValue: number;
  readonly iterations: number;
}

const MOST_ITERATIONS = 200;
/** Squared distance to the minimum, in parameter errors, at which a fit is done. */
const CLOSE_ENOUGH = 1e-18;
/** So close χ² is a parabola whose depth may drown in rounding: Gauss-Newton steps are taken without looking at it. */
const WITHIN_PARABOLA = 1e-8;
const LARGEST_DAMPING = 1e12;

/**
 * Fits parameters of a model to data.
 * @param start first guess, one number per parameter
 * @throws RangeError where there are fewer points than parameters, an error is not positive, the covariance matrix is
 * not positive definite, a parameter is not determined, or the steps do not converge
 */
export function leastSquares(model: Model, data: FitData, start: readonly number[]): Fit {
  requireData(data, start.length);
  const whiten = whitening(data);
  const residual = (p: readonly number[]) => whiten(Array.from(data.y, (y, i) => y - model(data.x[i], p)));
  const difference = (p: readonly number[], k: number, step: number) => {
    const [up, down] = [p.with(k, p[k] + step), p.with(k, p[k] - step)];
    return whiten(Array.from(data.x, x => (model(x, up) - model(x, down)) / (up[k] - down[k])));
  };
  // The rounding of y in units of its error says how small a step may be before differences drown in it.
  const rounding = Math.cbrt(Number.EPSILON * Math.max(...whiten(Array.from(data.y)).map(Math.abs)));
  const slope = (p: readonly number[], k: number) => {
    const step = Math.cbrt(Number.EPSILON) * (Math.abs(p[k]) || 1);
    const first = difference(p, k, step);
    const safe = rounding / Math.sqrt(dot(first, first));
    return safe > step && Number.isFinite(safe) ? difference(p, k, safe) : first;
  };

  let p = [...start];
  let r = residual(p);
  let chi2 = finiteChi2(r, p);
  let damping = 0;
  let lastDistance = Number.POSITIVE_INFINITY;
  for (let iterations = 1; iterations <= MOST_ITERATIONS; iterations++) {
    const jacobian = p.map((_, k) => slope(p, k));
    const normal = jacobian.map(a => jacobian.map(b => dot(a, b)));
    const downhill = jacobian.map(a => dot(a, r));
    const lower = factorOfNormal(normal);
    const distance = dot(downhill, choleskySolve(lower, downhill));
    const near = distance <= WITHIN_PARABOLA;
    // Near the minimum a distance that no longer shrinks is the rounding of the derivatives.
    if (distance <= CLOSE_ENOUGH || (near && distance > lastDistance / 2)) {
      return finished(p, choleskyInverse(lower), chi2, data.y.length, iterations);
    }
    lastDistance = distance;
    if (near) damping = 0;

    let accepted = false;
    while (!accepted && damping < LARGEST_DAMPING) {
      const damped = normal.map((row, i) => row.with(i, row[i] * (1 + damping)));
      const step = choleskySolve(damping === 0 ? lower : factorOfNormal(damped), downhill);
      const trial = p.map((value, k) => value + step[k]);
      const trialResidual = residual(trial);
      const trialChi2 = dot(trialResidual, trialResidual);
      accepted = near || trialChi2 <= chi2;
      if (accepted) [p, r, chi2] = [trial, trialResidual, trialChi2];
      damping = accepted ? lessDamping(damping) : Math.max(10 * damping, 1e-3);
    }
    if (!accepted) break;
  }
  throw new RangeError(
    `The fit did not converge within ${MOST_ITERATIONS} steps, chi2 is ${chi2} at (${p.join(', ')}): try a closer first guess.`,
  );
}

/**
 * How fitted parameters answer to small changes of the data: `response[k][i]` is dp_k/dy_i = ((JᵀC⁻¹J)⁻¹ JᵀC⁻¹)_ki at the
 * minimum, where residuals are small against the curvature of the model.
 * @throws RangeError as {@link leastSquares}
 */
export function fitResponse(model: Model, data: FitData, parameters: readonly number[]): number[][] {
  const whiten = whitening(data);
  const jacobian = parameters.map((value, k) => {
    const step = Math.cbrt(Number.EPSILON) * (Math.abs(value) || 1);
    const [up, down] = [parameters.with(k, value + step), parameters.with(k, value - step)];
    return Array.from(data.x, x => (model(x, up) - model(x, down)) / (up[k] - down[k]));
  });
  const white = jacobian.map(whiten);
  const lower = factorOfNormal(white.map(a => white.map(b => dot(a, b))));
  // Column by column: the answer to a unit change of y_i.
  const columns = Array.from(data.y, (_, i) => {
    const unit = whiten(Array.from(data.y, (_, j) => Number(i === j)));
    return choleskySolve(
      lower,
      white.map(a => dot(a, unit)),
    );
  });
  return parameters.map((_, k) => columns.map(column => column[k]));
}

/** Straight average of data as the fit of one constant. */
export function fitConstant(data: FitData): Fit {
  return leastSquares((_, [constant]) => constant, data, [data.y[0]]);
}

function finished(p: number[], covariance: Matrix, chi2: number, points: number, iterations: number): Fit {
  const degreesOfFreedom = points - p.length;
  return {
    parameters: p.map((mean, k) => ({ mean, error: Math.sqrt(covariance[k][k]) })),
    covariance,
    chi2,
    degreesOfFreedom,
    pValue: chiSquaredSurvival(chi2, degreesOfFreedom),
    iterations,
  };
}

function requireData(data: FitData, parameters: number): void {
  requireSeries(data.x, 'The list of x', 1);
  requireSeries(data.y, 'The list of y', 1);
  requireEqualLengths([data.x, data.y, 'error' in data ? data.error : data.covariance.map(row => row[0])], 'Fit list');
  if (data.y.length < parameters) {
    throw new RangeError(
      `There are ${data.y.length} points for ${parameters} parameters: give more points or a smaller model.`,
    );
  }
}

function whitening(data: FitData): (values: readonly number[]) => number[] {
  if ('error' in data) {
    const { error } = data;
    const bad = Array.from(error).findIndex(value => !(value > 0));
    if (bad >= 0) throw new RangeError(`The error of point ${bad} is ${error[bad]}, a positive number is expected.`);
    return values => values.map((value, i) => value / error[i]);
  }
  const factor = choleskyFactor(data.covariance);
  if ('dependentRow' in factor) {
    throw new RangeError(
      `The covariance matrix is not positive definite at row ${factor.dependentRow}: use more samples than points, or fewer points.`,
    );
  }
  return values => forwardSubstitute(factor.lower, values);
}

function factorOfNormal(normal: Matrix): number[][] {
  const factor = choleskyFactor(normal);
  if ('dependentRow' in factor) {
    throw new RangeError(
      `Parameter ${factor.dependentRow} is not determined by the data: remove it, or start where it has an effect.`,
    );
  }
  return factor.lower;
}

function finiteChi2(r: readonly number[], p: readonly number[]): number {
  const chi2 = dot(r, r);
  if (!Number.isFinite(chi2))
    throw new RangeError(`chi2 is ${chi2} at the first guess (${p.join(', ')}): start elsewhere.`);
  return chi2;
}

function lessDamping(damping: number): number {
  return damping < 1e-6 ? 0 : damping / 10;
}

function dot(a: readonly number[], b: readonly number[]): number {
  return a.reduce((sum, value, i) => sum + value * b[i], 0);
}
