/**
 * What a schema asks for, in plain words and numbers, so that a wizard, a form or a page of keys can be made of it without
 * knowing how it checks. This is the one place that looks inside.
 */
import type { z } from 'zod';

export type Schema = z.core.$ZodType;

/** The keys of a table, in the order of the schema. */
export type Table = Readonly<Record<string, Shape>>;

/** What may stand at one place. */
export interface Shape {
  readonly form: Form;
  readonly meaning: string;
  /** In powers of the lattice spacing a, or seconds …; undefined for numbers without one and for all else. */
  readonly unit: string | undefined;
  /** Whether the key may be left out without a value taking its place. */
  readonly isOptional: boolean;
  /** The value when left out, if the schema gives one. */
  readonly fallback: unknown;
  /** Checks an answer alone, without the rules between keys. */
  readonly schema: Schema;
}

export type Form =
  | { readonly kind: 'table'; readonly table: Table }
  /** Tables distinguished by their key `kind`, by its word. Every table begins with that key. */
  | { readonly kind: 'union'; readonly tables: ReadonlyMap<string, Table> }
  | { readonly kind: 'list'; readonly element: Shape; readonly length: Range }
  /** One of these words. */
  | { readonly kind: 'choice'; readonly words: readonly string[] }
  /** A number, or one of these words in its place. */
  | { readonly kind: 'number'; readonly isInteger: boolean; readonly range: Range; readonly words: readonly string[] }
  | { readonly kind: 'text' };

/** Bounds, undefined where there is none. */
export interface Range {
  readonly least: number | undefined;
  readonly most: number | undefined;
  /** Bounds that do not belong to the range: 0 for numbers above 0. */
  readonly above: number | undefined;
  readonly below: number | undefined;
}

const shapes = new WeakMap<Schema, Shape>();

/** A schema does not change, and every question looks at all of it. */
export function shapeOf(schema: Schema): Shape {
  const shape = shapes.get(schema) ?? readShape(schema);
  shapes.set(schema, shape);
  return shape;
}

/** The tables that may stand here or in a list here: one, several distinguished by `kind`, or none. */
export function tablesOf({ form }: Shape): Table[] {
  if (form.kind === 'table') return [form.table];
  if (form.kind === 'union') return [...form.tables.values()];
  return form.kind === 'list' ? tablesOf(form.element) : [];
}

type Definition = z.core.$ZodTypes['_zod']['def'];

const definitionOf = (schema: Schema): Definition => schema._zod.def as Definition;

/** Takes off the wrappers "may be left out" and "has a default"; what is said may be said of a wrapper. */
function readShape(schema: Schema): Shape {
  let bare = schema;
  let { meaning, unit } = notesOf(schema);
  let isOptional = false;
  let fallback: unknown;
  for (;;) {
    const found = definitionOf(bare);
    if (found.type === 'optional') isOptional = true;
    else if (found.type === 'default') fallback = found.defaultValue;
    else if (found.type !== 'prefault') break;
    bare = found.innerType;
    const inside = notesOf(bare);
    meaning ||= inside.meaning;
    unit ??= inside.unit;
  }
  return { form: formOf(bare), meaning, unit, isOptional, fallback, schema: bare };
}

function notesOf(schema: Schema): { meaning: string; unit: string | undefined } {
  const { description = '', unit } = (schema as z.ZodType).meta() ?? {};
  return { meaning: description, unit: typeof unit === 'string' ? unit : undefined };
}

function formOf(schema: Schema): Form {
  const found = definitionOf(schema);
  switch (found.type) {
    case 'object':
      return { kind: 'table', table: tableOf(found.shape) };
    case 'union':
      return unionOf(found.options);
    case 'array':
      return { kind: 'list', element: shapeOf(found.element), length: rangeOf(found.checks) };
    case 'enum':
      return { kind: 'choice', words: Object.values(found.entries).map(String) };
    case 'literal':
      return { kind: 'choice', words: found.values.map(String) };
    case 'number':
      return { kind: 'number', isInteger: 'format' in found, range: rangeOf(found.checks), words: [] };
    case 'string':
      return { kind: 'text' };
    default:
      throw new Error(`A run file has no values of the kind ${found.type}: add a form for them to Form.`);
  }
}

function tableOf(keys: Readonly<Record<string, Schema>>): Table {
  return Object.fromEntries(Object.entries(keys).map(([key, schema]) => [key, shapeOf(schema)]));
}

function unionOf(options: readonly Schema[]): Form {
  const forms = options.map(option => shapeOf(option).form);
  const number = forms.find(form => form.kind === 'number');
  if (number === undefined) return { kind: 'union', tables: new Map(options.map(byKind)) };
  return { ...number, words: forms.flatMap(form => (form.kind === 'choice' ? form.words : [])) };
}

function byKind(option: Schema): [string, Table] {
  const { form } = shapeOf(option);
  const kind = form.kind === 'table' ? form.table.kind?.form : undefined;
  if (form.kind !== 'table' || kind?.kind !== 'choice') {
    throw new Error('Alternatives of a run file are words and one number, or tables with a key "kind" of one word.');
  }
  return [kind.words[0], form.table];
}

function rangeOf(checks: readonly z.core.$ZodCheck[] = []): Range {
  const all = checks.map(({ _zod: { def } }) => def as z.core.$ZodChecks['_zod']['def']);
  const bounds = (bound: (def: (typeof all)[number]) => unknown) =>
    all.map(bound).filter(value => typeof value === 'number');
  const lower = (isInclusive: boolean) =>
    bounds(def => (def.check === 'greater_than' && def.inclusive === isInclusive ? def.value : undefined));
  const upper = (isInclusive: boolean) =>
    bounds(def => (def.check === 'less_than' && def.inclusive === isInclusive ? def.value : undefined));
  const shortest = bounds(def => (def.check === 'min_length' ? def.minimum : undefined));
  const longest = bounds(def => (def.check === 'max_length' ? def.maximum : undefined));
  return {
    least: largest([...lower(true), ...shortest]),
    most: smallest([...upper(true), ...longest]),
    above: largest(lower(false)),
    below: smallest(upper(false)),
  };
}

const largest = (values: readonly number[]) => (values.length > 0 ? Math.max(...values) : undefined);
const smallest = (values: readonly number[]) => (values.length > 0 ? Math.min(...values) : undefined);
