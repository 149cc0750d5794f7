/**
 * The static potential V(R) from Wilson loops: log W(R,T)/W(R,T+1) against R, one curve for each T. Where curves of
 * growing T lie on each other, excited states are gone.
 */
import { loopCurves } from '../../analysis/potential.ts';
import type { FrameOptions } from '../frame.ts';
import { padded, rangeOf } from '../scale.ts';
import { type MeasuredPoint, measured, reach } from './marks.ts';
import { type Plotted, theoryOf } from './plotted.ts';

/** Undefined where the list does not hold loops of two distances at least. */
export function potentialFigure(plotted: readonly Plotted[], name: string): FrameOptions | undefined {
  const list = plotted[0].analysis.lists.find(found => found.name === name);
  const byTime = new Map<number, MeasuredPoint[]>();
  for (const { separation, curve } of list === undefined ? [] : loopCurves(list)) {
    const distance = Math.hypot(...separation);
    for (const entry of curve.masses?.values ?? []) {
      if ('failure' in entry) continue;
      const { mean, error } = entry.mass;
      // Noise beyond its own size is no point of a potential.
      if (error > Math.abs(mean) / 2) continue;
      const time = curve.x[entry.t];
      byTime.set(time, [...(byTime.get(time) ?? []), { x: distance, y: mean, error }]);
    }
  }
  const curves = [...byTime].sort(([one], [other]) => one - other);
  const all = curves.flatMap(([, points]) => points);
  if (list === undefined || new Set(all.map(({ x }) => x)).size < 2) return undefined;
  return {
    caption: `Static potential a V(R) = log W(R,T)/W(R,T+1), jackknife over bins of ${list.binSize}. ${theoryOf([plotted[0]])}`,
    xLabel: 'R/a',
    yLabel: 'a V(R)',
    xRange: padded(rangeOf([0, ...all.map(({ x }) => x)]), 0.04),
    yRange: padded(rangeOf([0, ...reach(all)])),
    legend: curves.map(([time]) => `T = ${time}`),
    draw: (x, y) => curves.map(([, points], k) => measured(points, x, y, k)),
  };
}
