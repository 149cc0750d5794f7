/** The marks that figures are made of: curves, points with error bars, steps. Colours go by the number of the curve. */
import type { Measured } from '../../measure/statistics/index.ts';
import { element } from '../markup.ts';
import { type Point, thinned } from '../points.ts';
import type { Scale } from '../scale.ts';
import { curveColours } from '../style.ts';

/** A point with the error of its height. */
export interface MeasuredPoint extends Point {
  readonly error: number;
}

/** The bar of a point; a value that never changed has no error and is drawn without. */
export function drawnError({ error }: Measured): number {
  return Number.isNaN(error) ? 0 : error;
}

/** A line through points; a dot for a single one. */
export function line(points: readonly Point[], x: Scale, y: Scale, k = 0): string {
  const corners = thinned(points).map(point => `${x(point.x).toFixed(1)},${y(point.y).toFixed(1)}`);
  if (corners.length > 1)
    return element('polyline', { class: `curve curve${k % curveColours}`, points: corners.join(' ') });
  return points.map(point => dot(point, x, y, k)).join('');
}

/** Dots with error bars. What lies outside a logarithmic axis is cut off at its end. */
export function measured(points: readonly MeasuredPoint[], x: Scale, y: Scale, k = 0): string {
  const inside = (value: number) => y(Math.min(Math.max(value, y.from), y.to));
  return points
    .map(point => {
      const at = x(point.x);
      const [low, high] = [inside(point.y - point.error), inside(point.y + point.error)];
      const bar = `M${at.toFixed(1)},${low.toFixed(1)}V${high.toFixed(1)}M${(at - 3).toFixed(1)},${low.toFixed(1)}h6M${(at - 3).toFixed(1)},${high.toFixed(1)}h6`;
      return element('path', { class: `whisker curve${k % curveColours}`, d: bar }) + dot(point, x, y, k);
    })
    .join('');
}

function dot(point: Point, x: Scale, y: Scale, k: number): string {
  return element('circle', { class: `fill${k % curveColours}`, cx: x(point.x), cy: y(point.y), r: 2.5 });
}

/** A dashed line across at height `value`, or up and down at position `value`. */
export function marker(direction: 'across' | 'upright', value: number, x: Scale, y: Scale): string {
  const ends =
    direction === 'across'
      ? { x1: x(x.from), x2: x(x.to), y1: y(value), y2: y(value) }
      : { x1: x(value), x2: x(value), y1: y(y.from), y2: y(y.to) };
  return element('line', { class: 'mark', ...ends });
}

/** A mean with its error over a stretch of x; what lies outside the axes is cut off. */
export function band({ mean, error }: Measured, [from, to]: readonly [number, number], x: Scale, y: Scale): string {
  const inside = (value: number) => y(Math.min(Math.max(value, y.from), y.to));
  const top = inside(mean + error);
  const [left, right] = [x(Math.max(from, x.from)), x(Math.min(to, x.to))];
  return element('rect', {
    class: 'band',
    x: left,
    y: top,
    width: right - left,
    height: Math.max(inside(mean - error) - top, 1),
  });
}

/** The area between two curves over the same places. */
export function ribbon(low: readonly Point[], high: readonly Point[], x: Scale, y: Scale): string {
  const inside = (value: number) => y(Math.min(Math.max(value, y.from), y.to));
  const corners = [...low, ...high.toReversed()].map(point => `${x(point.x).toFixed(1)},${inside(point.y).toFixed(1)}`);
  return element('polygon', { class: 'band', points: corners.join(' ') });
}

/** The range of points with their errors. */
export function reach(points: readonly MeasuredPoint[]): number[] {
  return points.flatMap(({ y, error }) => [y - error, y + error]);
}
