/** What the schema says about itself: the keys it knows at a place, and their explanations for `cask keys`. */
import type { z } from 'zod';
import { showValue } from '../input/problem.ts';

type Schema = z.core.$ZodType;
type Definition = z.core.$ZodTypes['_zod']['def'];

const definition = (schema: Schema): Definition => schema._zod.def as Definition;

/** Takes off the wrappers "may be left out" and "has a default". */
function bare(schema: Schema): Schema {
  const found = definition(schema);
  const wraps = found.type === 'optional' || found.type === 'default' || found.type === 'prefault';
  return wraps ? bare(found.innerType) : schema;
}

/** The alternatives of a table: one for a plain table, several for one distinguished by `kind`. */
function tablesOf(schema: Schema): Record<string, Schema>[] {
  const found = definition(bare(schema));
  if (found.type === 'object') return [found.shape];
  if (found.type === 'union') return found.options.flatMap(tablesOf);
  if (found.type === 'array') return tablesOf(found.element);
  return [];
}

/** Among the alternatives, those whose `kind` is the written one; all of them when none fits. */
function chosen(tables: Record<string, Schema>[], value: unknown): Record<string, Schema>[] {
  const kind = typeof value === 'object' && value !== null && 'kind' in value ? value.kind : undefined;
  const fitting = tables.filter(table => table.kind !== undefined && literals(table.kind).includes(kind));
  return fitting.length > 0 ? fitting : tables;
}

function literals(schema: Schema): readonly unknown[] {
  const found = definition(bare(schema));
  if (found.type === 'literal') return found.values;
  return found.type === 'enum' ? Object.values(found.entries) : [];
}

/** The keys that may stand in the table at `path` of the document `value`. */
export function keysAt(schema: Schema, path: readonly (string | number)[], value: unknown): string[] {
  const tables = chosen(tablesOf(schema), value);
  if (path.length === 0) return [...new Set(tables.flatMap(table => Object.keys(table)))];
  const [key, ...rest] = path;
  const inner = typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
  if (typeof key === 'number') return keysAt(schema, rest, inner);
  const next = tables.map(table => table[key]).find(found => found !== undefined);
  return next === undefined ? [] : keysAt(next, rest, inner);
}

/** One key of the run file: where, what it may be, what it is when left out, and what it means. */
export interface KeyDescription {
  readonly path: string;
  readonly values: string;
  readonly fallback: string | undefined;
  readonly meaning: string;
}

/** Every key of a schema, sections first, in the order of the schema. */
export function describeKeys(schema: Schema, path = ''): KeyDescription[] {
  const seen = new Map<string, KeyDescription>();
  for (const table of tablesOf(schema)) {
    for (const [key, inner] of Object.entries(table)) {
      const place = path === '' ? key : `${path}.${key}`;
      const before = seen.get(place);
      const entry = describe(place, inner);
      seen.set(place, before === undefined ? entry : join(before, entry));
      for (const below of describeKeys(inner, place)) if (!seen.has(below.path)) seen.set(below.path, below);
    }
  }
  return [...seen.values()];
}

function describe(path: string, schema: Schema): KeyDescription {
  return { path, values: valuesOf(schema), fallback: fallbackOf(schema), meaning: meaningOf(schema) };
}

/** A key that several alternatives share, such as `kind`. */
function join(one: KeyDescription, other: KeyDescription): KeyDescription {
  if (one.values === other.values) return one;
  const meaning = one.meaning === other.meaning ? one.meaning : `${one.meaning}; ${other.meaning}`;
  return { ...one, values: `${one.values} | ${other.values}`, meaning };
}

function valuesOf(schema: Schema): string {
  const found = definition(bare(schema));
  if (found.type === 'array') return `list of ${valuesOf(found.element)}`;
  if (tablesOf(schema).length > 0) return 'table';
  if (found.type === 'union') return found.options.map(valuesOf).join(' | ');
  const words = literals(schema);
  if (words.length > 0) return words.map(showValue).join(' | ');
  return found.type === 'string' ? 'text' : found.type;
}

function fallbackOf(schema: Schema): string | undefined {
  const found = definition(schema);
  if (found.type === 'default') return showValue(found.defaultValue);
  return found.type === 'optional' ? '(absent)' : undefined;
}

/** The explanation may sit on the wrapper or on what it wraps. */
function meaningOf(schema: Schema): string {
  const own = (schema as z.ZodType).description;
  if (own !== undefined) return own;
  const inside = bare(schema);
  return inside === schema ? '' : meaningOf(inside);
}
