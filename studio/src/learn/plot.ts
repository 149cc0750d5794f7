/** Small figures of experiments, with the marks of the report. */
import {
  drawing,
  figureStyle,
  line,
  type MeasuredPoint,
  marker,
  measured,
  padded,
  rangeOf,
} from '../../../src/report/index.ts';

export interface Curve {
  readonly points: readonly MeasuredPoint[];
  /** A line through the points, not the points themselves. */
  readonly isLine?: boolean;
}

export interface PlotOptions {
  readonly caption: string;
  readonly xLabel: string;
  readonly yLabel: string;
  readonly curves: readonly Curve[];
  readonly legend?: readonly string[];
  readonly xRange?: readonly [number, number];
  readonly yRange?: readonly [number, number];
  /** A dashed line across. */
  readonly across?: number;
}

export function plot({ curves, legend = [], across, ...options }: PlotOptions): string {
  const points = curves.flatMap(curve => curve.points);
  const reach = points.flatMap(({ y, error }) => [y - error, y + error]);
  const {
    xRange = padded(rangeOf(points.map(({ x }) => x)), 0.08),
    yRange = padded(rangeOf([...reach, ...(across === undefined ? [] : [across])]), 0.1),
  } = options;
  return drawing(
    {
      ...options,
      ...{ xRange, yRange, legend, width: 460, height: 290 },
      draw: (x, y) => [
        ...(across === undefined ? [] : [marker('across', across, x, y)]),
        ...curves.map(({ points: own, isLine }, k) => (isLine ? line(own, x, y, k) : measured(own, x, y, k))),
      ],
    },
    {},
    figureStyle,
  );
}

export const exactPoint = (x: number, y: number): MeasuredPoint => ({ x, y, error: 0 });
