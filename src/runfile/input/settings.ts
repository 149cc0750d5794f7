/** Keys of a run file given on the command line: `--set action.gauge.beta=2.5`. */
import type { KeyPath } from './position.ts';
import { InputError, showPath, showValue } from './problem.ts';
import { parseToml } from './toml.ts';

/** One key with its new value. */
export interface Setting {
  readonly path: KeyPath;
  readonly value: unknown;
  /** As it was typed, without `--set`. */
  readonly text: string;
}

/**
 * Reads `KEY=VALUE`, where KEY is dotted with places in lists in brackets (`action.fermions[1].mass`) and VALUE is
 * written as in TOML; a text that is one word needs no quotes.
 *
 * @throws InputError
 */
export function settingFrom(text: string): Setting {
  const [, key, written] = /^\s*([^=\s]+)\s*=\s*(.*?)\s*$/s.exec(text) ?? [];
  if (key === undefined || !keyPattern.test(key) || written === '') {
    throw new InputError([`--set ${text}: expected KEY=VALUE, such as --set schedule.trajectories=1000.`]);
  }
  const path = [...key.matchAll(/[^.[\]]+/g)].map(([part]) => (/^\d+$/.test(part) ? Number(part) : part));
  return { path, value: valueIn(written, text), text };
}

/**
 * `KEY=V1,V2 …` as `KEY=V1`, `KEY=V2` …: commas outside of quotes and brackets part values; one text where there is none.
 */
export function alternatives(text: string): string[] {
  const equals = text.indexOf('=');
  const [key, written] = [text.slice(0, equals + 1), text.slice(equals + 1)];
  const parts = [''];
  let [depth, quote] = [0, ''];
  for (const letter of written) {
    if (quote !== '') quote = letter === quote ? '' : quote;
    else if (letter === '"' || letter === "'") quote = letter;
    else if ('[{'.includes(letter)) depth++;
    else if (']}'.includes(letter)) depth--;
    if (letter === ',' && depth === 0 && quote === '') parts.push('');
    else parts[parts.length - 1] += letter;
  }
  return parts.map(part => key + part.trim());
}

const keyPattern = /^[\w-]+(\[\d+\])*(\.[\w-]+(\[\d+\])*)*$/;

function valueIn(written: string, text: string): unknown {
  try {
    return parseToml('--set', `value = ${written}`).value;
  } catch {
    if (!/^["'[{]/.test(written) && !/[\n\r]/.test(written)) return written;
    throw new InputError([
      `--set ${text}: ${showValue(written)} is no TOML value; quotes and brackets must be closed.`,
    ]);
  }
}

/**
 * A document with other values for some keys; the document itself stays as it is.
 *
 * @throws InputError where a key lies below one that is neither a table nor a list
 */
export function withSettings(document: Readonly<Record<string, unknown>>, settings: readonly Setting[]) {
  return settings.reduce((changed, setting) => replaced(changed, setting, 0) as Record<string, unknown>, {
    ...document,
  });
}

/** The part of a document at the given depth of a key, with the new value in it. */
function replaced(part: unknown, setting: Setting, depth: number): unknown {
  const { path, value, text } = setting;
  if (depth === path.length) return value;
  const key = path[depth];
  const place = `--set ${text}: \`${showPath(path.slice(0, depth))}\` is`;
  if (part !== undefined && (typeof part !== 'object' || part === null)) {
    throw new InputError([`${place} ${showValue(part)}; expected a table or a list there.`]);
  }
  if (typeof key === 'string' && !Array.isArray(part)) {
    const table = Object.assign(Object.create(null) as Record<string, unknown>, part);
    table[key] = replaced(table[key], setting, depth + 1);
    return table;
  }
  const list: unknown[] = Array.isArray(part) ? [...part] : [];
  if (typeof key !== 'number' || key > list.length || (part !== undefined && !Array.isArray(part))) {
    const found = Array.isArray(part)
      ? `a list of ${list.length}; expected a place from 0 to ${list.length}`
      : 'a table';
    throw new InputError([`${place} ${found}.`]);
  }
  list[key] = replaced(list[key], setting, depth + 1);
  return list;
}

/** The setting that a key was given by: its own, or one of a table that holds it. */
export function settingOf(path: KeyPath, settings: readonly Setting[]): Setting | undefined {
  return settings.findLast(({ path: own }) => own.length <= path.length && own.every((key, i) => key === path[i]));
}
