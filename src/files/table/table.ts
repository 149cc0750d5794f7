/**
 * A table: named columns of equal length, each with what it means, and attributes that say where it comes from. The
 * one form in which numbers leave for other programs, as CSV (csv.ts) or HDF5 (hdf5.ts).
 */
import { refuse } from '../bytes/fileError.ts';

export interface Column {
  /** A letter, then anything that is printed but quotes and slashes: `wilsonLoops[R=1,T=2]`; unique in its table. */
  readonly name: string;
  /** One value per row: reals, where NaN stands for a value that is missing, or lines of text. */
  readonly values: Float64Array | readonly string[];
  /** What the values mean: formula, normalisation. */
  readonly description: string;
  /** "1" for pure numbers, "a²", "s"; left out for text. */
  readonly unit?: string;
}

export interface Table {
  readonly columns: readonly Column[];
  /** Provenance and parameters, texts or finite numbers, under names of letters, digits, `_`, `.`, `-`, `[`, `]`. */
  readonly attributes: Readonly<Record<string, string | number>>;
}

const columnName = /^[A-Za-z][^"/\\\p{Cc}]*$/u;
const attributeName = /^[A-Za-z][\w.[\]-]*$/;

/**
 * Checks that a table can be written.
 *
 * @throws FileError naming the column or attribute: lengths differ, a name is unfit or used twice, a number is
 *   infinite, a text holds what no file of text can hold
 */
export function checkTable({ columns, attributes }: Table): void {
  if (columns.length === 0) refuse('The table has no columns; expected at least one.');
  const rows = columns[0].values.length;
  const known = new Set<string>();
  for (const { name, values, description, unit } of columns) {
    checkName('column', name);
    if (known.has(name)) refuse(`Two columns are named ${name}; expected different names.`);
    known.add(name);
    if (values.length !== rows) {
      refuse(`Column ${name} has ${values.length} rows and ${columns[0].name} has ${rows}; expected equal lengths.`);
    }
    checkValues(name, values);
    for (const text of [description, unit ?? '']) checkText(`Column ${name}`, text);
  }
  for (const [name, value] of Object.entries(attributes)) {
    checkName('attribute', name);
    if (typeof value === 'string') checkText(`Attribute ${name}`, value);
    else if (!Number.isFinite(value)) refuse(`Attribute ${name} is ${value}; expected a finite number or text.`);
  }
}

function checkName(kind: 'column' | 'attribute', name: string): void {
  const pattern = kind === 'column' ? columnName : attributeName;
  if (pattern.test(name) && !name.includes(' = ')) return;
  const rest =
    kind === 'column'
      ? 'anything that is printed but quotes and slashes'
      : 'letters, digits, "_", ".", "-", "[" or "]"';
  refuse(
    `${JSON.stringify(name)} cannot name ${kind === 'column' ? 'a column' : 'an attribute'}; expected a letter, then ${rest}.`,
  );
}

function checkValues(name: string, values: Column['values']): void {
  if (values instanceof Float64Array) {
    const row = values.findIndex(value => Math.abs(value) === Number.POSITIVE_INFINITY);
    if (row >= 0)
      refuse(`Column ${name} holds ${values[row]} in row ${row + 1}; expected finite numbers, or NaN for none.`);
    return;
  }
  for (const value of values) checkText(`Column ${name}`, value);
}

/** Half a surrogate pair has no UTF-8, and a zero byte ends a text in HDF5. */
function checkText(place: string, text: string): void {
  if (text.includes('\0') || !text.isWellFormed()) {
    refuse(`${place} holds the text ${JSON.stringify(text)}; expected characters of Unicode other than U+0000.`);
  }
}

/**
 * Checks that a table that was read back is the one that was written, bit for bit.
 *
 * @throws FileError naming what differs
 */
export function compareTables(written: Table, read: Table): void {
  const [names, namesRead] = [written, read].map(({ columns }) => columns.map(({ name }) => name).join(', '));
  if (names !== namesRead) refuse(`the columns ${names} came back as ${namesRead}.`);
  written.columns.forEach((column, k) => {
    const other = read.columns[k];
    for (const key of ['description', 'unit'] as const) {
      if (column[key] !== other[key])
        refuse(`the ${key} of ${column.name} came back as ${JSON.stringify(other[key])}.`);
    }
    if (column.values.length !== other.values.length) {
      refuse(`the ${column.values.length} rows of ${column.name} came back as ${other.values.length}.`);
    }
    const row = column.values.findIndex((value: number | string, i: number) => !Object.is(value, other.values[i]));
    if (row >= 0) {
      refuse(`${column.values[row]} in row ${row + 1} of ${column.name} came back as ${other.values[row]}.`);
    }
  });
  const keys = new Set([...Object.keys(written.attributes), ...Object.keys(read.attributes)]);
  for (const key of keys) {
    if (written.attributes[key] !== read.attributes[key]) refuse(`the attribute ${key} came back different.`);
  }
}
