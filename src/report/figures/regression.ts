/** Predictions beside measurements; for lists the errors with and without them. */
import type { Regressed } from '../../analysis/regress/regression.ts';
import type { Figure } from '../frame.ts';
import { element } from '../markup.ts';
import { columnsOf, named } from '../numbers.ts';
import { padded, rangeOf } from '../scale.ts';
import { line } from './marks.ts';

export function regressionFigure(found: Regressed, theory: string): Figure {
  return found.targets.length === 1 ? scatterOf(found, theory) : errorsOf(found, theory);
}

/** Each configuration that corrects, with the line on which predictions would be right. */
function scatterOf({ pairs, targets: [target], learner }: Regressed, theory: string): Figure {
  const range = padded(rangeOf(pairs.flatMap(({ predicted, measured }) => [predicted, measured])));
  return {
    caption: `${target.title}, measured and predicted by ${learner} on the configurations that correct; r = ${target.correlation.toFixed(3)}. ${theory}`,
    xLabel: 'predicted',
    yLabel: 'measured',
    width: 420,
    height: 400,
    xRange: range,
    yRange: range,
    numbers: () =>
      columnsOf(
        ['predicted', `by ${learner}`],
        ['measured', target.title],
        [{ points: pairs.map(({ predicted, measured }) => ({ x: predicted, y: measured })) }],
      ),
    draw: (x, y) => [
      ...pairs.map(({ predicted, measured }) =>
        element('circle', { class: 'cloud fill0', cx: x(predicted), cy: y(measured), r: 2 }),
      ),
      line(
        [
          { x: range[0], y: range[0] },
          { x: range[1], y: range[1] },
        ],
        x,
        y,
        1,
      ),
    ],
  };
}

function errorsOf({ targets, learner }: Regressed, theory: string): Figure {
  const kinds = ['direct', 'corrected', 'combined'] as const;
  const legend = ['measured alone', 'corrected', 'combined'];
  const curves = kinds.map(kind => targets.map((target, k) => ({ x: k, y: target[kind].error })));
  return {
    caption: `Errors measured alone, corrected and combined; ${learner}. ${theory}`,
    xLabel: 'entry',
    yLabel: 'error',
    xRange: padded([0, targets.length - 1], 0.03),
    yRange: rangeOf(curves.flat().flatMap(({ y }) => (y > 0 ? [y] : []))),
    yKind: 'logarithmic',
    legend,
    numbers: () => columnsOf(['entry', 'of the list'], ['error', 'of its mean'], named(legend, curves)),
    draw: (x, y) =>
      curves.map((points, k) =>
        line(
          points.filter(point => point.y > 0),
          x,
          y,
          k,
        ),
      ),
  };
}
