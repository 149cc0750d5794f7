import { expect, test } from 'vitest';
import { hashNormal } from '../measure/statistics/counterHash.ts';
import { cumulantsFrom } from './cumulants.ts';
import type { List } from './list.ts';

const length = 4000;
const labels = ['quantity=tr1', 'quantity=q1', 'quantity=q2', 'quantity=q3', 'quantity=q4'];
const list = { name: 'staggeredTraces', title: 'traces', labels } as unknown as List;

/** q_n of weights exp(m A): the powers of A, as where only the disconnected part exists. */
function cumulantsOf(values: Float64Array) {
  const runs = [0, 1, 2, 3, 4].map(n => [values.map(A => A ** Math.max(n, 1))]);
  const chains = { stride: 1, runs, trajectories: [Float64Array.from(values, (_, i) => i + 1)] };
  return Object.fromEntries(
    cumulantsFrom([list], new Map([[list.name, chains]]), [2, 5]).scalars.map(({ name, estimate }) => [
      name.split('.')[0],
      estimate,
    ]),
  );
}

test('a Gaussian far from 0 has its mean, variance and no further cumulants, within errors that are as small as they can be', () => {
  const found = cumulantsOf(Float64Array.from({ length }, (_, i) => 1e4 + 3 * hashNormal(1, 0, i)));
  expect(Math.abs(found.massCumulant1.mean - 1e3)).toBeLessThan(4 * found.massCumulant1.error);
  expect(Math.abs(found.massCumulant2.mean - 0.9)).toBeLessThan(4 * found.massCumulant2.error);
  expect(Math.abs(found.massSkewness.mean)).toBeLessThan(4 * found.massSkewness.error);
  expect(Math.abs(found.massKurtosis.mean)).toBeLessThan(4 * found.massKurtosis.error);
  // √(2/N), √(6/N), √(24/N): errors of high moments are themselves known to a fifth from as many values.
  const ratios = [
    found.massCumulant2.error / 0.9 / Math.sqrt(2 / length),
    found.massSkewness.error / Math.sqrt(6 / length),
    found.massKurtosis.error / Math.sqrt(24 / length),
  ];
  expect(Math.min(...ratios)).toBeGreaterThan(0.7);
  expect(Math.max(...ratios)).toBeLessThan(1.4);
});

test('two values of equal weight have kurtosis -2', () => {
  const found = cumulantsOf(Float64Array.from({ length }, (_, i) => 100 + (i % 2)));
  expect(found.massKurtosis.mean).toBeCloseTo(-2, 8);
});
