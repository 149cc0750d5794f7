/** A quantity against the trajectory number, with the borders between phases. */
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
  readonly band?: { readonly mean: number; readonly error: number };
}

/** Draws a history; undefined when there is nothing to draw. */
export function history({ caption, yLabel, records, points, band }: HistoryOptions): string | undefined {
  if (points.length === 0) return undefined;
  const heights = points.map(({ y }) => y);
  const inBand = band === undefined ? [] : [band.mean - band.error, band.mean + band.error];
  return figure({
    caption,
    xLabel: 'trajectory',
    yLabel,
    xRange: [records[0].trajectory - 1, records.at(-1)!.trajectory],
    yRange: padded(rangeOf([...heights, ...inBand])),
    draw: (x, y) => [
      ...(band === undefined ? [] : [bandOf(band, records, x, y)]),
      ...borders(records, x, y),
      curve(points, x, y),
    ],
  });
}

function curve(points: readonly Point[], x: Scale, y: Scale): string {
  const corners = thinned(points).map(point => `${x(point.x).toFixed(1)},${y(point.y).toFixed(1)}`);
  if (corners.length > 1) return element('polyline', { class: 'curve', points: corners.join(' ') });
  return element('circle', { class: 'dot', cx: x(points[0].x), cy: y(points[0].y), r: 2.5 });
}

function bandOf(band: { mean: number; error: number }, records: readonly LogRecord[], x: Scale, y: Scale): string {
  const first = records.find(record => record.phase === 'production')?.trajectory ?? x.from;
  const top = y(band.mean + band.error);
  const box = { x: x(first), y: top, width: x(x.to) - x(first), height: Math.max(y(band.mean - band.error) - top, 1) };
  return element('rect', { class: 'band', ...box });
}

/** A dashed line and a name where each phase begins. */
function borders(records: readonly LogRecord[], x: Scale, y: Scale): string[] {
  const starts = records.filter((record, index) => index === 0 || record.phase !== records[index - 1].phase);
  return starts.map(({ trajectory, phase }) => {
    const at = x(trajectory - 1);
    const line = element('line', { class: 'border', x1: at, x2: at, y1: y(y.from), y2: y(y.to) });
    return line + element('text', { class: 'phase', x: at + 4, y: y(y.to) + 12 }, escapeText(phase));
  });
}
