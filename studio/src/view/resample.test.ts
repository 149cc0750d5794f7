import { expect, test } from 'vitest';
import { refined } from './resample.ts';

test('a constant stays a constant, and sums keep their size', () => {
  expect([...refined([2, 2, 2, 2], [2, 2], 3)].every(value => Math.abs(value - 2) < 1e-6)).toBe(true);
  const values = [1, 0, 0, 5, 2, 7];
  const sum = refined(values, [3, 2], 4).reduce((a, b) => a + b, 0);
  // Single precision over 96 numbers.
  expect(sum / 16).toBeCloseTo(15, 4);
});

test('a plane wave keeps its phase on a periodic axis', () => {
  const wave = (x: number) => Math.cos((2 * Math.PI * x) / 12);
  const finer = refined(
    Array.from({ length: 12 }, (_, x) => wave(x)),
    [12],
    4,
  );
  // The spline damps the wave by 1 − k²/6 at lowest order; its phase stays.
  const damping = (2 + Math.cos((2 * Math.PI) / 12)) / 3;
  for (const [k, value] of finer.entries()) expect(value).toBeCloseTo(damping * wave((k + 0.5) / 4 - 0.5), 2);
});
