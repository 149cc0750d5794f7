/**
 * t²⟨E(t)⟩ along a gradient flow, with t₀ where it reaches 0.3 (M. Lüscher, JHEP 08 (2010) 071, arXiv:1006.4518). The
 * list holds E(t); its axis is the flow time in units of a².
 */
import { flowReference } from '../../measure/observables/index.ts';
import { formatEstimate } from '../../measure/statistics/index.ts';
import type { Figure } from '../frame.ts';
import { columnsOf } from '../numbers.ts';
import { padded, rangeOf } from '../scale.ts';
import { drawnError, line, marker, measured, reach } from './marks.ts';
import { type Plotted, theoryOf } from './plotted.ts';

/** Undefined where there is no such list. */
export function flowFigure(plotted: readonly Plotted[], name: string): Figure | undefined {
  const list = plotted[0].analysis.lists.find(found => found.name === name);
  const curve = list?.curves[0];
  if (list === undefined || curve === undefined) return undefined;
  const points = curve.positions.map((k, i) => {
    const { mean } = list.estimates[k];
    const square = curve.x[i] ** 2;
    return { x: curve.x[i], y: square * mean, error: square * drawnError(list.estimates[k]) };
  });
  const t0 = plotted[0].analysis.derived.find(scalar => scalar.name === `t0.${name}`)?.estimate;
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
    numbers: () => columnsOf(['flowTime', curve.axis], ['t2E', 't²⟨E(t)⟩'], [{ points }]),
    draw: (x, y) => [
      ...(t0 === undefined ? [] : [marker('across', flowReference, x, y), marker('upright', t0.mean, x, y)]),
      line(points, x, y),
      measured(points, x, y),
    ],
  };
}
