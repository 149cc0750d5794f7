/**
 * What must not change between the parts of an interrupted run: everything that the chain and its log depend on, by
 * name. Files are recognised by their content, not by their names.
 */
import { namesFile } from './input/fileKeys.ts';
import { isLimit } from './limits.ts';
import type { Resolved } from './schema/index.ts';

/** Values in JSON, or hashes, by the path of their key. */
export type Fingerprint = Readonly<Record<string, string>>;

/** Where a run is written, how it is called and how long it is may change; `machine.kind` is judged by its bits. */
const free = /^(title$|reference\.|output\.|machine\.|schedule\.trajectories$|start\.checksum$)/;

/** @param hashOf the hash of the file that a key names */
export function fingerprintOf(resolved: Resolved, hashOf: (key: string, file: string) => string): Fingerprint {
  const entries = leaves(resolved, '').filter(([path]) => !free.test(path));
  return Object.fromEntries(
    entries.map(([path, value]) => {
      return [path, namesFile(path, value) ? `content ${hashOf(path, value)}` : JSON.stringify(value)];
    }),
  );
}

function leaves(value: unknown, path: string): [string, unknown][] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return value === undefined ? [] : [[path, value]];
  }
  return Object.entries(value).flatMap(([key, inner]) => leaves(inner, path === '' ? key : `${path}.${key}`));
}

/** One line for each key that differs: `action.gauge.beta was 2.7, is now 2.8`. Limits may differ. */
export function differences(before: Fingerprint, now: Fingerprint): string[] {
  const keys = [...new Set([...Object.keys(before), ...Object.keys(now)])].sort();
  return keys
    .filter(key => before[key] !== now[key] && !isLimit(key))
    .map(key => `${key} was ${before[key] ?? 'not given'}, is now ${now[key] ?? 'not given'}`);
}
