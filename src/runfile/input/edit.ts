/** A run file with one key changed, as a form changes it. */
import { writeToml } from '../echo.ts';
import { keysAt } from '../schema/describe.ts';
import { type Resolved, schemaFor } from '../schema/index.ts';
import { findPositions } from './position.ts';
import { parseToml } from './toml.ts';

type Table = Record<string, unknown>;

/**
 * Writes `value` at `path`; undefined takes the key out. A key that stands in a line of its own is changed in place, so
 * that comments stay; otherwise the file is written anew. Keys that a new `kind` does not know are dropped.
 *
 * @throws InputError where the text is not TOML
 */
export function withKey(fileName: string, text: string, path: readonly string[], value: unknown): string {
  const document = parseToml(fileName, text) as Table;
  const table = tableAt(document, path.slice(0, -1));
  const key = path[path.length - 1];
  const isNew = !Object.hasOwn(table, key);
  if (value === undefined) delete table[key];
  else table[key] = value;
  if (key === 'kind') dropForeign(document, path.slice(0, -1), table);
  const inPlace = isNew || value === undefined || key === 'kind' ? undefined : lineChanged(text, path, value);
  return inPlace ?? writeToml(withoutEmpty(document) as Resolved);
}

function tableAt(document: Table, path: readonly string[]): Table {
  return path.reduce<Table>((table, key) => {
    const held = table[key];
    if (typeof held === 'object' && held !== null && !Array.isArray(held)) return held as Table;
    const made: Table = {};
    table[key] = made;
    return made;
  }, document);
}

function dropForeign(document: Table, path: readonly string[], table: Table): void {
  const known = new Set(keysAt(schemaFor(document), path, document));
  for (const key of Object.keys(table)) if (!known.has(key)) delete table[key];
}

function lineChanged(text: string, path: readonly string[], value: unknown): string | undefined {
  if (typeof value === 'object') return;
  const lines = text.split('\n');
  const at = findPositions(text).lineOf(path) - 1;
  const found = /^(\s*[\w.-]+\s*=\s*)("[^"\\]*"|[\w.+-]+)(\s*(#.*)?)$/.exec(lines[at]);
  const key = found?.[1].split('=')[0].trim().split('.').at(-1);
  if (found === null || key !== path[path.length - 1]) return;
  return lines
    .with(at, `${found[1]}${typeof value === 'string' ? JSON.stringify(value) : value}${found[3]}`)
    .join('\n');
}

/** Tables without keys say nothing, but for those of [measure]: there they ask for something. */
function withoutEmpty(table: Table, path: readonly string[] = []): Table {
  const entries = Object.entries(table).map(([key, held]): [string, unknown] => {
    const isTable = typeof held === 'object' && held !== null && !Array.isArray(held);
    return [key, isTable ? withoutEmpty(held as Table, [...path, key]) : held];
  });
  const says = ([, held]: [string, unknown]) =>
    path[0] === 'measure' || typeof held !== 'object' || held === null || Object.keys(held).length > 0;
  return Object.fromEntries(entries.filter(says));
}
