/** The keys that a schema knows at a place, and their explanations for `cask keys`. */
import { showValue } from '../input/problem.ts';
import { type Schema, type Shape, shapeOf, type Table, tablesOf } from './shape.ts';

/** Among the alternatives, those whose `kind` is the written one; all of them when none fits. */
export function chosen(tables: Table[], value: unknown): Table[] {
  const kind = typeof value === 'object' && value !== null && 'kind' in value ? value.kind : undefined;
  const fitting = tables.filter(
    ({ kind: shape }) => shape?.form.kind === 'choice' && shape.form.words.includes(kind as string),
  );
  return fitting.length > 0 ? fitting : tables;
}

/** The keys that may stand in the table at `path` of the document `value`. */
export function keysAt(schema: Schema, path: readonly (string | number)[], value: unknown): string[] {
  return keysOf(shapeOf(schema), path, value);
}

function keysOf(shape: Shape, path: readonly (string | number)[], value: unknown): string[] {
  const tables = chosen(tablesOf(shape), value);
  if (path.length === 0) return [...new Set(tables.flatMap(table => Object.keys(table)))];
  const [key, ...rest] = path;
  const inner = typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
  if (typeof key === 'number') return keysOf(shape, rest, inner);
  const next = tables.map(table => table[key]).find(found => found !== undefined);
  return next === undefined ? [] : keysOf(next, rest, inner);
}

/** One key of the run file: where, what it may be, what it is when left out, and what it means. */
export interface KeyDescription {
  readonly path: string;
  readonly values: string;
  readonly fallback: string | undefined;
  readonly meaning: string;
}

/** Every key of a schema, sections first, in the order of the schema. */
export function describeKeys(schema: Schema): KeyDescription[] {
  return keysBelow(shapeOf(schema), '');
}

function keysBelow(shape: Shape, path: string): KeyDescription[] {
  const seen = new Map<string, KeyDescription>();
  for (const table of tablesOf(shape)) {
    for (const [key, inner] of Object.entries(table)) {
      const place = path === '' ? key : `${path}.${key}`;
      const before = seen.get(place);
      const entry = describe(place, inner);
      seen.set(place, before === undefined ? entry : join(before, entry));
      for (const below of keysBelow(inner, place)) if (!seen.has(below.path)) seen.set(below.path, below);
    }
  }
  return [...seen.values()];
}

function describe(path: string, shape: Shape): KeyDescription {
  return { path, values: valuesOf(shape), fallback: fallbackOf(shape), meaning: shape.meaning };
}

/** A key that several alternatives share, such as `kind`. */
function join(one: KeyDescription, other: KeyDescription): KeyDescription {
  if (one.values === other.values) return one;
  const meaning = one.meaning === other.meaning ? one.meaning : `${one.meaning}; ${other.meaning}`;
  return { ...one, values: `${one.values} | ${other.values}`, meaning };
}

function valuesOf({ form }: Shape): string {
  if (form.kind === 'list') return `list of ${valuesOf(form.element)}`;
  if (form.kind === 'choice') return form.words.map(showValue).join(' | ');
  if (form.kind === 'number') return [...form.words.map(showValue), 'number'].join(' | ');
  return form.kind === 'union' ? 'table' : form.kind;
}

function fallbackOf({ fallback, isOptional }: Shape): string | undefined {
  if (fallback !== undefined) return showValue(fallback);
  return isOptional ? '(absent)' : undefined;
}
