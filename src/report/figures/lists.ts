/** Lists against what their positions stand for: correlators, loops, flow curves; and effective masses. */

import { effectiveMassPoints, type List } from '../../analysis/list.ts';
import { fittedMassPoints } from '../../analysis/masses.ts';
import { formatEstimate } from '../../measure/statistics/index.ts';
import type { Figure } from '../frame.ts';
import { columnsOf, named } from '../numbers.ts';
import { padded, rangeOf } from '../scale.ts';
import { band, drawnError, line, type MeasuredPoint, measured, reach } from './marks.ts';
import { type Plotted, theoryOf } from './plotted.ts';

function listNamed({ analysis }: Plotted, name: string): List | undefined {
  return analysis.lists.find(list => list.name === name);
}

/** All curves of a list of the first run; on a logarithmic axis where all values are positive and fall. */
export function listFigure(plotted: readonly Plotted[], name: string): Figure | undefined {
  const list = listNamed(plotted[0], name);
  if (list === undefined || list.curves.length === 0) return undefined;
  const curves = list.curves.map(({ positions, x }): MeasuredPoint[] =>
    positions.map((k, i) => ({ x: x[i], y: list.estimates[k].mean, error: drawnError(list.estimates[k]) })),
  );
  const all = curves.flat();
  const { shape } = list;
  const isSteep = (shape === 'correlator' || shape === 'loops') && all.every(({ y }) => y > 0);
  const values = isSteep
    ? all.map(({ y, error }) => Math.max(y - error, y / 3)).concat(all.map(({ y, error }) => y + error))
    : reach(all);
  return {
    caption: `${list.title} with errors by the Γ-method. ${theoryOf([plotted[0]])}`,
    xLabel: list.curves[0].axis,
    yLabel: list.unit === '' || list.unit === '1' ? list.title : `${list.title}  [${list.unit}]`,
    xRange: padded(rangeOf(all.map(({ x }) => x)), 0.03),
    yRange: isSteep ? rangeOf(values) : padded(rangeOf(values)),
    yKind: isSteep ? 'logarithmic' : 'linear',
    legend: list.curves.map(curve => curve.name),
    numbers: () =>
      columnsOf(
        ['x', list.curves[0].axis],
        ['y', list.title],
        named(
          list.curves.map(curve => curve.name),
          curves,
        ),
      ),
    draw: (x, y) =>
      curves.map((points, k) => (/AlongFlow$/.test(shape) ? line(points, x, y, k) : '') + measured(points, x, y, k)),
  };
}

/**
 * Effective masses with the fit of most weight as a line and the mass that all fits together give as a band over its range; or
 * effective potentials of Wilson loops. Undefined where the list has none.
 */
export function massFigure(plotted: readonly Plotted[], name: string): Figure | undefined {
  const list = listNamed(plotted[0], name);
  const curves = list?.curves.map(effectiveMassPoints) ?? [];
  const all = curves.flat();
  if (list === undefined || all.length === 0) return undefined;
  const kinds = [...new Set(list.curves.flatMap(({ masses }) => (masses === undefined ? [] : [masses.kind])))];
  const isPotential = list.shape === 'loops';
  const fits = list.curves.flatMap(({ name: curve, masses, positions }, k) =>
    masses?.fit === undefined ? [] : [{ ...masses.fit, curve, k, points: fittedMassPoints(masses, positions.length) }],
  );
  const values = fits.map(({ curve, mass }) => `${curve === '' ? '' : `${curve}: `}${formatEstimate(mass)}`);
  const fitted = fits.length === 0 ? '' : ` Bands: fits, averaged: ${values.join('; ')}; line: the fit of most weight.`;
  const known = all.filter(({ y, error }) => error < Math.abs(y) || error === 0);
  return {
    caption: `${isPotential ? 'Effective potential' : 'Effective mass'} (${kinds.join(', ')}) of the ${list.title}, jackknife over bins of ${list.binSize}.${fitted} ${theoryOf([plotted[0]])}`,
    xLabel: list.curves[0].axis,
    yLabel: isPotential ? 'a V' : 'a m_eff',
    xRange: padded(rangeOf(all.map(({ x }) => x)), 0.03),
    yRange: padded(rangeOf([...reach(known), ...fits.map(({ mass }) => mass.mean)])),
    legend: list.curves.map(curve => curve.name),
    numbers: () =>
      columnsOf(
        ['x', list.curves[0].axis],
        ['y', isPotential ? 'a V' : 'a m_eff'],
        [
          ...named(
            list.curves.map(curve => curve.name),
            curves,
          ),
          ...fits.map(({ curve, points }) => ({ name: `${curve} fit`.trim(), points })),
        ],
      ),
    draw: (x, y) => {
      const inside = <P extends { readonly y: number }>(points: readonly P[]) =>
        points.filter(({ y: mass }) => mass >= y.from && mass <= y.to);
      return [
        ...fits.flatMap(({ mass, models: [{ from, to }], points, k }) => [
          band(mass, [from, to], x, y),
          line(inside(points), x, y, k),
        ]),
        ...curves.map((points, k) => measured(inside(points), x, y, k)),
      ];
    },
  };
}
