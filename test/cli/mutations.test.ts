/** Thousands of small damages to a good file: each is refused in sentences or understood, and nothing else happens. */
import { parse } from 'smol-toml';
import { expect, test } from 'vitest';
import { writeToml } from '../../src/runfile/echo.ts';
import { InputError } from '../../src/runfile/input/problem.ts';
import { describeKeys } from '../../src/runfile/schema/describe.ts';
import { gaugeRunSchema } from '../../src/runfile/schema/index.ts';
import { uniform } from './fakeSimulation.ts';
import { goodFile, resolvedFrom } from './samples.ts';

const tokens = [
  ...['', ' ', '\n', '=', '.', ',', '[', ']', '{', '}', '"', "'", '#', '"""', '\\', '\0', '\u202e', '\uFEFF', '𝄞'],
  ...['0', '-1', '1e400', 'nan', 'inf', '0x7fffffff', '99999999999999999999', '1979-05-27', 'true', '[[1]]', '{a=1}'],
  ...['__proto__', 'constructor', 'prototype', 'toString', 'kind', '"cask"', '"none"', '[action]\n', 'mass = 1\n'],
];

/** A different damage for every number: one to three changes, to letters or to lines. */
function damaged(index: number): string {
  let text = goodFile;
  const changes = 1 + Math.floor(3 * uniform(1, index, 0));
  for (let change = 0; change < changes; change++) {
    const random = (slot: number, below: number) => Math.floor(uniform(1, index, 6 * change + slot + 1) * below);
    text = random(0, 2) === 0 ? damagedLetters(text, random) : damagedLines(text, random);
  }
  return text;
}

type Random = (slot: number, below: number) => number;

/** Puts a token or a piece of the text itself at a random place, over what stood there or in between. */
function damagedLetters(text: string, random: Random): string {
  const at = random(1, text.length);
  const length = random(2, 2) * random(3, 12);
  const piece = random(4, 4) === 0 ? text.slice(at, at + 20) : tokens[random(5, tokens.length)];
  return text.slice(0, at) + piece + text.slice(at + length);
}

/** Drops, doubles or moves a line, or gives its key another value. */
function damagedLines(text: string, random: Random): string {
  const lines = text.split('\n');
  const at = random(1, lines.length);
  const to = random(2, lines.length);
  const value = tokens[random(4, tokens.length)];
  const changes = [
    () => lines.splice(at, 1),
    () => lines.splice(to, 0, lines[at]),
    () => lines.splice(to, 0, ...lines.splice(at, 1)),
    () => lines.splice(at, 1, lines[at].replace(/=.*/, `= ${value}`)),
    () => lines.splice(at, 1, lines[at].replace(/\d+/, String(random(5, 9)))),
  ];
  changes[random(3, changes.length)]();
  return lines.join('\n');
}

const knownKeys = new Set(describeKeys(gaugeRunSchema).map(({ path }) => path));

/** Paths of all keys, elements of lists without their number, as in the schema. */
function writtenKeys(value: unknown, path = ''): string[] {
  if (Array.isArray(value)) return value.flatMap(held => writtenKeys(held, path));
  if (typeof value !== 'object' || value === null || value instanceof Date) return [];
  return Object.entries(value).flatMap(([key, held]) => {
    const place = path === '' ? key : `${path}.${key}`;
    return [place, ...writtenKeys(held, place)];
  });
}

test('every damaged file is refused in sentences, or holds known keys only and survives its echo', () => {
  let accepted = 0;
  let refused = 0;
  for (let index = 0; index < 3000; index++) {
    const text = damaged(index);
    try {
      const run = resolvedFrom(text);
      accepted++;
      for (const key of writtenKeys(parse(text))) expect(knownKeys.has(key), `${key} in\n${text}`).toBe(true);
      expect(resolvedFrom(writeToml(run))).toEqual(run);
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      refused++;
      for (const line of error.message.split('\n')) expect(line).toMatch(/^sample\.toml:\d+: .*[^ ]$/u);
      expect(error.message.replaceAll('\n', '')).not.toMatch(/\p{Cc}/u);
    }
  }
  expect(Object.keys(Object.prototype)).toEqual([]);
  expect(({} as Record<string, unknown>).beta).toBeUndefined();
  // Both ends of the law are exercised.
  expect(accepted).toBeGreaterThan(100);
  expect(refused).toBeGreaterThan(1000);
});
