import { expect, test } from 'vitest';
import { latticePropagator, treeLevelDistance } from './treeLevelDistance.ts';

// Grids of 128 and 256 points leave errors of third order, 1e-7 of G.
const digits = 7;

test('at the origin the propagator is the integral of Watson (1939)', () => {
  expect(latticePropagator([0, 0, 0])).toBeCloseTo(0.25273100985866, digits);
});

test.each<[number, number, number][]>([[[0, 0, 0]], [[1, 0, 0]], [[2, 1, 0]], [[3, -2, 2]]])(
  'minus its Laplacian is a charge of one at the origin: %j',
  ([x, y, z]) => {
    const around = [1, -1].flatMap(step => [
      latticePropagator([x + step, y, z]),
      latticePropagator([x, y + step, z]),
      latticePropagator([x, y, z + step]),
    ]);
    const flux = 6 * latticePropagator([x, y, z]) - around.reduce((sum, value) => sum + value);
    expect(flux).toBeCloseTo(x === 0 ? 1 : 0, digits - 1);
  },
);

test.each<[number, number, number][]>([[[9, 0, 0]], [[6, 6, 0]], [[5, 5, 5]]])(
  'far away it is that of Euclid, with the first correction of cubic symmetry: %j',
  n => {
    const r = Math.hypot(...n);
    const quartic = n.reduce((sum, length) => sum + length ** 4, 0) / r ** 4;
    // The next order is 1/r⁴ with a factor of about 1.
    expect(Math.abs(treeLevelDistance(n) / r - (1 + (3 - 5 * quartic) / (8 * r ** 2)))).toBeLessThan(2 / r ** 4);
  },
);

test('near, it is shorter along an axis, and none for one site', () => {
  expect(treeLevelDistance([1, 0, 0])).toBeCloseTo(1 / (4 * Math.PI * (0.25273100985866 - 1 / 6)), 6);
  expect(() => treeLevelDistance([0, 0, 0])).toThrow('no distance');
});
