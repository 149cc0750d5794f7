import { describe, expect, test } from 'vitest';
import { hotStart } from '../../gauge/index.ts';
import { groupNamed } from '../../group/index.ts';
import { key, Lattice } from '../../lattice/index.ts';
import {
  chiralCondensate,
  chiralMoments,
  type Dilution,
  disconnectedSusceptibility,
  exactChiralCondensate,
} from './index.ts';

const lattice = new Lattice([2, 2, 2, 4]);
const group = groupNamed('SU(2)');
const u = hotStart(lattice, group, key(1, 0, 'start'));
const options = { lattice, group, mass: 0.4, flavours: 2, solver: { tolerance: 1e-13 } };
const statistics = (values: readonly number[]) => {
  const mean = values.reduce((a, b) => a + b) / values.length;
  const variance = values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (values.length - 1);
  return { mean, spread: Math.sqrt(variance), sigma: Math.sqrt(variance / values.length) };
};

describe('exact', () => {
  const [X, square, connected] = chiralMoments(options).measure(u);

  test('X is the condensate and X^2 its square', () => {
    expect(X).toBeCloseTo(exactChiralCondensate(options).measure(u), 14);
    expect(square).toBeCloseTo(X ** 2, 14);
  });

  test('the connected part is the derivative of the condensate with respect to the mass', () => {
    const at = (mass: number) => exactChiralCondensate({ ...options, mass }).measure(u);
    const h = 1e-3;
    const slope = (8 * (at(0.4 + h) - at(0.4 - h)) - (at(0.4 + 2 * h) - at(0.4 - 2 * h))) / (12 * h);
    // Fourth order in h, and the solver's 1e-13 over h.
    expect(connected).toBeCloseTo(slope, 8);
  });

  test('the disconnected susceptibility is a variance', () => {
    expect(disconnectedSusceptibility(32)([0.5, 0.26])).toBeCloseTo(0.32, 13);
  });
});

test('with noise the means are the exact ones, the square included', () => {
  const exact = chiralMoments(options).measure(u);
  const observable = chiralMoments({ ...options, noise: 'Z4', vectors: 3, solver: { tolerance: 1e-9 } });
  const draws = Array.from({ length: 80 }, (_, k) => observable.measure(u, key(5, k, 'noise')));
  exact.forEach((value, k) => {
    const { mean, sigma } = statistics(draws.map(values => values[k]));
    expect(Math.abs(mean - value)).toBeLessThan(3.5 * sigma);
  });
  expect(() => chiralMoments({ ...options, noise: 'Z4', vectors: 1 })).toThrow('at least two noise vectors');
});

test('dilution keeps the mean and quiets the noise', () => {
  const exact = exactChiralCondensate(options).measure(u);
  const spreads = ([[], ['time'], ['time', 'component']] as Dilution[][]).map(dilution => {
    const noisy = { ...options, noise: 'Z2', vectors: 1, dilution, solver: { tolerance: 1e-9 } } as const;
    const observable = chiralCondensate(noisy);
    const { mean, spread, sigma } = statistics(
      Array.from({ length: 40 }, (_, k) => observable.measure(u, key(6, k, 'noise'))),
    );
    expect(Math.abs(mean - exact)).toBeLessThan(3.5 * sigma);
    return spread;
  });
  expect(spreads[1]).toBeLessThan(spreads[0]);
  expect(spreads[2]).toBeLessThan(spreads[1]);
});
