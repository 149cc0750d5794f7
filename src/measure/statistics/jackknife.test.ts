import { describe, expect, it } from 'vitest';
import { gammaDerived, gammaMethod } from './gamma.ts';
import { jackknife, jackknifeDerived, jackknifeSamples } from './jackknife.ts';
import { correlationOf, covarianceOf } from './resampling.ts';
import { autoregressiveChain } from './syntheticChain.ts';

describe('jackknife', () => {
  it('of the mean with bins of one is the textbook error sqrt(sum (x - mean)^2 / (N (N-1)))', () => {
    const { mean, error, tauInt, samples } = jackknife([1, 2, 3, 4, 10], { binSize: 1 });
    expect(mean).toBeCloseTo(4, 14);
    expect(error).toBeCloseTo(Math.sqrt((9 + 4 + 1 + 0 + 36) / (5 * 4)), 14);
    expect(tauInt).toBeCloseTo(0.5, 14);
    expect(samples).toBe(5);
  });

  it('agrees with the Gamma-method on uncorrelated and, with long bins, on correlated data', () => {
    const free = autoregressiveChain(0.5, 4000, 1);
    const [a, b] = [gammaMethod(free), jackknife(free, { binSize: 1 })];
    expect(Math.abs(a.error - b.error)).toBeLessThan(4 * a.errorOfError);
    const chain = autoregressiveChain(4, 20000, 2);
    const [c, d] = [gammaMethod(chain), jackknife(chain, { binSize: 100 })];
    expect(Math.abs(c.error - d.error)).toBeLessThan(4 * Math.hypot(c.errorOfError, d.errorOfError));
    expect(Math.abs(d.tauInt - 4)).toBeLessThan(4 * d.tauIntError);
  });

  it('removes the bias of the square of a mean exactly', () => {
    const x = [1, 2, 4, 8, 3, 5];
    const mean = x.reduce((sum, value) => sum + value, 0) / 6;
    const variance = x.reduce((sum, value) => sum + (value - mean) ** 2, 0) / 5;
    const derived = jackknifeDerived(([m]) => m * m, [x], { binSize: 1 });
    expect(derived.mean).toBeCloseTo(mean * mean - variance / 6, 12);
  });

  it('propagates a ratio like the Gamma-method, correlations included', () => {
    const a = autoregressiveChain(2, 8000, 3, 0).map(x => 4 + x);
    const b = autoregressiveChain(2, 8000, 3, 1).map((x, i) => 3 + 0.5 * x + 0.4 * (a[i] - 4));
    const ratio = ([x, y]: readonly number[]) => x / y;
    const [j, g] = [jackknifeDerived(ratio, [a, b], { binSize: 50 }), gammaDerived(ratio, [a, b])];
    expect(Math.abs(j.error - g.error)).toBeLessThan(4 * Math.hypot(j.errorOfError, g.errorOfError));
    expect(Math.abs(j.mean - g.mean)).toBeLessThan(0.1 * g.error);
  });

  it('leaves out the first values that fill no bin', () => {
    const estimate = jackknife([1000, 1, 2, 3, 4, 5, 6], { binSize: 2 });
    expect(estimate.samples).toBe(6);
    expect(estimate.mean).toBeCloseTo(3.5, 14);
  });

  it('a constant has no error', () => {
    expect(jackknife([2, 2, 2, 2], { binSize: 1, stride: 3 })).toMatchObject({
      mean: 2,
      error: Number.NaN,
      effectiveSamples: 0,
    });
  });

  it('refuses bins that do not fit', () => {
    expect(() => jackknife([1, 2, 3], { binSize: 2 })).toThrow(/3 values, at least 4/);
    expect(() => jackknife([1, 2, 3], { binSize: 0 })).toThrow(/binSize is 0/);
    expect(() => jackknifeSamples(m => m, [[1, 2], [1]], { binSize: 1 })).toThrow(/Observable 1 has 1 value but/);
    expect(() => jackknifeSamples(m => m, [], { binSize: 1 })).toThrow(/No observable/);
  });
});

describe('covariance', () => {
  const x = autoregressiveChain(0.5, 400, 4, 0);
  const y = autoregressiveChain(0.5, 400, 4, 1).map((value, i) => value + 0.5 * x[i]);

  it('of means is the sample covariance over N', () => {
    const resampling = jackknifeSamples(means => means, [x, y], { binSize: 1 });
    const covariance = covarianceOf(resampling);
    const [mx, my] = resampling.center;
    const direct = x.reduce((sum, value, i) => sum + (value - mx) * (y[i] - my), 0) / (400 * 399);
    expect(covariance[0][1] / direct).toBeCloseTo(1, 10);
    expect(covariance[1][0]).toBeCloseTo(covariance[0][1], 15);
  });

  it('normalises to correlations of 1 and -1 for copies and mirrors', () => {
    const correlation = correlationOf(jackknifeSamples(([a]) => [a, 3 * a, -a], [x], { binSize: 4 }));
    expect(correlation[0][1]).toBeCloseTo(1, 12);
    expect(correlation[0][2]).toBeCloseTo(-1, 12);
    expect(() => correlationOf(jackknifeSamples(([a]) => [a, 1], [x], { binSize: 4 }))).toThrow(
      /quantity 1 has no variance/,
    );
  });
});
