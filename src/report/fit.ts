/** Fits of points as lines of text and tables for other programs. */
import type { Fitted } from '../analysis/fit/fit.ts';
import type { Points } from '../analysis/fit/points.ts';
import type { Table } from '../files/index.ts';
import { curveModels, formatEstimate } from '../measure/statistics/index.ts';
import { plainTable } from './tables.ts';

export interface FitHeading {
  readonly x: string;
  readonly y: string;
}

const shownFits = 12;

export function fitLines({ x, y }: FitHeading, { points, shrinkage }: Points, fitted: Fitted): string[] {
  const { fits, weights, averages, failures } = fitted;
  const order = fits.map((_, i) => i).sort((i, j) => weights[j] - weights[i]);
  const names = ['a', 'b', 'c'].slice(0, Math.max(...fits.map(({ parameters }) => parameters.length)));
  return [
    `${y} against ${x}`,
    ...plainTable([
      ['point', x, y],
      ...points.map(point => [
        point.label,
        shortNumber(point.x),
        formatEstimate({ mean: point.y, error: point.error }),
      ]),
    ]),
    ...(shrinkage === undefined
      ? []
      : [
          `Points of one run are correlated, and fitted so${shrinkage > 0 ? `; correlations shrunk by ${(100 * shrinkage).toFixed(0)} %` : ''}.`,
        ]),
    '',
    ...plainTable([
      ['curve', 'left out', ...names, 'χ²/dof', 'p', 'weight'],
      ...order.slice(0, shownFits).map(i => {
        const { model, cut, parameters, chi2, degreesOfFreedom, pValue } = fits[i];
        return [
          curveModels[model].formula,
          String(cut),
          ...names.map((_, k) => (k < parameters.length ? formatEstimate(parameters[k]) : '')),
          `${chi2.toPrecision(3)}/${degreesOfFreedom}`,
          degreesOfFreedom === 0 ? '—' : pValue.toFixed(3),
          weights[i].toFixed(3),
        ];
      }),
    ]),
    ...(fits.length > shownFits ? [`${fits.length - shownFits} more fits of smaller weight: --json shows them.`] : []),
    ...averages.flatMap(average => [
      '',
      `At ${x} = ${average.x}: ${y} = ${formatEstimate(average)}` +
        (fits.length > 1
          ? `, statistics ${average.statisticalError.toPrecision(2)}, spread of fits ${average.systematicError.toPrecision(2)}.`
          : '.'),
    ]),
    ...failures,
    ...(fits.every(({ degreesOfFreedom, pValue }) => degreesOfFreedom > 0 && pValue < 0.01)
      ? ['No curve describes the points: p is below 0.01 for all. Errors of the fits mean nothing then.']
      : []),
  ];
}

const shortNumber = (value: number) => String(Number(value.toPrecision(7)));

/** One row for each fit. */
export function fitTable({ x, y }: FitHeading, { fits, weights, averages }: Fitted): Table {
  const column = (name: string, description: string, of: (i: number) => number) => ({
    ...{ name, description, unit: '1' },
    values: Float64Array.from(fits, (_, i) => of(i)),
  });
  const parameter = (name: string, k: number) => [
    column(name, `${name} of the curve`, i => fits[i].parameters[k]?.mean ?? Number.NaN),
    column(`${name}Error`, `error of ${name}`, i => fits[i].parameters[k]?.error ?? Number.NaN),
  ];
  return {
    columns: [
      { name: 'model', description: 'curve', unit: '', values: fits.map(({ model }) => model) },
      column('cut', 'points left out at the largest x', i => fits[i].cut),
      ...['a', 'b', 'c'].flatMap(parameter),
      column('chi2', 'χ²', i => fits[i].chi2),
      column('degreesOfFreedom', 'degrees of freedom', i => fits[i].degreesOfFreedom),
      column('weight', 'in the average over fits', i => weights[i]),
      ...averages.flatMap(({ x: at }, k) => [
        column(`at${at}`, `the curve at x = ${at}`, i => fits[i].values[k].mean),
        column(`at${at}Error`, `its error`, i => fits[i].values[k].error),
      ]),
    ],
    attributes: { program: 'cask fit', x, y },
  };
}
