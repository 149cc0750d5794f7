/**
 * t²⟨E(t)⟩ along a gradient flow, with t₀ where it reaches 0.3 (M. Lüscher, JHEP 08 (2010) 071, arXiv:1006.4518). The
 * list holds E(t), or t²E(t) where its name says so; its axis is the flow time in units of a².
 */
import { flowReference, flowTimeT0 } from '../../../measure/observables/index.ts';
import { type Estimate, formatEstimate, jackknifeDerived } from '../../../measure/statistics/index.ts';
import type { List } from '../../analyse/list.ts';
import type { FrameOptions } from '../frame.ts';
import { padded, rangeOf } from '../scale.ts';
import { line, marker, measured, reach } from './marks.ts';
import { type Plotted, theoryOf } from './plotted.ts';

/** Undefined where there is no such list. */
export function flowFigure(plotted: readonly Plotted[], name: string): FrameOptions | undefined {
  const list = plotted[0].analysis.lists.find(found => found.name === name);
  const curve = list?.curves[0];
  if (list === undefined || curve === undefined) return undefined;
  const isRescaled = /t2|tSquared/i.test(name);
  const factor = (t: number) => (isRescaled ? 1 : t ** 2);
  const points = curve.positions.map((k, i) => {
    const { mean, error } = list.estimates[k];
    return { x: curve.x[i], y: factor(curve.x[i]) * mean, error: factor(curve.x[i]) * error };
  });
  const t0 = scaleT0(plotted[0], list, curve.x, isRescaled);
  const words =
    t0 === undefined
      ? `it does not reach ${flowReference} in this range`
      : `it reaches ${flowReference} at t₀/a² = ${formatEstimate(t0)}`;
  return {
    caption: `t²⟨E(t)⟩ along the gradient flow; ${words}. ${theoryOf([plotted[0]])}`,
    xLabel: curve.axis,
    yLabel: 't²⟨E⟩',
    xRange: padded(rangeOf([0, ...points.map(({ x }) => x)]), 0.02),
    yRange: padded(rangeOf([0, ...reach(points)])),
    draw: (x, y) => [
      ...(t0 === undefined ? [] : [marker('across', flowReference, x, y), marker('upright', t0.mean, x, y)]),
      line(points, x, y),
      measured(points, x, y),
    ],
  };
}

function scaleT0(
  { analysis }: Plotted,
  { name, binSize }: List,
  times: readonly number[],
  isRescaled: boolean,
): Estimate | undefined {
  const { pieces, stride } = analysis.chains.get(name)!;
  const series = pieces.map(list => list.flatMap(piece => Array.from(piece)));
  // At t = 0 nothing has flowed yet: t²E is 0 there.
  const first = times[0] === 0 ? 1 : 0;
  const flowed = times.slice(first);
  if (flowed.length < 2) return undefined;
  const crossing = (means: readonly number[]) => {
    const energies = means.slice(first).map((mean, k) => (isRescaled ? mean / flowed[k] ** 2 : mean));
    return flowTimeT0(flowed, energies) ?? Number.NaN;
  };
  try {
    return jackknifeDerived(crossing, series, { binSize, stride });
  } catch (error) {
    // A curve that does not reach the reference has no scale.
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}
