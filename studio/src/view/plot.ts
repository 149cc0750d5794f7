/** Small figures of the page itself, with the marks of the report. */
import { tableToCsv } from '../../../src/files/index.ts';
import {
  band as bandOf,
  columnsOf,
  drawing,
  type Figure,
  figureStyle,
  line,
  type MeasuredPoint,
  marker,
  measured,
  named,
  numbersOf,
  type Point,
  padded,
  rangeOf,
  standalone,
} from '../../../src/report/index.ts';

/** Points with error bars, or a line through points. */
export type Curve =
  | { readonly points: readonly MeasuredPoint[]; readonly isLine?: false }
  | { readonly points: readonly Point[]; readonly isLine: true };

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
  /** A mean with its error, from some x on. */
  readonly band?: { readonly mean: number; readonly error: number; readonly from: number } | undefined;
}

/** A figure on the page and as files. */
export interface DrawnPlot {
  /** Markup that takes its colours from the page. */
  readonly svg: string;
  readonly file: string;
  readonly csv: string;
}

export function plot({ curves, legend = [], across, band, ...options }: PlotOptions): DrawnPlot {
  const points: (Point & { readonly error?: number })[] = curves.flatMap<Point>(curve => curve.points);
  const reach = points.flatMap(({ y, error = 0 }) => [y - error, y + error]);
  const {
    xRange = padded(rangeOf(points.map(({ x }) => x)), 0.08),
    yRange = padded(rangeOf([...reach, ...(across === undefined ? [] : [across])]), 0.1),
  } = options;
  const figure: Figure = {
    ...options,
    ...{ xRange, yRange, legend, width: 460, height: 290 },
    numbers: () =>
      columnsOf(
        ['x', options.xLabel],
        ['y', options.yLabel],
        named(
          legend,
          curves.map(({ points: own }) => own),
        ),
      ),
    draw: (x, y) => [
      ...(band ? [bandOf(band, [band.from, x.to], x, y)] : []),
      ...(across === undefined ? [] : [marker('across', across, x, y)]),
      ...curves.map((curve, k) => (curve.isLine ? line : measured)(curve.points as MeasuredPoint[], x, y, k)),
    ],
  };
  return { svg: drawing(figure, {}, figureStyle), file: standalone(figure), csv: tableToCsv(numbersOf(figure)) };
}

export const exactPoint = (x: number, y: number): MeasuredPoint => ({ x, y, error: 0 });
