import { expect, it } from 'vitest';
import { bootstrap, bootstrapDerived, bootstrapSamples } from './bootstrap.ts';
import { jackknife, jackknifeSamples } from './jackknife.ts';
import { correlationOf } from './resampling.ts';
import { autoregressiveChain } from './syntheticChain.ts';

const x = autoregressiveChain(3, 6000, 8, 0);
const y = autoregressiveChain(3, 6000, 8, 1).map((value, i) => value - x[i]);

it('a seed fixes the result, another seed moves it within its own error', () => {
  const options = { binSize: 60, seed: 5, resamples: 500 };
  const first = bootstrap(x, options);
  expect(bootstrap(x, options)).toEqual(first);
  const other = bootstrap(x, { ...options, seed: 6 });
  expect(other.error).not.toBe(first.error);
  expect(Math.abs(other.error - first.error)).toBeLessThan(4 * first.errorOfError);
});

it('agrees with the jackknife of the same bins in error and correlation', () => {
  const resamples = 2000;
  const [b, j] = [bootstrap(x, { binSize: 60, seed: 1, resamples }), jackknife(x, { binSize: 60 })];
  expect(b.mean).toBeCloseTo(j.mean, 12);
  // Same bins, so only the finite number of resamples is left: relative 1/√(2 K).
  expect(Math.abs(b.error / j.error - 1)).toBeLessThan(4 / Math.sqrt(2 * resamples));
  const both = [x, y];
  const cb = correlationOf(bootstrapSamples(m => m, both, { binSize: 60, seed: 1, resamples }));
  const cj = correlationOf(jackknifeSamples(m => m, both, { binSize: 60 }));
  expect(Math.abs(cb[0][1] - cj[0][1])).toBeLessThan(4 / Math.sqrt(resamples));
});

it('propagates a derived quantity to first order like its derivative', () => {
  const shifted = x.map(value => 10 + value);
  const options = { binSize: 60, seed: 2 };
  const [plain, square] = [bootstrap(shifted, options), bootstrapDerived(([m]) => m * m, [shifted], options)];
  // The next order is error/mean, below one per cent here.
  expect(Math.abs(square.error / (2 * plain.mean * plain.error) - 1)).toBeLessThan(plain.error / plain.mean + 1e-9);
});

it('refuses a number of resamples that gives no spread', () => {
  expect(() => bootstrap(x, { binSize: 60, seed: 1, resamples: 1 })).toThrow(/resamples is 1/);
});
