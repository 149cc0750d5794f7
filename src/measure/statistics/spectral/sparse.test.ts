import { describe, expect, test } from 'vitest';
import { admmSpectrum } from './admm.ts';
import { frequencies, kernelAt, kernelMatrix } from './kernels.ts';
import { kinkOf, lambdaPath } from './lambda.ts';
import { countAboveNoise, peaksOf, resolutionAt } from './peaks.ts';
import { spectralProblem } from './problem.ts';
import { sparseSpectrum } from './sparse.ts';
import { singularValues } from './svd.ts';
import { exactOf, noisy, times } from './testSpectra.fixture.ts';

const points = 40;
const problemOf = (shape: string, noise: number, seed = 1) => {
  const exact = exactOf(shape, points);
  const { data, covariance } = noisy(exact.correlator, noise, seed);
  const options = { smallest: 1e-12, sum: exact.sum };
  return { ...exact, problem: spectralProblem(exact.kernel, data, covariance, options) };
};
const sumOf = (values: Float64Array) => values.reduce((a, b) => a + b, 0);

describe('singular values', () => {
  const kernel = kernelMatrix('exp', times, frequencies('exp', 3, 40), 32);

  test('U S V^T is the matrix, U and V are orthonormal', () => {
    const { values, left, right } = singularValues(kernel);
    kernel.forEach((row, i) => {
      row.forEach((value, j) => {
        expect(values.reduce((sum, s, l) => sum + left[l][i] * s * right[l][j], 0)).toBeCloseTo(value, 13);
      });
    });
    const overlap = (a: Float64Array, b: Float64Array) => a.reduce((sum, x, k) => sum + x * b[k], 0);
    left.forEach((one, l) => {
      for (let k = 0; k <= l; k++) expect(overlap(one, left[k])).toBeCloseTo(Number(k === l), 12);
    });
    for (let l = 0; l < 6; l++) {
      for (let k = 0; k <= l; k++) expect(overlap(right[l], right[k])).toBeCloseTo(Number(k === l), 8);
    }
  });

  test('small ones have a small relative error: a graded matrix whose determinant is known', () => {
    const a = [1, 1e-4, 1e-8];
    const { values } = singularValues(a.map((x, i) => Float64Array.of(x, x * (i + 1), x * (i + 1) ** 2)));
    // Vandermonde's determinant of 1, 2, 3 is 2.
    expect(values.reduce((product, s) => product * s, 1) / 2e-12).toBeCloseTo(1, 12);
  });
});

test('kernels: limits at ω = 0, periodicity, no overflow', () => {
  expect(kernelAt('cosh', 3, 0, 16)).toBeCloseTo(2 / 16, 14);
  expect(kernelAt('cosh', 3, 0.7, 16)).toBeCloseTo((0.7 * Math.cosh(0.7 * 5)) / Math.sinh(0.7 * 8), 12);
  expect(kernelAt('cosh', 3, 1.1, 16)).toBeCloseTo(kernelAt('cosh', 13, 1.1, 16), 14);
  expect(kernelAt('fermionic', 0, -2, 16) + kernelAt('fermionic', 16, -2, 16)).toBeCloseTo(1, 14);
  expect(Number.isFinite(kernelAt('fermionic', 3, -500, 64) + kernelAt('cosh', 3, 500, 64))).toBe(true);
});

test('where the noise is known, spectra keep the sum rule to 1e-6 and have no negative parts', () => {
  for (const noise of [1e-2, 1e-5, 1e-10]) {
    const { problem, sum } = problemOf('two Gaussians', noise);
    for (const lambda of [1e3, 1]) {
      const { spectrum } = sparseSpectrum(problem, lambda);
      expect(Math.abs(sumOf(spectrum) / sum - 1)).toBeLessThan(1e-6);
      expect(Math.min(...spectrum)).toBeGreaterThanOrEqual(0);
    }
  }
});

test('the interior point is a minimum: no admissible direction leads down, and the multipliers method ends there too', () => {
  const { problem } = problemOf('Breit–Wigner', 3e-2);
  const lambda = 60;
  const value = (spectrum: Float64Array) => {
    const numbers = problem.basis.map(column => column.reduce((sum, v, j) => sum + v * spectrum[j], 0));
    return numbers.reduce(
      (sum, a, l) => sum + (problem.data[l] - problem.singular[l] * a) ** 2 / 2 + lambda * Math.abs(a),
      0,
    );
  };
  const { spectrum, isConverged } = sparseSpectrum(problem, lambda);
  expect(isConverged).toBe(true);
  const least = value(spectrum);
  for (let j = 0; j < points; j++) {
    for (let k = 0; k < points; k += 5) {
      const moved = spectrum.slice();
      const by = Math.min(1e-3, moved[j]);
      moved[j] -= by;
      moved[k] += by;
      expect(value(moved)).toBeGreaterThanOrEqual(least * (1 - 1e-8));
    }
  }
  const admm = admmSpectrum(problem, lambda, { iterations: 20_000 });
  expect(value(admm.spectrum) / least).toBeCloseTo(1, 5);
  spectrum.forEach((A, j) => {
    expect(Math.abs(A - admm.spectrum[j])).toBeLessThan(1e-4);
  });
});

test.each([
  ['two Gaussians', 1e-2],
  ['two Gaussians', 1e-4],
  ['delta and continuum', 1e-3],
  ['Breit–Wigner', 1e-2],
])('%s with noise %d: a fit of the data whose first peak is within the resolution of the true one', (shape, noise) => {
  const { problem, grid, spectrum } = problemOf(shape, noise);
  const path = lambdaPath(problem, sparseSpectrum);
  const { solution } = path[kinkOf(path, times.length)];
  expect(solution.misfit).toBeLessThan(2 * times.length);
  const [found] = peaksOf(solution.spectrum, grid).filter(({ area }) => area > 0.1);
  const [true_] = peaksOf(spectrum, grid);
  const count = countAboveNoise(problem, solution.spectrum);
  expect(Math.abs(found.position - true_.position)).toBeLessThan(resolutionAt(problem, grid, count, true_.position));
});

test('resolution grows finer with the precision of the data', () => {
  const widths = [1e-2, 1e-4, 1e-8].map(noise => {
    const { problem, grid, spectrum } = problemOf('two Gaussians', noise);
    return resolutionAt(problem, grid, countAboveNoise(problem, spectrum), 1.4);
  });
  expect(widths[0]).toBeGreaterThan(widths[1]);
  expect(widths[1]).toBeGreaterThan(widths[2]);
});

test('a covariance that cannot be inverted is refused', () => {
  const { kernel, correlator } = exactOf('two Gaussians', 20);
  const alike = correlator.map(() => correlator.map(() => 1));
  expect(() => spectralProblem(kernel, correlator, alike)).toThrow('cannot be inverted');
});
