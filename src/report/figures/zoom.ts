/**
 * Where a history is looked at. What counts sets the scale; a start from far away would otherwise press the rest into a
 * line. The whole of it then stands small above the curve.
 */
import { element } from '../markup.ts';
import type { Point } from '../points.ts';
import { isLostInRounding, linearScale, padded, rangeOf, type Scale } from '../scale.ts';
import { line } from './marks.ts';

export interface Zoom {
  readonly yRange: readonly [number, number];
  /** Marks of the small picture of the whole; none where nothing lies outside. */
  whole(x: Scale, y: Scale): string[];
  /** Points with what lies outside cut off at the edge. */
  inside(points: readonly Point[]): readonly Point[];
}

/** The whole may reach this many times as far as what counts before it is cut off. */
const farther = 2.5;
/** Room above the curve for the whole, in heights of the curve. */
const room = 0.45;

/** @param first the first trajectory that counts */
export function zoomOf(curves: readonly (readonly Point[])[], first: number): Zoom {
  const heights = (points: readonly Point[]) => points.map(({ y }) => y);
  const all = rangeOf(curves.flatMap(heights));
  const counted = curves.map(points => points.filter(({ x }) => x >= first));
  const range = rangeOf(counted.flatMap(heights));
  const [low, high] = padded(range, 0.08);
  const span = high - low;
  const isFar =
    counted.some(points => points.length >= 8) && all[1] - all[0] > farther * span && !isLostInRounding(range);
  if (!isFar) return { yRange: padded(all), whole: () => [], inside: points => points };
  const top = high + room * span;
  return {
    yRange: [low, top],
    inside: points => points.map(({ x, y }) => ({ x, y: Math.min(Math.max(y, low), high) })),
    whole(x, y) {
      const [right, up, down] = [x(x.to), y(top), y(high) - 6];
      const left = right - 0.36 * (right - x(x.from));
      const small = {
        x: linearScale([x.from, x.to], [left + 4, right - 4]),
        y: linearScale(all, [down - 4, up + 12]),
      };
      return [
        element('rect', { class: 'inset', x: left, y: up, width: right - left, height: down - up }),
        element('text', { x: left + 5, y: up + 11 }, 'the whole run'),
        ...curves.map((points, k) => line(points, small.x, small.y, k)),
      ];
    },
  };
}
