/**
 * Averages over models and fit ranges in place of choosing one:
 *   AIC = χ² + 2 k + 2 d_cut,   w_i ~ exp(−AIC_i / 2),   Σ w_i = 1,
 *   mean = Σ w_i a_i,   error² = Σ w_i error_i² + Σ w_i a_i² − (Σ w_i a_i)²,
 * k fit parameters, d_cut data points left out of the fit. The last two terms are the spread between models.
 * W. I. Jay and E. T. Neil, arXiv:2008.01069; E. T. Neil and J. W. Sitison, arXiv:2208.14983 and arXiv:2305.19417.
 */

import type { Matrix } from './cholesky.ts';
import type { Measured } from './estimate.ts';
import { fitConstant } from './fits.ts';
import { requireCount, type Series, sumOf } from './series.ts';

/** What one model says of the quantity. */
export interface ModelResult extends Measured {
  readonly chi2: number;
  /** Number of fit parameters. */
  readonly parameters: number;
  /** Number of data points left out of this fit. */
  readonly cut: number;
}

export interface ModelAverage extends Measured {
  readonly statisticalError: number;
  /** Spread between the models. */
  readonly systematicError: number;
  /** Weight of each model, in the order given. */
  readonly weights: readonly number[];
}

/**
 * Weighted average of models by Akaike's criterion.
 * @throws RangeError for an empty list or an AIC that is not finite
 */
export function averageModels(models: readonly ModelResult[]): ModelAverage {
  if (models.length === 0) throw new RangeError('No model is given, an average needs at least one.');
  const criteria = models.map(model => model.chi2 + 2 * model.parameters + 2 * model.cut);
  const bad = criteria.findIndex(value => !Number.isFinite(value));
  if (bad >= 0) throw new RangeError(`Model ${bad} has the AIC ${criteria[bad]}, a finite number is expected.`);
  const best = Math.min(...criteria);
  const raw = criteria.map(value => Math.exp(-(value - best) / 2));
  const weights = raw.map(weight => weight / sumOf(raw));
  const average = (of: (model: ModelResult) => number) => sumOf(models.map((model, i) => weights[i] * of(model)));
  const mean = average(model => model.mean);
  const statistical = average(model => model.error ** 2);
  const systematic = average(model => (model.mean - mean) ** 2);
  return {
    mean,
    error: Math.sqrt(statistical + systematic),
    statisticalError: Math.sqrt(statistical),
    systematicError: Math.sqrt(systematic),
    weights,
  };
}

/**
 * Plateau value of y(t) averaged over all ranges of at least `shortest` neighbouring points.
 * @param covariance covariance matrix of y
 * @throws RangeError where fewer than `shortest` points are given, and as `leastSquares`
 */
export function averagePlateaux(y: Series, covariance: Matrix, shortest = 2): ModelAverage {
  requireCount(shortest, 'shortest', 1);
  if (y.length < shortest) throw new RangeError(`There are ${y.length} points, a plateau of ${shortest} is wanted.`);
  const models: ModelResult[] = [];
  for (let from = 0; from + shortest <= y.length; from++) {
    for (let to = from + shortest; to <= y.length; to++) {
      const range = Array.from({ length: to - from }, (_, i) => from + i);
      const { parameters, chi2 } = fitConstant({
        x: range,
        y: range.map(t => y[t]),
        covariance: range.map(s => range.map(t => covariance[s][t])),
      });
      models.push({ ...parameters[0], chi2, parameters: 1, cut: y.length - range.length });
    }
  }
  return averageModels(models);
}
