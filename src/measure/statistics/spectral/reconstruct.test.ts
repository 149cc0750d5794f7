import { expect, test } from 'vitest';
import { reconstruct, type SpectralRequest } from './reconstruct.ts';
import { gaussianSmeared } from './smeared.ts';
import { beta, binsOf, exactOf, times } from './testSpectra.fixture.ts';

const request: SpectralRequest = {
  ...{ kernel: 'cosh', beta, times, most: 3, points: 32, smallest: 1e-10, choose: 'kink', solver: 'interior' },
  ...{ sigma: 0.25, resamples: 15, seed: 1 },
};
const exact = exactOf('two Gaussians', 32);
const bins = binsOf(exact.correlator, 1e-3, 60, 3);
const found = reconstruct(bins, request);

test('total, peaks and smeared density have their true values within errors and resolution', () => {
  expect(found.isConverged).toBe(true);
  expect(Math.abs(found.total.mean - exact.sum)).toBeLessThan(4 * found.total.error + 0.02);
  const [first] = found.peaks;
  expect(Math.abs(first.position - 0.4)).toBeLessThan(first.resolution);
  const { centres, sigma, sparse, hansenLupoTantalo } = found.smeared;
  const k = centres.findIndex(centre => centre > 0.4);
  const expected = gaussianSmeared(exact.spectrum, exact.grid, centres[k], sigma);
  expect(Math.abs(sparse[k].mean / expected - 1)).toBeLessThan(0.1);
  expect(Math.abs(hansenLupoTantalo[k].mean - expected)).toBeLessThan(3 * hansenLupoTantalo[k].error);
});

test('bands hold the spectrum between them, λ has both choices, other choices are reported', () => {
  found.density.forEach((_, j) => {
    expect(found.low[j]).toBeLessThanOrEqual(found.high[j]);
  });
  expect(found.validation).toBeGreaterThan(0);
  expect(found.path.some(({ validation }) => validation !== undefined)).toBe(true);
  expect(found.variations.map(({ what }) => what)).toHaveLength(6);
  expect(found.correlator[0].error / found.correlator[0].mean).toBeCloseTo(1e-3, 3);
  const sum = { ...request, sum: exact.sum, choose: 'validation', resamples: 10 } as const;
  const other = reconstruct(bins, sum);
  expect(other.lambda).toBe(other.validation);
  expect(other.total.mean / exact.sum).toBeCloseTo(1, 6);
});
