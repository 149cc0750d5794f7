import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { linearScale, logarithmicScale, logarithmicTicks, padded, rangeOf, ticks } from './scale.ts';

describe('ticks', () => {
  test('are round and inside', () => {
    expect(ticks({ from: 0, to: 1 })).toEqual([0, 0.2, 0.4, 0.6, 0.8, 1]);
    expect(ticks({ from: 0.6991, to: 0.7052 })).toEqual([0.7, 0.702, 0.704]);
    expect(ticks({ from: -130, to: 950 })).toEqual([0, 500]);
  });

  test('of any interval are a few, ordered, and inside', () => {
    const finite = fc.double({ min: -1e12, max: 1e12, noNaN: true });
    fc.assert(
      fc.property(finite, fc.double({ min: 1e-6, max: 1e12, noNaN: true }), (from, length) => {
        const scale = linearScale([from, from + length], [0, 1]);
        const values = ticks(scale);
        expect(values.length).toBeLessThanOrEqual(7);
        // Ticks are rounded to 12 digits.
        const slack = 1e-11 * (Math.abs(from) + length);
        for (const value of values) {
          expect(value).toBeGreaterThanOrEqual(scale.from - slack);
          expect(value).toBeLessThanOrEqual(scale.to + slack);
        }
        expect(values).toEqual([...values].sort((one, other) => one - other));
      }),
    );
  });
});

test('linearScale maps ends to ends, and opens an empty interval', () => {
  const scale = linearScale([2, 4], [100, 0]);
  expect([2, 3, 4].map(scale)).toEqual([100, 50, 0]);
  expect(linearScale([5, 5], [0, 10])(5)).toBeCloseTo(5);
  expect(linearScale([0, 0], [0, 10])(0)).toBe(5);
});

test('rangeOf and padded', () => {
  expect(rangeOf([3, -1, 2])).toEqual([-1, 3]);
  expect(rangeOf([])).toEqual([0, 1]);
  expect(padded([0, 100])).toEqual([-5, 105]);
});

test('logarithmicScale maps equal ratios to equal distances', () => {
  const scale = logarithmicScale([1, 100], [0, 10]);
  expect([1, 10, 100].map(scale)).toEqual([0, expect.closeTo(5, 12), 10]);
  expect(logarithmicScale([3, 3], [0, 10])(3)).toBeCloseTo(5);
});

test('logarithmicTicks are powers of ten, with 2 and 5 between few of them', () => {
  expect(logarithmicTicks({ from: 0.5, to: 2000 })).toEqual([1, 10, 100, 1000]);
  expect(logarithmicTicks({ from: 1, to: 60 })).toEqual([1, 2, 5, 10, 20, 50]);
  expect(logarithmicTicks({ from: 0.61, to: 0.69 }).length).toBeGreaterThan(2);
  expect(logarithmicTicks({ from: 1e-30, to: 1 }).length).toBeLessThan(12);
});
