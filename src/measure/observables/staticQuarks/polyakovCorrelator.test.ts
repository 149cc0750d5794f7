import { describe, expect, test } from 'vitest';
import { coldStart, gaugeTransformed, hotStart, randomElements } from '../../../gauge/index.ts';
import { groupNamed } from '../../../group/index.ts';
import { key, Lattice } from '../../../lattice/index.ts';
import { gammaDerived } from '../../statistics/index.ts';
import {
  absolutePolyakovLoop,
  binderCumulant,
  complexPolyakovLoop,
  polyakovCorrelator,
  polyakovLoopsInSpace,
  polyakovSeparations,
  powersOf,
  susceptibility,
} from '../index.ts';

describe.each([
  { name: 'U(1)', extents: [4, 6] },
  { name: 'SU(2)', extents: [4, 2, 4] },
  { name: 'SU(3)', extents: [4, 4, 2, 6] },
])('$name on $extents', ({ name, extents }) => {
  const [lattice, group] = [new Lattice(extents), groupNamed(name)];
  const hot = hotStart(lattice, group, key(1, 0, 'start'));
  const spatialVolume = lattice.volume / extents.at(-1)!;

  test('unit links give N^2 at every distance', () => {
    for (const value of polyakovCorrelator({ extents }).measure(coldStart(lattice, group))) {
      expect(value).toBeCloseTo(group.colours ** 2, 12);
    }
  });

  test('the loops of all sites average to the loop', () => {
    const { re, im } = polyakovLoopsInSpace(hot);
    const [P, Q] = complexPolyakovLoop().measure(hot);
    expect(re).toHaveLength(spatialVolume);
    expect(re.reduce((a, b) => a + b) / spatialVolume).toBeCloseTo(P, 13);
    expect(im.reduce((a, b) => a + b) / spatialVolume).toBeCloseTo(Q, 13);
    expect(absolutePolyakovLoop().measure(hot)).toBeCloseTo(Math.hypot(P, Q), 13);
  });

  test('the sum over all distances is V_s |P|^2, the value at 0 the mean of |tr L|^2', () => {
    const values = polyakovCorrelator({ extents }).measure(hot);
    const list = polyakovSeparations({ extents });
    const total = values.reduce((sum, value, k) => sum + value * list[k].displacements.length, 0);
    const [P, Q] = complexPolyakovLoop().measure(hot);
    expect(total).toBeCloseTo(spatialVolume * (P ** 2 + Q ** 2), 11);
    const { re, im } = polyakovLoopsInSpace(hot);
    expect(values[0]).toBeCloseTo(re.reduce((sum, x, k) => sum + x ** 2 + im[k] ** 2, 0) / spatialVolume, 13);
  });

  test('gauge invariant', () => {
    const elsewhere = gaugeTransformed(hot, randomElements(lattice, group, 1, key(2, 0, 'gaugeTransformation')));
    const [here, there] = [hot, elsewhere].map(u => polyakovCorrelator({ extents }).measure(u));
    here.forEach((value, k) => {
      expect(there[k]).toBeCloseTo(value, 12);
    });
  });
});

test('separations and the longest distance', () => {
  const { coordinates } = polyakovCorrelator({ extents: [8, 8, 8, 4], maxDistance: 1.5 });
  expect(coordinates).toEqual({ d: ['0,0,0', '1,0,0', '1,1,0'], r: [0, 1, Math.SQRT2] });
});

test('fluctuations of chains whose moments are known', () => {
  const two = Array.from({ length: 400 }, (_, k) => (k % 2 === 0 ? 0.5 : -0.5));
  const chi = gammaDerived(susceptibility(64), powersOf(two).slice(0, 2));
  expect(chi.mean).toBeCloseTo(16, 12);
  expect(binderCumulant([0, 0.25, 0.0625])).toBeCloseTo(2 / 3, 14);
  // Moments 1 and 3 of a Gaussian of variance 1.
  expect(binderCumulant([0, 1, 3])).toBe(0);
  expect(() => binderCumulant([0, 0, 0])).toThrow('needs <x^2> > 0');
});
