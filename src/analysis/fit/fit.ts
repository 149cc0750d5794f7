/** Fits of points by several curves, with the points at the largest x left out one after the other, and their average. */
import {
  averageModels,
  type CurveModelName,
  curveAt,
  curveModels,
  type Fit,
  fitCurve,
  type Measured,
  type ModelAverage,
} from '../../measure/statistics/index.ts';
import { InputError } from '../../runfile/input/problem.ts';
import type { Points } from './points.ts';

export interface FitAsk {
  readonly models: readonly CurveModelName[];
  /** So many of the points at the largest x are left out, one after the other. */
  readonly cut: number;
  /** Where the curve is asked for. */
  readonly at: readonly number[];
}

export interface CurveFit extends Fit {
  readonly model: CurveModelName;
  /** Points left out. */
  readonly cut: number;
  /** The curve at each x asked for. */
  readonly values: readonly Measured[];
}

export interface Fitted {
  readonly fits: readonly CurveFit[];
  /** By Akaike's criterion, at each x asked for. */
  readonly averages: readonly (ModelAverage & { readonly x: number })[];
  readonly weights: readonly number[];
  /** Fits that could not be made, with the reason. */
  readonly failures: readonly string[];
}

/** @throws InputError where no fit can be made */
export function fitPoints({ points, covariance }: Points, { models, cut: mostCut, at }: FitAsk): Fitted {
  const order = points.map((_, i) => i).sort((i, j) => points[i].x - points[j].x);
  const failures: string[] = [];
  const fits = models.flatMap(model =>
    Array.from({ length: mostCut + 1 }, (_, cut) => cut).flatMap((cut): CurveFit[] => {
      const kept = order.slice(0, order.length - cut);
      const { parameters } = curveModels[model];
      if (kept.length < parameters.length) {
        failures.push(`${model} needs ${parameters.length} points; ${kept.length} are left.`);
        return [];
      }
      try {
        const fit = fitCurve(model, {
          x: kept.map(i => points[i].x),
          y: kept.map(i => points[i].y),
          covariance: kept.map(i => kept.map(j => covariance[i][j])),
        });
        return [{ ...fit, model, cut, values: at.map(x => curveAt(model, fit, x)) }];
      } catch (error) {
        if (!(error instanceof RangeError)) throw error;
        failures.push(`${model} of ${kept.length} points: ${error.message}`);
        return [];
      }
    }),
  );
  if (fits.length === 0) throw new InputError(['No fit could be made.', ...failures]);
  const average = (values: (fit: CurveFit) => Measured) =>
    averageModels(
      fits.map(fit => ({ ...values(fit), chi2: fit.chi2, parameters: fit.parameters.length, cut: fit.cut })),
    );
  const { weights } = average(({ parameters }) => parameters[0]);
  return { fits, weights, failures, averages: at.map((x, k) => ({ x, ...average(({ values }) => values[k]) })) };
}
