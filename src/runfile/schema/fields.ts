/** The schema as a form: the fields of a run file, as its present contents make them; plain data, for any program. */
import { chosen } from './describe.ts';
import { type Schema, type Shape, shapeOf, tablesOf } from './shape.ts';

interface Common {
  readonly path: readonly string[];
  readonly meaning: string;
  /** Whether it may be left out. */
  readonly optional: boolean;
  /** What it is when it is left out; undefined where it is then absent. */
  readonly fallback: unknown;
}

/** A key of a run file that a form can show. */
export type FormField = Common &
  (
    | {
        readonly kind: 'number';
        readonly integer: boolean;
        readonly least: number | undefined;
        readonly most: number | undefined;
        /** Words that may stand in its place. */
        readonly words: readonly string[];
      }
    | { readonly kind: 'choice'; readonly choices: readonly string[] }
    | { readonly kind: 'text' }
    /** Lists, and tables in lists: written as in a run file. */
    | { readonly kind: 'list' }
    | { readonly kind: 'table'; readonly fields: readonly FormField[] }
  );

/**
 * The fields of a table. Where tables are distinguished by `kind`, the present one decides which fields there are; `kind`
 * itself is a choice among all of them.
 *
 * @param value what stands there, as read from TOML
 */
export function fieldsOf(schema: Schema, value: unknown): FormField[] {
  return fieldsBelow(shapeOf(schema), value, []);
}

function fieldsBelow(shape: Shape, value: unknown, path: readonly string[]): FormField[] {
  const [table = {}] = chosen(tablesOf(shape), value);
  return Object.entries(table).map(([key, inner]) => {
    const held = typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
    const field = fieldOf(inner, held, [...path, key]);
    if (key !== 'kind' || shape.form.kind !== 'union') return field;
    return { ...field, kind: 'choice', choices: [...shape.form.tables.keys()] };
  });
}

function fieldOf(shape: Shape, value: unknown, path: readonly string[]): FormField {
  const { form, meaning, fallback } = shape;
  const common: Common = { path, meaning, optional: shape.isOptional || fallback !== undefined, fallback };
  switch (form.kind) {
    case 'number': {
      const { least, most } = form.range;
      return { ...common, kind: 'number', integer: form.isInteger, least, most, words: form.words };
    }
    case 'choice':
      return { ...common, kind: 'choice', choices: form.words };
    case 'table':
    case 'union':
      return { ...common, kind: 'table', fields: fieldsBelow(shape, value ?? fallback, path) };
    default:
      return { ...common, kind: form.kind };
  }
}
