/** The numbers of a figure, as columns of a table for other programs. */
import type { Column, Table } from '../files/index.ts';
import type { Figure } from './frame.ts';
import type { Point } from './points.ts';

/** Points that belong together, with their errors where they have any. */
export interface NumberedCurve {
  /** Where there are several. */
  readonly name?: string;
  readonly points: readonly (Point & { readonly error?: number })[];
}

/** A name of a column, and what it means. */
type Heading = readonly [name: string, meaning: string];

/** A row for each point; the name of its curve stands in front where there are several. */
export function columnsOf(x: Heading, y: Heading, curves: readonly NumberedCurve[]): Column[] {
  const rows = curves.flatMap(({ name = '', points }) => points.map(point => ({ name, ...point })));
  const hasErrors = rows.some(({ error }) => error !== undefined);
  const numbers = ([name, description]: Heading, of: (row: (typeof rows)[number]) => number): Column => ({
    ...{ name, description },
    values: Float64Array.from(rows, row => finiteOrNone(of(row))),
  });
  return [
    ...(curves.length > 1 ? [{ name: 'curve', description: 'which curve', values: rows.map(({ name }) => name) }] : []),
    numbers(x, row => row.x),
    numbers(y, row => row.y),
    ...(hasErrors ? [numbers(['error', `error of ${y[0]}`], ({ error = Number.NaN }) => error)] : []),
  ];
}

/** Tables have cells without a number, and no infinite ones. */
const finiteOrNone = (value: number) => (Number.isFinite(value) ? value : Number.NaN);

/** Curves with their names; those of a figure that names none are the one curve there is. */
export function named(names: readonly string[], curves: readonly NumberedCurve['points'][]): NumberedCurve[] {
  return curves.map((points, k) => ({ name: names[k] ?? '', points }));
}

export function numbersOf({ caption, numbers }: Pick<Figure, 'caption' | 'numbers'>): Table {
  return { columns: numbers(), attributes: { caption } };
}
