/** Reads the schema: what kind of value stands at a place, what may be left out, and what the schema says about it. */
import type { z } from 'zod';

export type Schema = z.core.$ZodType;
type Definition = z.core.$ZodTypes['_zod']['def'];

const definitionOf = (schema: Schema): Definition => schema._zod.def as Definition;

export type Table = Readonly<Record<string, Schema>>;

/** A place in the schema, without the wrappers "may be left out" and "has a default". */
export interface Shape {
  readonly schema: Schema;
  readonly meaning: string;
  readonly isOptional: boolean;
  /** The value when left out, if the schema gives one. */
  readonly fallback: unknown;
  readonly form: Form;
}

export type Form =
  | { readonly kind: 'table'; readonly table: Table }
  /** Tables distinguished by `kind`. */
  | {
      readonly kind: 'union';
      readonly tables: ReadonlyMap<string, Table>;
      readonly meanings: ReadonlyMap<string, string>;
    }
  | { readonly kind: 'list of tables'; readonly element: Schema }
  | { readonly kind: 'words'; readonly words: readonly string[] }
  | { readonly kind: 'list of words'; readonly words: readonly string[] }
  | { readonly kind: 'list of numbers' }
  | { readonly kind: 'list of texts' }
  | { readonly kind: 'list of vectors' }
  | { readonly kind: 'number' }
  | { readonly kind: 'text' };

const shapes = new WeakMap<Schema, Shape>();

/** The schema does not change, and every question looks at all of it. */
export function shapeOf(schema: Schema): Shape {
  const shape = shapes.get(schema) ?? readShape(schema);
  shapes.set(schema, shape);
  return shape;
}

function readShape(schema: Schema): Shape {
  let bare = schema;
  let meaning = descriptionOf(schema);
  let isOptional = false;
  let fallback: unknown;
  for (;;) {
    const found = definitionOf(bare);
    if (found.type === 'optional') isOptional = true;
    else if (found.type === 'default') fallback = found.defaultValue;
    else if (found.type !== 'prefault') break;
    bare = found.innerType;
    meaning ||= descriptionOf(bare);
  }
  return { schema: bare, meaning, isOptional, fallback, form: formOf(bare) };
}

function descriptionOf(schema: Schema): string {
  return (schema as z.ZodType).description ?? '';
}

function formOf(schema: Schema): Form {
  const found = definitionOf(schema);
  switch (found.type) {
    case 'object':
      return { kind: 'table', table: found.shape };
    case 'union':
      return unionOf(found.options);
    case 'array':
      return listOf(found.element);
    case 'enum':
      return { kind: 'words', words: Object.values(found.entries).map(String) };
    case 'number':
      return { kind: 'number' };
    case 'string':
      return { kind: 'text' };
    default:
      throw new Error(`The wizard has no question for a value of type ${found.type}; teach it in shape.ts.`);
  }
}

function unionOf(options: readonly Schema[]): Form {
  // A number or a word: what is no number stays a word, and the schema judges it.
  if (options.some(option => definitionOf(option).type === 'number')) return { kind: 'number' };
  const tables = new Map<string, Table>();
  const meanings = new Map<string, string>();
  for (const option of options) {
    const found = definitionOf(option);
    if (found.type !== 'object')
      throw new Error('The wizard knows unions of tables and of numbers with words; teach it in shape.ts.');
    const { kind, ...rest } = found.shape;
    const literal = definitionOf(kind);
    const word = literal.type === 'literal' ? String(literal.values[0]) : '';
    tables.set(word, rest);
    meanings.set(word, descriptionOf(kind));
  }
  return { kind: 'union', tables, meanings };
}

function listOf(element: Schema): Form {
  const { form } = shapeOf(element);
  if (form.kind === 'words') return { kind: 'list of words', words: form.words };
  if (form.kind === 'number') return { kind: 'list of numbers' };
  if (form.kind === 'list of numbers') return { kind: 'list of vectors' };
  return form.kind === 'text' ? { kind: 'list of texts' } : { kind: 'list of tables', element };
}
