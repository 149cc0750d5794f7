/** A quantity against the trajectory number, with the borders between phases. */
import type { Measured } from '../../measure/statistics/index.ts';
import type { LogRecord } from '../driver.ts';
import { figure } from './frame.ts';
import { element, escapeText } from './markup.ts';
import { type Point, thinned } from './points.ts';
import { padded, rangeOf, type Scale } from './scale.ts';

export interface HistoryOptions {
  readonly caption: string;
  readonly yLabel: string;
  /** The whole run, for the axis and the borders. */
  readonly records: readonly LogRecord[];
  readonly points: readonly Point[];
  /** A band mean ± error over production. */
  readonly band?: Measured;
  /** The vertical axis; by default as far as the points reach. */
  readonly yRange?: readonly [number, number];
}

/** Draws a history; undefined when there is nothing to draw. */
export function history({ caption, yLabel, records, points, band, yRange }: HistoryOptions): string | undefined {
  if (points.length === 0) return undefined;
  const heights = points.map(({ y }) => y);
  return figure({
    caption,
    xLabel: 'trajectory',
    yLabel,
    xRange: [records[0].trajectory - 1, records.at(-1)!.trajectory],
    yRange: yRange ?? padded(rangeOf(heights)),
    draw: (x, y) => [
      ...borders(records, x, y),
      curve(points, x, y),
      ...(band === undefined ? [] : [bandOf(band, records, x, y)]),
    ],
  });
}

function curve(points: readonly Point[], x: Scale, y: Scale): string {
  const corners = thinned(points).map(point => `${x(point.x).toFixed(1)},${y(point.y).toFixed(1)}`);
  if (corners.length > 1) return element('polyline', { class: 'curve', points: corners.join(' ') });
  return element('circle', { class: 'dot', cx: x(points[0].x), cy: y(points[0].y), r: 2.5 });
}

function bandOf(band: Measured, records: readonly LogRecord[], x: Scale, y: Scale): string {
  const first = records.find(record => record.phase === 'production')?.trajectory ?? x.from;
  const top = y(band.mean + band.error);
  const box = { x: x(first), y: top, width: x(x.to) - x(first), height: Math.max(y(band.mean - band.error) - top, 1) };
  return element('rect', { class: 'band', ...box });
}

const widthOfLetter = 6.5;

/** A dashed line where each phase begins, and above it the name, where there is room for it. */
function borders(records: readonly LogRecord[], x: Scale, y: Scale): string[] {
  const starts = records.filter((record, index) => index === 0 || record.phase !== records[index - 1].phase);
  return starts.map(({ trajectory, phase }, index) => {
    const at = x(trajectory - 1);
    const next = starts[index + 1];
    const room = (next === undefined ? x(x.to) : x(next.trajectory - 1)) - at;
    const line = element('line', { class: 'border', x1: at, x2: at, y1: y(y.from), y2: y(y.to) });
    const name = element('text', { class: 'phase', x: at + 2, y: y(y.to) - 5 }, escapeText(phase));
    return room > widthOfLetter * phase.length ? line + name : line;
  });
}
