import { expect, test } from 'vitest';
import { trace } from './trace.ts';

test('keeps all of a short run', () => {
  const kept = trace();
  for (let x = 1; x <= 100; x++) kept.add(x, x ** 2);
  expect(kept.xs).toEqual(Array.from({ length: 100 }, (_, k) => k + 1));
  expect(kept.ys[99]).toBe(10_000);
});

test('a long run stays below 4000 points that reach from its beginning to its end, evenly', () => {
  const kept = trace();
  for (let x = 1; x <= 1_000_000; x++) kept.add(x, -x);
  expect(kept.xs.length).toBeLessThan(4000);
  expect(kept.xs.length).toBeGreaterThan(1500);
  expect(kept.xs.at(-1)).toBeGreaterThan(998_000);
  expect(kept.ys.every((y, k) => y === -kept.xs[k])).toBe(true);
});
