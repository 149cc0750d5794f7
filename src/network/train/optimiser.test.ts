import { describe, expect, test } from 'vitest';
import type { Weight } from '../../lattice/index.ts';
import { adam, type GradientRule, sgd } from './optimiser.ts';

const weightsAt = (...values: number[]): Weight[] => values.map((value, k) => ({ name: `w${k}`, value }));

/** Minimises Σ_k c_k (w_k − t_k)² / 2. */
function descend(optimiser: GradientRule, steps: number): number[] {
  const [curvature, target] = [
    [1, 4],
    [0.3, -0.7],
  ];
  const weights = weightsAt(0, 0);
  for (let step = 0; step < steps; step++) {
    optimiser.step(
      weights,
      weights.map(({ value }, k) => curvature[k] * (value - target[k])),
    );
  }
  return weights.map(({ value }, k) => value - target[k]);
}

describe('SGD', () => {
  test('one step is w - rate g', () => {
    const weights = weightsAt(1, -2);
    sgd(0.5).step(weights, [4, -1]);
    expect(weights.map(({ value }) => value)).toEqual([-1, -1.5]);
  });
  test('on a quadratic the distance shrinks by 1 - rate c at every step', () => {
    const [first, second] = descend(sgd(0.2), 10);
    expect(first).toBeCloseTo(-0.3 * 0.8 ** 10, 14);
    expect(second).toBeCloseTo(0.7 * 0.2 ** 10, 14);
  });
});

describe('Adam', () => {
  test('three steps by hand, rate 0.1, beta 0.5 and 0.75, epsilon 0', () => {
    // g = 2, −1, 4:  m = 1, 0, 2;  v = 1, 1, 4.75;
    // m / (1 − 1/2^t) = 2, 0, 16/7;  v / (1 − (¾)^t) = 4, 16/7, 4.75 · 64/37.
    const weights = weightsAt(1);
    const optimiser = adam({ rate: 0.1, beta1: 0.5, beta2: 0.75, epsilon: 0 });
    const after = [2, -1, 4].map(g => {
      optimiser.step(weights, [g]);
      return weights[0].value;
    });
    expect(after[0]).toBeCloseTo(0.9, 15);
    expect(after[1]).toBeCloseTo(0.9, 15);
    expect(after[2]).toBeCloseTo(0.9 - (0.1 * (16 / 7)) / Math.sqrt((4.75 * 64) / 37), 15);
  });
  test('the first step is the rate, whatever the size of the gradient', () => {
    for (const g of [1e-3, 1, -1e6]) {
      const weights = weightsAt(0);
      adam({ rate: 0.01 }).step(weights, [g]);
      // Up to ε / |g|.
      expect(Math.abs(weights[0].value + 0.01 * Math.sign(g))).toBeLessThan(1.1e-7);
    }
  });
  test('the default constants are those of the paper', () => {
    const [standard, explicit] = [
      adam({ rate: 0.02 }),
      adam({ rate: 0.02, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 }),
    ].map(optimiser => descend(optimiser, 7));
    expect(standard).toEqual(explicit);
  });
  test('comes to the minimum of a quadratic', () => {
    for (const distance of descend(adam({ rate: 0.02 }), 2000)) expect(Math.abs(distance)).toBeLessThan(1e-3);
  });
  test('AdamW takes rate times decay of every weight away, beside the step', () => {
    const [plain, decaying] = [0, 0.5].map(decay => {
      const weights = weightsAt(2, -4);
      adam({ rate: 0.1, decay }).step(weights, [1, -1]);
      return weights.map(({ value }) => value);
    });
    expect(decaying[0]).toBeCloseTo(plain[0] - 0.05 * 2, 14);
    expect(decaying[1]).toBeCloseTo(plain[1] + 0.05 * 4, 14);
    expect(() => adam({ rate: 0.1, decay: 10 })).toThrow('below 1/rate = 10; found 10');
  });
  test('weights without a gradient stay', () => {
    const weights = weightsAt(0.25);
    adam({ rate: 1 }).step(weights, [0]);
    expect(weights[0].value).toBe(0.25);
  });
});

test.each([0, -1, Number.NaN, Number.POSITIVE_INFINITY])('the rate %d is refused', rate => {
  for (const make of [() => sgd(rate), () => adam({ rate })]) {
    expect(make).toThrow(`A learning rate is a positive number; found ${rate}`);
  }
});
