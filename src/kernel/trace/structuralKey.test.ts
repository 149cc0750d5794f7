import { isDeepStrictEqual } from 'node:util';
import { assert, jsonValue, property } from 'fast-check';
import { expect, test } from 'vitest';
import { structuralKey } from './structuralKey.ts';

test('equal data have equal keys, however they were made', () => {
  const data = () => [1, -0, 'a', { steps: [{ direction: 0, sign: -1 }], start: [0, 0] }, true, undefined, null];
  expect(structuralKey(data())).toBe(structuralKey(data()));
});

test('data that differ have different keys', () => {
  const different = [0, -0, '0', [0], [[0]], [], {}, { a: 0 }, { b: 0 }, [0, 0], '0,0', '[0]', null, undefined, 'null'];
  expect(new Set(different.map(structuralKey)).size).toBe(different.length);
});

test('a key is a function of the data, and of nothing else', () => {
  assert(
    property(jsonValue(), jsonValue(), (one, other) => {
      expect(structuralKey(one)).toBe(structuralKey(structuredClone(one)));
      expect(structuralKey(one) === structuralKey(other)).toBe(isDeepStrictEqual(one, other));
    }),
  );
});

test('functions, instances and what holds them are distinguished by identity', () => {
  const group = () => ({ name: 'SU(2)', exponential: () => 1 });
  const [one, other] = [group(), group()];
  expect(structuralKey([one, 4])).toBe(structuralKey([one, 4]));
  expect(structuralKey([one, 4])).not.toBe(structuralKey([other, 4]));
  expect(structuralKey(new Map())).not.toBe(structuralKey(new Map()));
});
