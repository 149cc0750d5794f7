import { expect, it } from 'vitest';
import { choleskyFactor } from './cholesky.ts';
import { shrunkCovariance } from './shrinkage.ts';
import { autoregressiveChain } from './syntheticChain.ts';

/** Quantities that share half of their variance. */
function binsOf(quantities: number, count: number): Float64Array[] {
  const common = autoregressiveChain(0.5, count, 61);
  return Array.from({ length: quantities }, (_, k) =>
    autoregressiveChain(0.5, count, 62, k).map((x, b) => (x + common[b]) / Math.SQRT2),
  );
}

it('of many bins is the covariance of the averages, hardly shrunk', () => {
  const { covariance, shrinkage } = shrunkCovariance(binsOf(6, 20_000));
  expect(shrinkage).toBeLessThan(0.001);
  covariance.forEach((row, i) => {
    row.forEach((value, j) => {
      // Four standard errors of a correlation, 1/√20000.
      expect(Math.abs(value * 20_000 - (i === j ? 1 : 0.5))).toBeLessThan(4 * Math.sqrt(2 / 20_000));
    });
  });
});

it('of fewer bins than quantities can be inverted, and reports how much it shrank', () => {
  const { covariance, shrinkage } = shrunkCovariance(binsOf(20, 12));
  expect('lower' in choleskyFactor(covariance)).toBe(true);
  expect(shrinkage).toBeGreaterThan(0.05);
  expect(shrinkage).toBeLessThanOrEqual(1);
});

it('a quantity that is the same in all bins is named', () => {
  expect(() =>
    shrunkCovariance([
      [1, 2, 3],
      [4, 4, 4],
    ]),
  ).toThrow(/Quantity 1 is 4 in all bins/);
});
