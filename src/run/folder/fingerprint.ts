/**
 * What must not change between the parts of an interrupted run: everything that the chain and its log depend on, by
 * name. Files are recognised by their content, not by their names.
 */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { causeInWords } from '../../files/node/index.ts';
import { namesFile } from '../input/files.ts';
import { InputError } from '../input/problem.ts';
import type { Resolved } from '../schema/index.ts';

/** Values in JSON, or hashes, by the path of their key. */
export type Fingerprint = Readonly<Record<string, string>>;

/** Where a run is written, how it is called and how long it is may change; `machine.kind` is judged by its bits. */
const free = /^(title$|output\.|machine\.|schedule\.trajectories$)/;

/** @throws InputError when a file that the run starts from cannot be read */
export function fingerprintOf(resolved: Resolved): Fingerprint {
  const entries = leaves(resolved, '').filter(([path]) => !free.test(path));
  return Object.fromEntries(
    entries.map(([path, value]) => {
      return [path, namesFile(path, value) ? `content ${hashOfFile(path, value)}` : JSON.stringify(value)];
    }),
  );
}

function leaves(value: unknown, path: string): [string, unknown][] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return value === undefined ? [] : [[path, value]];
  }
  return Object.entries(value).flatMap(([key, inner]) => leaves(inner, path === '' ? key : `${path}.${key}`));
}

/** SHA-256, the first 16 digits. */
export function shortHash(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex').slice(0, 16);
}

function hashOfFile(key: string, path: string): string {
  try {
    return shortHash(readFileSync(path));
  } catch (error) {
    throw new InputError([`${key} names ${path}, which cannot be read: ${causeInWords(error)}.`]);
  }
}

/** One line for each key that differs: `action.gauge.beta was 2.7, is now 2.8`. */
export function differences(before: Fingerprint, now: Fingerprint): string[] {
  const keys = [...new Set([...Object.keys(before), ...Object.keys(now)])].sort();
  return keys
    .filter(key => before[key] !== now[key])
    .map(key => `${key} was ${before[key] ?? 'not given'}, is now ${now[key] ?? 'not given'}`);
}
