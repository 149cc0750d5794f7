/** Curves y(x) that points are fitted with, by name. */

import type { Measured } from './estimate.ts';
import { type Fit, type FitData, leastSquares, type Model } from './fits.ts';
import type { Series } from './series.ts';

export interface CurveModel {
  readonly formula: string;
  readonly parameters: readonly string[];
  readonly f: Model;
  /** First guess. */
  readonly start: (x: Series, y: Series) => number[];
}

const meanOf = (values: Series) => Array.from(values).reduce((a, b) => a + b, 0) / values.length;

/** Slope and value at 0 of the straight line through points of equal weight. */
function straight(x: readonly number[], y: readonly number[]): [number, number] {
  const [mx, my] = [meanOf(x), meanOf(y)];
  const slope =
    x.reduce((sum, value, i) => sum + (value - mx) * (y[i] - my), 0) /
    x.reduce((sum, value) => sum + (value - mx) ** 2, 0);
  return [my - slope * mx, slope];
}

/** log|y| against x or log x, with the sign of y: where a power or an exponential begins. */
function logarithmic(x: Series, y: Series, ofX: (x: number) => number): [number, number] {
  const [height, slope] = straight(
    Array.from(x, ofX),
    Array.from(y, value => Math.log(Math.abs(value))),
  );
  return [Math.sign(meanOf(y)) * Math.exp(height), slope];
}

export const curveModels = {
  constant: {
    formula: 'a',
    parameters: ['a'],
    f: (_, [a]) => a,
    start: (_, y) => [meanOf(y)],
  },
  linear: {
    formula: 'a + b x',
    parameters: ['a', 'b'],
    f: (x, [a, b]) => a + b * x,
    start: (_, y) => [meanOf(y), 0],
  },
  quadratic: {
    formula: 'a + b x + c x²',
    parameters: ['a', 'b', 'c'],
    f: (x, [a, b, c]) => a + x * (b + c * x),
    start: (_, y) => [meanOf(y), 0, 0],
  },
  power: {
    formula: 'a x^b',
    parameters: ['a', 'b'],
    f: (x, [a, b]) => a * x ** b,
    start: (x, y) => logarithmic(x, y, Math.log),
  },
  offsetPower: {
    formula: 'a + b x^c',
    parameters: ['a', 'b', 'c'],
    f: (x, [a, b, c]) => a + b * x ** c,
    start: (x, y) => [...straight(Array.from(x), Array.from(y)), 1],
  },
  exponential: {
    formula: 'a exp(b x)',
    parameters: ['a', 'b'],
    f: (x, [a, b]) => a * Math.exp(b * x),
    start: (x, y) => logarithmic(x, y, value => value),
  },
} as const satisfies Readonly<Record<string, CurveModel>>;

export type CurveModelName = keyof typeof curveModels;

/** Fits a curve. Errors as {@link leastSquares} */
export function fitCurve(name: CurveModelName, data: FitData): Fit {
  const { f, start }: CurveModel = curveModels[name];
  return leastSquares(f, data, start(data.x, data.y));
}

/** The curve at x with its error, from the covariance of the parameters. */
export function curveAt(name: CurveModelName, { parameters, covariance }: Fit, x: number): Measured {
  const { f }: CurveModel = curveModels[name];
  const values = parameters.map(({ mean }) => mean);
  const gradient = values.map((value, k) => {
    const step = Math.cbrt(Number.EPSILON) * (Math.abs(value) || 1);
    return (f(x, values.with(k, value + step)) - f(x, values.with(k, value - step))) / (2 * step);
  });
  const variance = gradient.reduce(
    (sum, a, i) => sum + gradient.reduce((inner, b, j) => inner + a * b * covariance[i][j], 0),
    0,
  );
  return { mean: f(x, values), error: Math.sqrt(Math.max(0, variance)) };
}
