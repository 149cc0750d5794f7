import { describe, expect, test } from 'vitest';
import {
  creutzRatio,
  effectivePotential,
  fitStaticPotential,
  type MeasuredSeparation,
  sommerScale,
  staticPotential,
} from '../index.ts';

const [constant, tension, alpha] = [0.6, 0.05, 0.28];
const V = (r: number) => constant + tension * r - alpha / r;

test('a Creutz ratio takes the tension out of an area law with perimeter and constant', () => {
  const W = (R: number, T: number) => Math.exp(-0.2 * R * T - 0.3 * (R + T) + 0.1);
  const table = [1, 2, 3].map(R => [1, 2, 3].map(T => W(R, T)));
  expect(creutzRatio(table, 2, 2)).toBeCloseTo(0.2, 13);
  expect(creutzRatio(table, 3, 2)).toBeCloseTo(0.2, 13);
  expect(creutzRatio(table, 1, 1)).toBeCloseTo(-Math.log(W(1, 1)), 13);
  expect(() => creutzRatio(table, 4, 2)).toThrow('needs W(4, 2)');
  expect(() => creutzRatio([[0.5, -0.1]], 1, 2)).toThrow('no logarithm');
});

test('one state gives its potential at every time', () => {
  const loops = [1, 2, 3].map(T => 0.9 * Math.exp(-0.7 * T));
  expect(effectivePotential(loops, 1)).toBeCloseTo(0.7, 14);
  expect(effectivePotential(loops, 2)).toBeCloseTo(0.7, 14);
  expect(() => effectivePotential(loops, 3)).toThrow('there are 3 times');
  expect(() => effectivePotential([0.1, -0.1], 1)).toThrow('no logarithm');
});

describe('the shape of the potential', () => {
  const x = [1, Math.SQRT2, 2, 3, 4, 5];

  test('the fit gives back exact data, and the scales obey r^2 F(r) = c', () => {
    const fit = fitStaticPotential({ x, y: x.map(V), error: x.map(() => 0.01) });
    [constant, tension, alpha].forEach((value, k) => {
      expect(fit.parameters[k].mean).toBeCloseTo(value, 9);
    });
    for (const [scale, c] of [
      ['r0', 1.65],
      ['r1', 1],
    ] as const) {
      const r = sommerScale({ constant, tension, alpha }, scale);
      expect(r ** 2 * (tension + alpha / r ** 2)).toBeCloseTo(c, 13);
    }
    expect(() => sommerScale({ constant, tension: -1, alpha }, 'r0')).toThrow('has no r0');
  });

  test('errors by jackknife and bootstrap agree and cover the truth', () => {
    // Loops that fluctuate by a part in a thousand, by a quasi-random sequence that differs from loop to loop.
    const noisy = (value: number, offset: number) =>
      Array.from({ length: 240 }, (_, k) => value * (1 + 2e-3 * (((k + 1) * (Math.SQRT2 + offset / 7)) % 1) - 1e-3));
    const measured: MeasuredSeparation[] = x.map((r, k) => ({
      r,
      now: noisy(Math.exp(-2 * V(r)), k),
      next: noisy(Math.exp(-3 * V(r)), k + 0.37),
    }));
    const jackknifed = staticPotential(measured, { binSize: 4 });
    const bootstrapped = staticPotential(measured, { binSize: 4, seed: 3, resamples: 60 });
    const truth = { constant, tension, alpha, r0: sommerScale({ constant, tension, alpha }, 'r0') };
    for (const name of ['constant', 'tension', 'alpha', 'r0'] as const) {
      const { mean, error } = jackknifed[name];
      expect(Math.abs(mean - truth[name])).toBeLessThan(4 * error);
      // 60 resamples and 60 bins know an error to 10 % each; 4 σ of both.
      expect(Math.abs(bootstrapped[name].error / error - 1)).toBeLessThan(0.6);
    }
    expect(jackknifed.potential[0].V.mean).toBeCloseTo(V(1), 3);
  });
});
