/** The figure of a fit: points, and the curve of most weight with its band. */
import type { Fitted } from '../../analysis/fit/fit.ts';
import type { Points } from '../../analysis/fit/points.ts';
import { curveAt, curveModels } from '../../measure/statistics/index.ts';
import type { FitHeading } from '../fit.ts';
import type { Figure } from '../frame.ts';
import { columnsOf } from '../numbers.ts';
import { padded, rangeOf } from '../scale.ts';
import { line, measured, reach, ribbon } from './marks.ts';

const STEPS = 100;

export function fitFigure({ x: xName, y: yName }: FitHeading, { points }: Points, fitted: Fitted): Figure {
  const { fits, weights, averages } = fitted;
  const best = fits[weights.indexOf(Math.max(...weights))];
  const [low, high] = rangeOf([...points.map(({ x }) => x), ...averages.map(({ x }) => x)]);
  const curve = Array.from({ length: STEPS + 1 }, (_, i) => low + ((high - low) * i) / STEPS)
    .map(x => ({ x, ...curveAt(best.model, best, x) }))
    .filter(({ mean, error }) => Number.isFinite(mean + error));
  const asked = averages.map(({ x, mean, error }) => ({ x, y: mean, error }));
  return {
    caption: `${yName} against ${xName} with ${curveModels[best.model].formula}, χ² = ${best.chi2.toPrecision(3)} for ${best.degreesOfFreedom} degrees of freedom${asked.length > 0 ? '; in another colour the averages over fits' : ''}.`,
    xLabel: xName,
    yLabel: yName,
    xRange: padded([low, high], 0.04),
    yRange: padded(rangeOf([...reach([...points, ...asked]), ...curve.map(({ mean }) => mean)])),
    numbers: () =>
      columnsOf(
        ['x', xName],
        ['y', yName],
        [
          { name: 'points', points },
          { name: 'curve', points: curve.map(({ x, mean, error }) => ({ x, y: mean, error })) },
          ...(asked.length > 0 ? [{ name: 'averages over fits', points: asked }] : []),
        ],
      ),
    draw: (x, y) => [
      ribbon(
        curve.map(point => ({ x: point.x, y: point.mean - point.error })),
        curve.map(point => ({ x: point.x, y: point.mean + point.error })),
        x,
        y,
      ),
      line(
        curve.map(point => ({ x: point.x, y: point.mean })),
        x,
        y,
      ),
      measured(points, x, y),
      measured(asked, x, y, 1),
    ],
  };
}
