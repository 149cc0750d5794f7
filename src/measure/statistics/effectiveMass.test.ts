import { expect, it } from 'vitest';
import { hashNormal } from './counterHash.ts';
import { coshMass, effectiveMasses, logarithmicMass, sinhMass } from './effectiveMass.ts';

const correlator = (mass: number, extent: number) => (t: number) => Math.cosh(mass * (t - extent / 2));

it.each([0.001, 0.1, 0.7, 3])('the cosh mass of a pure state %d comes back at every time', mass => {
  for (const extent of [8, 9, 24]) {
    const c = correlator(mass, extent);
    for (let t = 0; t < extent - 1; t++) {
      if (2 * t + 1 === extent) continue;
      // The ratio differs from 1 by about m² |t − T/2|, so a rounding of 2⁻⁵³ moves m by 2⁻⁵³/(m |t − T/2|) at least.
      const bound = 1e-15 * (10 + 10 / (mass * mass));
      expect(Math.abs(coshMass(c(t), c(t + 1), t, extent) / mass - 1)).toBeLessThan(bound);
    }
  }
});

it('the logarithmic mass of an exponential is its exponent, and the cosh mass tends to it in a long box', () => {
  const [now, next] = [Math.exp(-0.3), Math.exp(-0.6)];
  expect(logarithmicMass(now, next)).toBeCloseTo(0.3, 14);
  expect(logarithmicMass(-now, -next)).toBeCloseTo(0.3, 14);
  expect(coshMass(now, next, 1, 400)).toBeCloseTo(0.3, 12);
});

it('says why there is no mass', () => {
  expect(() => logarithmicMass(1, -1)).toThrow(/two values of equal sign/);
  expect(() => coshMass(1, 1.1, 1, 8)).toThrow(/needs a falling correlator/);
  expect(() => coshMass(1, 1, 4, 9)).toThrow(/mirror images/);
});

it('measured masses agree with the planted one within their jackknife errors', () => {
  const [extent, mass, samples] = [12, 0.4, 400];
  const c = correlator(mass, extent);
  const series = Array.from({ length: extent }, (_, t) =>
    Float64Array.from({ length: samples }, (__, i) => c(t) * (1 + 0.02 * hashNormal(71, t, i))),
  );
  const masses = effectiveMasses(series, 'cosh', { binSize: 10 });
  expect(masses).toHaveLength(extent - 1);
  let pulls = 0;
  for (const entry of masses) {
    if (!('mass' in entry)) throw new Error(entry.failure);
    pulls += ((entry.mass.mean - mass) / entry.mass.error) ** 2;
  }
  // Eleven squared pulls, neighbours anticorrelated: at most 11 + 4 √(2 · 11) or so.
  expect(pulls).toBeLessThan(11 + 4 * Math.sqrt(22));
});

it('the sinh equation is solved by the planted mass, light and heavy', () => {
  for (const mass of [1e-3, 0.4, 30]) {
    const c = (t: number) => Math.exp(-mass * t) * -Math.expm1(-2 * mass * (6 - t));
    for (const t of [0, 2, 4]) {
      // Rounding of the ratio, 1e-16, over its slope, which is proportional to a small mass.
      expect(Math.abs(sinhMass(c(t), c(t + 1), t, 12) / mass - 1)).toBeLessThan(1e-8);
    }
  }
  expect(() => sinhMass(1, 0.9, 2, 12)).toThrow(/falls more steeply than 4 to 3/);
  expect(() => sinhMass(1, 0.1, 5, 12)).toThrow(/before the middle/);
});

it('a time without a mass is reported with its reason', () => {
  const flat = Array.from({ length: 4 }, (_, t) =>
    Float64Array.from({ length: 20 }, (__, i) => 1 + t + 0.01 * hashNormal(72, t, i)),
  );
  const masses = effectiveMasses(flat, 'cosh', { binSize: 1 });
  expect(masses[0]).toMatchObject({ t: 0, failure: expect.stringMatching(/falling correlator/) });
  expect(effectiveMasses(flat, 'logarithmic', { binSize: 1 })[0]).toHaveProperty('mass');
});
