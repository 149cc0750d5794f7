/** Figures of reweighted runs: a moment against the coupling with its band, and what each run gives by itself. */
import type { MomentName, Reweighting } from '../../analysis/reweight/reweight.ts';
import type { Figure } from '../frame.ts';
import { columnsOf } from '../numbers.ts';
import { latticeName, momentMeanings } from '../reweighting.ts';
import { padded, rangeOf } from '../scale.ts';
import { line, measured, reach, ribbon } from './marks.ts';

export function reweightingFigure(found: Reweighting, theory: string, moment: MomentName): Figure {
  const curves = found.lattices.map(lattice => ({
    name: latticeName(lattice),
    points: lattice.points.map(point => ({ x: point.coupling, y: point[moment].mean, error: point[moment].error })),
    own: lattice.runs.map(({ coupling, own }) => ({ x: coupling, y: own[moment].mean, error: own[moment].error })),
  }));
  const all = curves.flatMap(({ points, own }) => [...points, ...own]);
  return {
    caption: `${momentMeanings[moment]}, m = ${found.title}, from all runs taken together (bands) and from each (points). ${theory}`,
    xLabel: found.key === 'model.beta' ? '1/T' : 'β',
    yLabel: momentMeanings[moment],
    xRange: padded(rangeOf(all.map(({ x }) => x)), 0.03),
    yRange: padded(rangeOf(reach(all))),
    ...(curves.length > 1 ? { legend: curves.map(({ name }) => name) } : {}),
    numbers: () =>
      columnsOf(
        ['coupling', found.key],
        ['moment', momentMeanings[moment]],
        curves.flatMap(({ name, points, own }) => [
          { name: `${name}, together`, points },
          { name: `${name}, each run`, points: own },
        ]),
      ),
    draw: (x, y) =>
      curves.flatMap(({ points, own }, k) => [
        ribbon(
          points.map(point => ({ x: point.x, y: point.y - point.error })),
          points.map(point => ({ x: point.x, y: point.y + point.error })),
          x,
          y,
        ),
        line(points, x, y, k),
        measured(own, x, y, k),
      ]),
  };
}
