/** Points (x, y) to fit a curve through: of run folders, or of a table. */
import { InputError } from '../../runfile/input/problem.ts';
import { type Analysis, analyse } from '../analysis.ts';
import { relate } from '../relation.ts';
import { fingerprintsOf, type RunData, runName } from '../runData.ts';
import type { Scalar } from '../scalar.ts';
import { listBehind } from '../scales.ts';
import { baseAndLabel } from '../variants.ts';
import { covarianceByBlocks } from './blocks.ts';
import { type Quantity, transformed } from './quantity.ts';

export interface Point {
  /** Where it comes from: a run, a row. */
  readonly label: string;
  readonly x: number;
  readonly y: number;
  readonly error: number;
}

/** A column of a table: numbers, or texts. */
export interface TableColumn {
  readonly name: string;
  readonly values: Float64Array | readonly string[];
}

export interface Points {
  readonly points: readonly Point[];
  readonly covariance: readonly (readonly number[])[];
  /** How much correlations within one run were shrunk; undefined where there are none. */
  readonly shrinkage?: number;
}

/** @throws InputError where a column is missing, holds text, or an error is not positive */
export function pointsOfTable(
  columns: readonly TableColumn[],
  { x, y, error }: { readonly x: Quantity; readonly y: Quantity; readonly error: string },
  path: string,
): Points {
  const column = (name: string): Float64Array => {
    const found = columns.find(one => one.name === name);
    if (found === undefined) {
      throw new InputError([`${path} has no column ${name}; it has ${columns.map(one => one.name).join(', ')}.`]);
    }
    if (found.values instanceof Float64Array) return found.values;
    throw new InputError([`${path}: the column ${name} holds text; expected numbers.`]);
  };
  const [xs, ys, errors] = [column(x.name), column(y.name), column(error)];
  const points = Array.from(xs, (at, row) => {
    const [high, sigma] = transformed(y, ys[row], errors[row]);
    return { label: `row ${row + 1}`, x: transformed(x, at)[0], y: high, error: sigma };
  });
  return { points: usable(points, path), covariance: diagonal(points) };
}

/**
 * One point for each run, or for each setting of an observable in it; replicas of one theory are joined.
 *
 * @throws InputError where a run has no such estimate or no such x
 */
export function pointsOfRuns(
  runs: readonly RunData[],
  { x, y, start }: { readonly x: Quantity; readonly y: Quantity; readonly start?: number },
): Points {
  const groups = [...Map.groupBy(runs, ({ resolved }) => JSON.stringify(fingerprintsOf(resolved))).values()];
  const shrunk: number[] = [];
  const blocks = groups.map(group => {
    relate(group);
    const estimates = (some: readonly RunData[]) => {
      const analysis = analyse(some, {
        observables: [y.name],
        ...(start === undefined ? {} : { from: start }),
      });
      return { analysis, found: scalarsCalled(analysis, y.name) };
    };
    const name = group.map(runName).join(' + ');
    const { analysis, found } = estimates(group);
    if (found.length === 0) throw missing(analysis, y.name, name);
    const points = found.map(({ name: own, estimate }) => {
      const [high, sigma] = transformed(y, estimate.mean, estimate.error);
      const at = transformed(x, placeOf(analysis, own, group[0], x.name))[0];
      return { label: found.length === 1 ? name : `${name} ${own}`, x: at, y: high, error: sigma };
    });
    if (points.length === 1) return { points, covariance: diagonal(points) };
    const { covariance, shrinkage } = covarianceByBlocks(group, points, some =>
      estimates(some).found.map(({ estimate }) => transformed(y, estimate.mean)[0]),
    );
    shrunk.push(shrinkage);
    return { points, covariance };
  });
  const points = blocks.flatMap(block => block.points);
  let first = 0;
  const covariance = blocks.flatMap(block => {
    const before = first;
    first += block.points.length;
    return block.covariance.map(row => [
      ...new Array<number>(before).fill(0),
      ...row,
      ...new Array<number>(points.length - before - row.length).fill(0),
    ]);
  });
  return {
    points: usable(points, 'The runs'),
    covariance,
    ...(shrunk.length === 0 ? {} : { shrinkage: Math.max(...shrunk) }),
  };
}

/** An estimate by its name, or all settings of it. */
function scalarsCalled({ scalars, derived }: Analysis, name: string): Scalar[] {
  const all = [...scalars, ...derived];
  const exact = all.filter(one => one.name === name);
  return exact.length > 0 ? exact : all.filter(one => baseAndLabel(one.name)[0] === name);
}

function missing({ scalars, derived, unusable }: Analysis, name: string, folder: string): InputError {
  const known = [...scalars, ...derived].map(one => one.name).join(', ') || 'none';
  return new InputError([
    `${folder} has no estimate ${name}; it has ${known}.`,
    ...unusable.map(({ reason }) => reason),
    '"cask analyse" shows the names of all estimates.',
  ]);
}

/** A setting of the observable, or a key of the run file: by its path, or its last word where that is unique. */
function placeOf({ descriptions }: Analysis, estimate: string, { resolved, folder }: RunData, name: string): number {
  const setting = descriptions.get(listBehind(estimate) ?? estimate)?.settings?.[name];
  if (typeof setting === 'number') return setting;
  const leaves = numbersIn(resolved, '');
  const exact = leaves.filter(([path]) => path === name);
  const found = exact.length > 0 ? exact : leaves.filter(([path]) => path.endsWith(`.${name}`));
  if (found.length === 1) return found[0][1];
  throw new InputError([
    found.length === 0
      ? `${folder}: ${name} is no number of the run file and no setting of ${estimate}; a key such as action.gauge.beta or extent[0] is expected.`
      : `${folder}: ${name} stands for ${found.map(([path]) => path).join(', ')}; name one of them.`,
  ]);
}

function numbersIn(value: unknown, path: string): [string, number][] {
  if (typeof value === 'number') return [[path, value]];
  if (typeof value !== 'object' || value === null) return [];
  if (Array.isArray(value)) return value.flatMap((one, i) => numbersIn(one, `${path}[${i}]`));
  return Object.entries(value).flatMap(([key, inner]) => numbersIn(inner, path === '' ? key : `${path}.${key}`));
}

function usable(points: readonly Point[], where: string): readonly Point[] {
  for (const { label, x, y, error } of points) {
    if ([x, y].every(Number.isFinite) && error > 0 && Number.isFinite(error)) continue;
    throw new InputError([
      `${where}, ${label}: x is ${x}, y is ${y} ± ${error}; expected finite numbers and a positive error. Leave that point out.`,
    ]);
  }
  return points;
}

function diagonal(points: readonly Point[]): number[][] {
  return points.map(({ error }, i) => points.map((_, j) => (i === j ? error ** 2 : 0)));
}
