import { expect, test } from 'vitest';
import { spectralProblem } from './problem.ts';
import { backusGilbert, gaussianSmeared, hansenLupoTantalo } from './smeared.ts';
import { exactOf, noisy, shapes } from './testSpectra.fixture.ts';

const centres = [0.4, 0.9, 1.4, 2];
const sigma = 0.25;

test.each(Object.keys(shapes))('HLT covers the smeared spectrum within its error: %s, whatever the noise', shape => {
  for (const noise of [1e-2, 1e-4, 1e-8]) {
    const { grid, kernel, correlator, spectrum } = exactOf(shape, 60);
    const pulls = [1, 2, 3, 4].flatMap(seed => {
      const { data, covariance } = noisy(correlator, noise, seed);
      const found = hansenLupoTantalo(spectralProblem(kernel, data, covariance), grid, centres, sigma);
      return found.map(({ mean, error }, k) => (mean - gaussianSmeared(spectrum, grid, centres[k], sigma)) / error);
    });
    // The bound by Schwarz's inequality is generous: at least 68 %, and none beyond three errors.
    expect(pulls.filter(pull => Math.abs(pull) < 1).length / pulls.length).toBeGreaterThan(0.68);
    expect(Math.max(...pulls.map(Math.abs))).toBeLessThan(3);
  }
});

test('errors of HLT fall with the noise, and widths of Backus and Gilbert too', () => {
  const { grid, kernel, correlator } = exactOf('two Gaussians', 80);
  const results = [1e-2, 1e-4, 1e-6].map(noise => {
    const { data, covariance } = noisy(correlator, noise, 1);
    const problem = spectralProblem(kernel, data, covariance);
    const [resolved] = backusGilbert(problem, grid, [0.4]);
    expect(resolved.error).toBeLessThanOrEqual(0.2 * Math.abs(resolved.mean));
    return { error: hansenLupoTantalo(problem, grid, [0.4], sigma)[0].error, width: resolved.width };
  });
  expect(results[1].error).toBeLessThan(results[0].error);
  expect(results[2].error).toBeLessThan(results[1].error);
  expect(results[2].width).toBeLessThan(results[0].width);
});
