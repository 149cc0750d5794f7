/** A heat map of one plane of a lattice: a density site by site, with a bar of its colours. */

import type { Column } from '../../files/index.ts';
import type { Figure } from '../frame.ts';
import { element } from '../markup.ts';
import type { Scale } from '../scale.ts';

export interface Plane {
  /** `rows[y][x]` */
  readonly rows: readonly (readonly number[])[];
  readonly xLabel: string;
  readonly yLabel: string;
  /** What the colours mean. */
  readonly title: string;
  readonly caption: string;
}

const size = 420;
const bar = { width: 14, gap: 14, room: 96, steps: 64 };
/** What the frame takes of the width and of the height. */
const taken = { x: 72 + 16, y: 22 + 44 };

/** Densities of both signs have white at zero, others run from light to dark. */
export function densityFigure({ rows, xLabel, yLabel, title, caption }: Plane): Figure {
  const [across, down] = [rows[0].length, rows.length];
  const values = rows.flat();
  const isSigned = values.some(value => value < 0);
  const largest = Math.max(...values.map(Math.abs), Number.MIN_VALUE);
  const lowest = isSigned ? -largest : Math.min(...values);
  const shade = (value: number) => colourOf((value - lowest) / (largest - lowest || 1), isSigned);
  const cell = (size - taken.x) / Math.max(across, down);
  const plotWidth = cell * across;
  return {
    caption,
    xLabel,
    yLabel,
    width: plotWidth + taken.x + bar.room,
    height: cell * down + taken.y,
    xRange: [-0.5, across - 0.5 + (bar.room / plotWidth) * across],
    yRange: [-0.5, down - 0.5],
    xTicks: wholeNumbers(across),
    yTicks: wholeNumbers(down),
    numbers: () => cells(rows, { xLabel, yLabel, title }),
    draw: (x, y) => [
      ...cellPaths(rows, x, y, shade),
      // Grid lines end where the lattice ends.
      element('rect', {
        class: 'sheet',
        x: x(across - 0.5) + 1,
        y: y(y.to) - 1,
        width: bar.room,
        height: y(y.from) - y(y.to) + 2,
      }),
      ...colourBar(x(across - 0.5) + bar.gap, y, { lowest, largest, shade, title }),
    ],
  };
}

/** A row for each cell. */
function cells(rows: Plane['rows'], { xLabel, yLabel, title }: Pick<Plane, 'xLabel' | 'yLabel' | 'title'>): Column[] {
  const all = rows.flatMap((row, y) => row.map((value, x) => ({ x, y, value })));
  const meanings = { x: xLabel, y: yLabel, value: title };
  return (['x', 'y', 'value'] as const).map(name => ({
    ...{ name, description: meanings[name] },
    values: Float64Array.from(all, cell => cell[name]),
  }));
}

/** The cells of one colour are one path, which keeps maps of many pairs small. */
function cellPaths(rows: Plane['rows'], x: Scale, y: Scale, shade: (value: number) => string): string[] {
  const tenths = (pixels: number) => Math.round(10 * pixels) / 10;
  const [width, height] = [tenths(x(1) - x(0) + 0.3), tenths(y(0) - y(1) + 0.3)];
  const byColour = new Map<string, string>();
  rows.forEach((row, j) => {
    row.forEach((value, i) => {
      const corner = `M${tenths(x(i - 0.5))} ${tenths(y(j + 0.5))}`;
      const colour = shade(value);
      byColour.set(colour, `${byColour.get(colour) ?? ''}${corner}h${width}v${height}h-${width}z`);
    });
  });
  return [...byColour].map(([fill, d]) => element('path', { fill, d }));
}

interface Legend {
  readonly lowest: number;
  readonly largest: number;
  readonly shade: (value: number) => string;
  readonly title: string;
}

function colourBar(left: number, y: Scale, { lowest, largest, shade, title }: Legend): string[] {
  const [bottom, top] = [y(y.from), y(y.to)];
  const step = (bottom - top) / bar.steps;
  const strips = Array.from({ length: bar.steps }, (_, k) =>
    element('rect', {
      x: left,
      y: bottom - (k + 1) * step,
      width: bar.width,
      height: step + 0.3,
      fill: shade(lowest + ((largest - lowest) * (k + 0.5)) / bar.steps),
    }),
  );
  const numbers = [lowest, (lowest + largest) / 2, largest].map((value, k) =>
    element('text', { x: left + bar.width + 5, y: bottom - (k * (bottom - top)) / 2 + 4 }, value.toPrecision(2)),
  );
  return [...strips, ...numbers, element('text', { class: 'legend', x: left, y: top - 8 }, title)];
}

function wholeNumbers(count: number): number[] {
  const step = Math.max(1, Math.ceil(count / 10));
  return Array.from({ length: Math.ceil(count / step) }, (_, k) => k * step);
}

type Rgb = readonly [number, number, number];
const diverging: readonly Rgb[] = [
  [33, 84, 148],
  [247, 247, 247],
  [178, 54, 20],
];
const rising: readonly Rgb[] = [
  [246, 248, 240],
  [95, 173, 160],
  [22, 54, 92],
];

/** Between three colours, linearly; `share` from 0 to 1. */
function colourOf(share: number, isSigned: boolean): string {
  const stops = isSigned ? diverging : rising;
  const place = Math.min(Math.max(share, 0), 1) * 2;
  const k = Math.min(Math.floor(place), 1);
  const mix = (channel: number) =>
    Math.round(stops[k][channel] + (place - k) * (stops[k + 1][channel] - stops[k][channel]));
  return `rgb(${mix(0)},${mix(1)},${mix(2)})`;
}
