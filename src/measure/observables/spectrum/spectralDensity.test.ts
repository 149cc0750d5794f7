import { describe, expect, test } from 'vitest';
import { StaggeredOperator } from '../../../fermion/index.ts';
import { coldStart, hotStart } from '../../../gauge/index.ts';
import { groupNamed } from '../../../group/index.ts';
import { key, Lattice } from '../../../lattice/index.ts';
import { spectralDensity } from '../index.ts';
import { chebyshevMoments, eigenvaluesBelow } from './chebyshevMoments.ts';
import { denseMatrix } from './logDeterminant.ts';

/** Sum of the moments over all unit vectors: traces without noise. */
function traces(operator: StaggeredOperator, top: number, count: number): Float64Array {
  const momentsOf = chebyshevMoments(operator.normal('even'), top, count);
  const vector = operator.vector('even');
  const unit = new Float64Array(vector.sites.length * vector.components);
  const total = new Float64Array(count);
  for (let at = 0; at < unit.length; at += 2) {
    momentsOf(unit.fill(0).fill(1, at, at + 1)).forEach((moment, k) => {
      total[k] += moment;
    });
  }
  return total;
}

describe('unit links on 4^4, one colour: lambda^2 = 1/2, 3/2, 5/2, 7/2 for 16, 48, 48, 16 even modes', () => {
  const lattice = new Lattice([4, 4, 4, 4]);
  const operator = new StaggeredOperator(lattice, groupNamed('U(1)'));
  operator.setLinks(coldStart(lattice, operator.group));
  const modes = [
    [0.5, 16],
    [1.5, 48],
    [2.5, 48],
    [3.5, 16],
  ];
  const top = 4;
  const moments = traces(operator, top, 200);

  test('moments are sums of cosines', () => {
    moments.forEach((moment, k) => {
      const exact = modes.reduce(
        (sum, [value, count]) => sum + count * Math.cos(k * Math.acos((2 * value) / top - 1)),
        0,
      );
      // The recursion keeps rounding errors of order k times 1e-16 per mode.
      expect(Math.abs(moment - exact)).toBeLessThan(1e-10);
    });
  });

  test('modes are counted between the levels', () => {
    const counts = [0, 1, 2, 3, 4].map(edge => eigenvaluesBelow(moments, top, edge));
    // Jackson's kernel falls off as a Gaussian of width π/200 in θ; levels are 0.5 away.
    [0, 16, 64, 112, 128].forEach((count, k) => {
      expect(Math.abs(counts[k] - count)).toBeLessThan(1e-2);
    });
  });
});

test('on random links the first moments are traces of powers of the matrix', () => {
  const lattice = new Lattice([2, 2, 2, 4]);
  const group = groupNamed('SU(2)');
  const operator = new StaggeredOperator(lattice, group).setLinks(hotStart(lattice, group, key(1, 0, 'start')));
  const top = 10;
  const { re, im, size } = denseMatrix(operator.normal('even'), 0);
  const [first, second, third] = powers(re, im, size);
  // T₂ = 2 x² − 1 and T₃ = 4 x³ − 3 x with x = 2 A / top − 1.
  const [a, b, c] = [(2 / top) * first, (2 / top) ** 2 * second, (2 / top) ** 3 * third];
  const [x1, x2, x3] = [a - size, b - 2 * a + size, c - 3 * b + 3 * a - size];
  const moments = traces(operator, top, 4);
  [size, x1, 2 * x2 - size, 4 * x3 - 3 * x1].forEach((expected, k) => {
    expect(moments[k]).toBeCloseTo(expected, 11);
  });
});

test('the integral over all bins is N/2 for any noise of modulus one, and lies where the modes are', () => {
  const lattice = new Lattice([4, 4, 4, 4]);
  const group = groupNamed('SU(2)');
  const observable = spectralDensity({ lattice, group, bins: 8, moments: 64, noise: 'Z4', vectors: 2 });
  const u = coldStart(lattice, group);
  const rho = observable.measure(u, key(1, 1, 'noise'));
  expect(observable.coordinates?.lambda).toHaveLength(8);
  // The bound on λ leaves room for links that are unitary up to rounding.
  const width = (4 * Math.sqrt(1 + 1e-6)) / 8;
  expect(rho.reduce((sum, value) => sum + width * value, 0)).toBeCloseTo(1, 12);
  // λ = 0.71, 1.22, 1.58, 1.87: nothing above 2.5 or below 0.4.
  expect(Math.abs(rho[0])).toBeLessThan(0.02);
  expect(Math.max(...rho.slice(5).map(Math.abs))).toBeLessThan(0.02);
  expect(() => observable.measure(u)).toThrow("key of the purpose 'noise'");
  expect(() => spectralDensity({ lattice, group, bins: 0, moments: 8, noise: 'Z4', vectors: 1 })).toThrow('of bins');
});

/** Tr A, Tr A², Tr A³ of a hermitian matrix. */
function powers(re: Float64Array, im: Float64Array, size: number): [number, number, number] {
  let [first, second, third] = [0, 0, 0];
  const at = (i: number, j: number) => i * size + j;
  for (let i = 0; i < size; i++) {
    first += re[at(i, i)];
    for (let j = 0; j < size; j++) {
      second += re[at(i, j)] ** 2 + im[at(i, j)] ** 2;
      let [x, y] = [0, 0];
      for (let k = 0; k < size; k++) {
        x += re[at(i, k)] * re[at(k, j)] - im[at(i, k)] * im[at(k, j)];
        y += re[at(i, k)] * im[at(k, j)] + im[at(i, k)] * re[at(k, j)];
      }
      third += x * re[at(j, i)] - y * im[at(j, i)];
    }
  }
  return [first, second, third];
}
