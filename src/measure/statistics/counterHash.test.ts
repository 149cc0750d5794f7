import { expect, it } from 'vitest';
import { counterHash, hashIndex, hashNormal, hashUniform } from './counterHash.ts';
import { chiSquaredSurvival } from './special.ts';

it('a draw is a function of its three counters and of each of them', () => {
  expect(counterHash(1, 2, 3)).toBe(counterHash(1, 2, 3));
  const draws = new Set([counterHash(1, 2, 3), counterHash(2, 2, 3), counterHash(1, 3, 3), counterHash(1, 2, 4)]);
  expect(draws.size).toBe(4);
});

it.each(['stream', 'slot'])('indices are equally likely along the %s', along => {
  const bins = 50;
  const draws = 100000;
  const counts = new Float64Array(bins);
  for (let i = 0; i < draws; i++) counts[along === 'slot' ? hashIndex(5, 9, i, bins) : hashIndex(5, i, 9, bins)]++;
  const chi2 = counts.reduce((sum, count) => sum + (count - draws / bins) ** 2 / (draws / bins), 0);
  const p = chiSquaredSurvival(chi2, bins - 1);
  expect(p).toBeGreaterThan(0.001);
  expect(p).toBeLessThan(0.999);
});

it('neighbouring slots, streams and seeds are uncorrelated, and normals have unit variance', () => {
  const count = 100000;
  let [slots, streams, seeds, mean, square] = [0, 0, 0, 0, 0];
  for (let i = 0; i < count; i++) {
    const x = hashNormal(3, 4, i);
    slots += (x * hashNormal(3, 4, i + 1)) / count;
    streams += (x * hashNormal(3, 5, i)) / count;
    seeds += (x * hashNormal(4, 4, i)) / count;
    mean += x / count;
    square += (x * x) / count;
  }
  // Four standard errors; that of x² is √2 larger.
  const bound = 4 / Math.sqrt(count);
  for (const value of [slots, streams, seeds, mean]) expect(Math.abs(value)).toBeLessThan(bound);
  expect(Math.abs(square - 1)).toBeLessThan(Math.SQRT2 * bound);
  expect(hashUniform(0, 0, 0)).toBeGreaterThan(0);
});
