import { expect, it } from 'vitest';
import { hashNormal } from './counterHash.ts';
import { averageModels, averagePlateaux } from './modelAverage.ts';

const model = { mean: 1, error: 0.1, chi2: 3, parameters: 2, cut: 0 };

it('equal models share the weight, and one parameter or one cut point costs a factor e', () => {
  const { weights, mean, error, systematicError } = averageModels([model, model]);
  expect(weights).toEqual([0.5, 0.5]);
  expect(mean).toBe(1);
  expect(error).toBeCloseTo(0.1, 15);
  expect(systematicError).toBe(0);
  for (const dearer of [
    { ...model, parameters: 3 },
    { ...model, cut: 1 },
    { ...model, chi2: 5 },
  ]) {
    const [cheap, dear] = averageModels([model, dearer]).weights;
    expect(cheap / dear).toBeCloseTo(Math.E, 12);
  }
});

it('the spread between models is their standard deviation', () => {
  const { mean, statisticalError, systematicError, error } = averageModels([model, { ...model, mean: 1.4 }]);
  expect(mean).toBeCloseTo(1.2, 14);
  expect(systematicError).toBeCloseTo(0.2, 14);
  expect(error).toBeCloseTo(Math.hypot(statisticalError, systematicError), 15);
});

it('refuses an empty list and a broken model', () => {
  expect(() => averageModels([])).toThrow(/No model/);
  expect(() => averageModels([model, { ...model, chi2: Number.NaN }])).toThrow(/Model 1 has the AIC NaN/);
});

it('averaged plateaux avoid the excited state and keep an honest error', () => {
  const [points, truth, width, trials] = [14, 0.5, 0.01, 200];
  const covariance = Array.from({ length: points }, (_, i) =>
    Array.from({ length: points }, (__, j) => (i === j ? width * width : 0)),
  );
  let pulls = 0;
  for (let trial = 0; trial < trials; trial++) {
    const y = Array.from(
      { length: points },
      (_, t) => truth + 0.3 * Math.exp(-0.8 * t) + width * hashNormal(61, trial, t),
    );
    const { mean, error } = averagePlateaux(y, covariance);
    pulls += ((mean - truth) / error) ** 2 / trials;
  }
  // A bias of less than one error at most doubles the squared pull.
  expect(pulls).toBeLessThan(2);
  expect(() => averagePlateaux([1], [[1]])).toThrow(/1 points, a plateau of 2/);
});
