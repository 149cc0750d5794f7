import { describe, expect, test } from 'vitest';
import { flowRadiusW0, flowTimeT0, logarithmicSlope } from './flowScales.ts';

const grid = (step: number, last: number) => Array.from({ length: Math.round(last / step) + 1 }, (_, k) => k * step);

test('polynomials up to fourth order are differentiated exactly, cubic ones interpolated exactly', () => {
  // t² E = t³ / 10: it is 0.3 at the cube root of 3; W = 3 t³ / 10 is 0.3 at t = 1.
  const times = grid(0.13, 3);
  const energies = times.map(t => t / 10);
  expect(flowTimeT0(times, energies)).toBeCloseTo(Math.cbrt(3), 12);
  expect(flowRadiusW0(times, energies)).toBeCloseTo(1, 12);
  logarithmicSlope(times, energies).forEach((w, k) => {
    expect(w).toBeCloseTo(0.3 * times[k] ** 3, 12);
  });
});

describe('E = c / (t^2 + s), which is nearly c / t^2 at late times', () => {
  const [c, s] = [0.5, 0.8];
  const energy = (t: number) => c / (t ** 2 + s);
  // t² E = c t² / (t² + s); W = 2 c s t² / (t² + s)², first equal to r at the smaller root of a quadratic equation.
  const t0 = Math.sqrt((0.3 * s) / (c - 0.3));
  const r = 0.2;
  const middle = (c * s) / r - s;
  const w0 = Math.sqrt(Math.sqrt(middle - Math.sqrt(middle ** 2 - s ** 2)));
  const errors = [0.1, 0.05].map(step => {
    const times = grid(step, 2);
    const energies = times.map(energy);
    return [flowTimeT0(times, energies)! - t0, flowRadiusW0(times, energies, r)! - w0].map(Math.abs);
  });
  test('errors fall with the fourth power of the spacing', () => {
    for (const k of [0, 1]) {
      expect(errors[0][k]).toBeLessThan(1e-3);
      expect(errors[1][k]).toBeLessThan(errors[0][k] / 6);
    }
  });
  test('unequal times do as well', () => {
    const times = grid(0.05, 2).map(t => t + 0.01 * Math.sin(9 * t));
    expect(flowTimeT0(times, times.map(energy))).toBeCloseTo(t0, 5);
  });
});

test('a flow that ends too early has no scale; lists that do not fit are refused', () => {
  const times = grid(0.1, 0.4);
  expect(flowTimeT0(times, times)).toBeUndefined();
  expect(flowRadiusW0(times, times)).toBeUndefined();
  expect(() => flowTimeT0([0, 1], [1])).toThrow('found 2 times, 1 energy.');
  expect(() => flowRadiusW0([0, 1, 1], [1, 1, 1])).toThrow('ascend; found 1 after 1');
});
