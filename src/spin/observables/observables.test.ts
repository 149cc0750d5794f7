import { expect, test } from 'vitest';
import { key, Lattice } from '../../lattice/index.ts';
import { alignedSpins, randomSpins } from '../spinField.ts';
import { binder, magnetisation, magnetisationSquared, spinCorrelation, structureFactor } from './observables.ts';

const extents = [4, 6];
const spins = randomSpins(new Lattice(extents), key(1, 0, 'start')).field.toArray();
const wave = (q: readonly number[]) =>
  Float64Array.from({ length: 3 * 24 }, (_, k) => {
    const [x, y] = [Math.floor(k / 3) % 4, Math.floor(k / 12)];
    const angle = q[0] * x + q[1] * y;
    return [Math.cos(angle), Math.sin(angle), 0][k % 3];
  });

test('aligned, alternating and spiral spins', () => {
  const up = alignedSpins(new Lattice(extents)).field.toArray();
  expect(magnetisation(up, extents)).toBe(1);
  expect(magnetisation(up, extents, true)).toBe(0);
  expect(magnetisation(wave([Math.PI, Math.PI]), extents, true)).toBeCloseTo(1, 14);
  // A spiral of wave vector q is at ±q, half at each.
  const factor = structureFactor(wave([Math.PI / 2, Math.PI / 3]), extents);
  expect(factor[1 + 4 * 1]).toBeCloseTo(12, 11);
  expect(factor[3 + 4 * 5]).toBeCloseTo(12, 11);
  const { distance, correlation } = spinCorrelation(up, extents);
  expect(Array.from(correlation)).toEqual(new Array(correlation.length).fill(1));
  expect(distance[0]).toBe(1);
});

test('sum rules: S(0) = N m², S(π, π) = N m_s², Σ_q S(q) = N, and the pairs add up to N m²', () => {
  const factor = structureFactor(spins, extents);
  expect(factor[0]).toBeCloseTo(24 * magnetisationSquared(spins, extents), 12);
  expect(factor[2 + 4 * 3]).toBeCloseTo(24 * magnetisationSquared(spins, extents, true), 12);
  expect(factor.reduce((a, b) => a + b)).toBeCloseTo(24, 12);
  const { correlation } = spinCorrelation(spins, extents);
  // Shells of 4×6: (1,0) and (0,1) are the four nearest …
  const sizes = [4, 4, 3, 6, 2, 1, 2, 1];
  expect(1 + correlation.reduce((sum, c, n) => sum + sizes[n] * c, 0)).toBeCloseTo(factor[0], 12);
});

test('the Binder cumulant of a Gaussian of n components is 2/3 (1 − 1/n) and that of one length 2/3', () => {
  expect(binder(1, 1)).toBeCloseTo(2 / 3, 15);
  for (const n of [1, 2, 3]) expect(binder(n, n * n + 2 * n)).toBeCloseTo((2 / 3) * (1 - 1 / n), 14);
});

test('refused in a sentence', () => {
  expect(() => magnetisation(new Float64Array(50), extents)).toThrow('on 4×6 sites are a whole number');
});
