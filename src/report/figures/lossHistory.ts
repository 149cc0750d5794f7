/** The loss while a network learns: median over stretches with the band that holds two thirds, over the faint single values. */
import type { FrameOptions } from '../frame.ts';
import { element } from '../markup.ts';
import { type Point, thinned } from '../points.ts';
import { padded, rangeOf, type Scale } from '../scale.ts';
import { line } from './marks.ts';

/** A stretch of trajectories. */
export interface SmoothedPoint {
  readonly x: number;
  readonly low: number;
  readonly middle: number;
  readonly high: number;
}

const stretches = 40;
const fewest = 4;

/** Median, and the 16th and 84th percentile, over equal stretches; none where there are too few values. */
export function smoothed(points: readonly Point[]): SmoothedPoint[] {
  const number = Math.min(stretches, Math.floor(points.length / fewest));
  return Array.from({ length: number }, (_, k) => {
    const own = points.slice(Math.floor((k * points.length) / number), Math.floor(((k + 1) * points.length) / number));
    const heights = own.map(({ y }) => y).sort((a, b) => a - b);
    const at = (share: number) => heights[Math.min(heights.length - 1, Math.floor(share * heights.length))];
    return { x: (own[0].x + own[own.length - 1].x) / 2, low: at(0.16), middle: at(0.5), high: at(0.84) };
  });
}

/** A loss falls by powers of ten: then its axis is logarithmic. The bands set the range, single trajectories may leave it. */
export function lossScale(points: readonly Point[]): Pick<FrameOptions, 'yKind' | 'yRange'> {
  const bands = smoothed(points);
  const [low, high] = rangeOf(bands.flatMap(band => [band.low, band.high]));
  if (low > 0 && high > 20 * low) return { yKind: 'logarithmic', yRange: [low / 1.5, high * 1.5] };
  return { yRange: padded([low, high], 0.2) };
}

/** Draws it in place of the plain line of a history. */
export function smoothedMarks(points: readonly Point[], x: Scale, y: Scale, k: number): string[] {
  const stretch = smoothed(points);
  if (stretch.length < 3) return [line(points, x, y, k)];
  const corner = (at: number, height: number) => `${x(at).toFixed(1)},${y(height).toFixed(1)}`;
  const outline = [
    ...stretch.map(({ x: at, high }) => corner(at, high)),
    ...stretch.toReversed().map(({ x: at, low }) => corner(at, low)),
  ];
  const within = (height: number) => Math.min(Math.max(height, y.from), y.to);
  const raw = thinned(points).map(point => corner(point.x, within(point.y)));
  return [
    element('polyline', { class: `curve faintCurve curve${k}`, points: raw.join(' ') }),
    element('polygon', { class: 'band', points: outline.join(' ') }),
    line(
      stretch.map(({ x: at, middle }) => ({ x: at, y: middle })),
      x,
      y,
      k,
    ),
  ];
}

export const smoothedCaption =
  '; faint: single trajectories, line and band: median and the middle two thirds of stretches';
