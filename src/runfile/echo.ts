/**
 * The resolved echo: the run once more as TOML, with every default filled in and marked. Reading it back gives the
 * same run.
 */
import type { LoadedRun, Origin } from './input/decide.ts';
import { findPositions } from './input/position.ts';
import type { Resolved } from './schema/index.ts';

type Table = Record<string, unknown>;

type OriginOf = LoadedRun['origin'];

const marks: Record<Origin, string> = { file: '', flag: '  # command line', default: '  # default' };

/** Writes a run as TOML: one line per key, tables of tables as headers, lists of tables inline. */
export function writeToml(run: Resolved, originOf: OriginOf = () => 'file'): string {
  const lines: string[] = [];
  writeTable(run, [], originOf, lines);
  return `${lines.join('\n').trim()}\n`;
}

/** Tells of a key of a text that `writeToml` wrote whether the command line gave it. */
export function flaggedKeys(echo: string): (key: string) => boolean {
  const lines = echo.split('\n');
  const positions = findPositions(echo);
  return key => lines[positions.lineOf(key.split('.')) - 1]?.endsWith(marks.flag) ?? false;
}

function writeTable(table: Table, path: readonly string[], originOf: OriginOf, lines: string[]): void {
  const entries = Object.entries(table).filter(([, value]) => value !== undefined);
  const values = entries.filter(([, value]) => !isTable(value));
  if (path.length > 0 && (values.length > 0 || entries.length === 0)) lines.push('', `[${path.map(key).join('.')}]`);
  for (const [name, value] of values) {
    lines.push(`${key(name)} = ${write(value)}${marks[originOf([...path, name])]}`);
  }
  for (const [name, value] of entries) if (isTable(value)) writeTable(value, [...path, name], originOf, lines);
}

function isTable(value: unknown): value is Table {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function key(name: string): string {
  return /^[A-Za-z0-9_-]+$/.test(name) ? name : JSON.stringify(name);
}

function write(value: unknown): string {
  if (typeof value === 'string') return quote(value);
  if (Array.isArray(value)) return `[${value.map(write).join(', ')}]`;
  if (isTable(value)) {
    const entries = Object.entries(value).filter(([, held]) => held !== undefined);
    return `{ ${entries.map(([name, held]) => `${key(name)} = ${write(held)}`).join(', ')} }`;
  }
  return String(value);
}

/** TOML's basic strings escape like JSON's, and DEL as well. */
function quote(text: string): string {
  return JSON.stringify(text).replace(/\u007f/g, '\\u007f');
}
