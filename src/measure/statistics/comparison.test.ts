import { describe, expect, it } from 'vitest';
import {
  compareHistograms,
  effectiveSizes,
  kolmogorovSmirnov,
  kolmogorovSmirnovOfChains,
  significance,
} from './comparison.ts';
import { gammaMethod } from './gamma.ts';
import { autoregressiveChain } from './syntheticChain.ts';

const normals = (length: number, seed: number, stream: number) => autoregressiveChain(0.5, length, seed, stream);
/** Kolmogorov-Smirnov distance of p values from the uniform distribution on a fine grid. */
const uniformity = (pValues: number[]) =>
  kolmogorovSmirnov(
    pValues,
    Array.from({ length: 20000 }, (_, i) => (i + 0.5) / 20000),
  );

describe('Kolmogorov-Smirnov', () => {
  it('finds the distance of small samples, ties included', () => {
    expect(kolmogorovSmirnov([1, 2, 3, 4], [3, 4, 5, 6]).distance).toBe(0.5);
    expect(kolmogorovSmirnov([1, 1, 2], [1, 2, 2]).distance).toBeCloseTo(1 / 3, 15);
    expect(kolmogorovSmirnov([1, 2], [1, 2])).toEqual({ distance: 0, pValue: 1 });
    expect(kolmogorovSmirnov([1], [2]).distance).toBe(1);
    expect(() => kolmogorovSmirnov([], [1])).toThrow(/Sample a has 0 values/);
  });

  it('has uniform p values for draws from one distribution', () => {
    const pValues = Array.from(
      { length: 500 },
      (_, s) => kolmogorovSmirnov(normals(400, 40, 2 * s), normals(300, 40, 2 * s + 1)).pValue,
    );
    expect(uniformity(pValues).pValue).toBeGreaterThan(0.01);
  });

  it('with effective sizes does not cry wolf over correlated chains, without them it does', () => {
    const pairs = Array.from({ length: 200 }, (_, s) => [
      autoregressiveChain(5, 1000, 41, 2 * s),
      autoregressiveChain(5, 1000, 41, 2 * s + 1),
    ]);
    const below = (test: (a: Float64Array, b: Float64Array) => { pValue: number }) =>
      pairs.filter(([a, b]) => test(a, b).pValue < 0.05).length / pairs.length;
    expect(below((a, b) => kolmogorovSmirnov(a, b))).toBeGreaterThan(0.3);
    // Five per cent and three binomial standard deviations of 200 trials.
    expect(below(kolmogorovSmirnovOfChains)).toBeLessThan(0.05 + 3 * Math.sqrt((0.05 * 0.95) / 200));
  });

  it('sees a shift of a fifth of the width in 2000 draws', () => {
    const [a, b] = [normals(2000, 42, 0), normals(2000, 42, 1).map(x => x + 0.2)];
    expect(kolmogorovSmirnov(a, b).pValue).toBeLessThan(1e-4);
  });

  it('takes no more effective samples than there are values', () => {
    const [a, b] = effectiveSizes(autoregressiveChain(0.2, 500, 1), autoregressiveChain(2, 500, 1));
    expect(a).toBe(500);
    expect(b).toBeLessThan(250);
  });
});

describe('histograms', () => {
  it('of proportional counts have chi^2 = 0', () => {
    const a = [1, 2, 3, 4];
    const { chi2, pValue } = compareHistograms(a, [...a, ...a, ...a], 4);
    expect(chi2).toBeCloseTo(0, 14);
    expect(pValue).toBeCloseTo(1, 14);
  });

  it('follow the formula in a 2 x 2 table', () => {
    const a = [...new Array(30).fill(0), ...new Array(10).fill(1)];
    const b = [...new Array(20).fill(0), ...new Array(20).fill(1)];
    const { chi2, degreesOfFreedom, countsA, countsB } = compareHistograms(a, b, 8);
    expect(countsA).toEqual([30, 10]);
    expect(countsB).toEqual([20, 20]);
    expect(degreesOfFreedom).toBe(1);
    expect(chi2).toBeCloseTo(100 / 50 + 100 / 30, 13);
  });

  it('have uniform p values, and effective sizes scale chi^2', () => {
    const pValues = Array.from(
      { length: 500 },
      (_, s) => compareHistograms(normals(400, 43, 2 * s), normals(600, 43, 2 * s + 1)).pValue,
    );
    expect(uniformity(pValues).pValue).toBeGreaterThan(0.01);
    const [a, b] = [normals(400, 43, 0), normals(600, 43, 1)];
    const whole = compareHistograms(a, b).chi2;
    expect(compareHistograms(a, b, 10, [100, 150]).chi2).toBeCloseTo(whole / 4, 12);
  });

  it('refuse data in one bin', () => {
    expect(() => compareHistograms([1, 1], [1, 1])).toThrow(/one bin/);
    expect(() => compareHistograms([1, 2], [1, 2], 1)).toThrow(/bins is 1/);
  });
});

it('significance counts joint standard deviations with a sign', () => {
  expect(significance({ mean: 1, error: 0.3 }, { mean: 2, error: 0.4 })).toBeCloseTo(-2, 14);
  expect(significance({ mean: 1, error: 0 }, { mean: 1, error: 0 })).toBe(0);
  expect(significance({ mean: 1, error: 0 }, { mean: 0, error: 0 })).toBe(Number.POSITIVE_INFINITY);
  const scores = Array.from({ length: 300 }, (_, s) =>
    significance(gammaMethod(normals(200, 44, 2 * s)), gammaMethod(normals(200, 44, 2 * s + 1))),
  );
  expect(kolmogorovSmirnov(scores, normals(20000, 45, 0)).pValue).toBeGreaterThan(0.01);
});
