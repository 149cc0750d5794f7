import { expect, test } from 'vitest';
import { remez } from './remez.ts';
import { zolotarevInverseRoot } from './zolotarev.ts';

test('one pole, type (0, 1): r = c/(x + √(ab)), whose error is extreme at a, √(ab) and b', () => {
  // √x/(x+√(ab)) is 1/(2 (ab)^¼) at √(ab) and √a/(a+√(ab)) at both ends.
  const [a, b] = [1, 16];
  const [largest, smallest] = [1 / 4, 1 / 5];
  const r = zolotarevInverseRoot(1, a, b, { constantTerm: false });
  expect(r.shifts[0]).toBeCloseTo(4, 14);
  expect(r.residues[0]).toBeCloseTo(2 / (largest + smallest), 14);
  expect(r.maxError).toBeCloseTo((largest - smallest) / (largest + smallest), 14);
  expect(r.constant).toBe(0);
});

// Minimax errors on [10⁻⁴, 10], computed independently; four digits are given, the last one rounded.
const orders = [2, 4, 6, 8, 10, 12, 14];
const withoutConstant = [2.483e-1, 1.591e-2, 1.004e-3, 6.329e-5, 3.992e-6, 2.517e-7, 1.588e-8];
const withConstant = [1.259e-1, 7.973e-3, 5.029e-4, 3.172e-5, 2.0e-6, 1.262e-7, 7.956e-9];
test.each(orders.map((order, k) => [order, withoutConstant[k], withConstant[k]]))(
  'the known errors with %i poles on [1e-4, 10]',
  (order, without, withTerm) => {
    const errors = [false, true].map(constantTerm => zolotarevInverseRoot(order, 1e-4, 10, { constantTerm }).maxError);
    expect(Math.abs(errors[0] / without - 1)).toBeLessThan(6e-4);
    expect(Math.abs(errors[1] / withTerm - 1)).toBeLessThan(6e-4);
  },
);

test.each([2, 4, 7, 10])('the Remez exchange arrives at the closed form with %i poles', order => {
  const closed = zolotarevInverseRoot(order, 1e-5, 3);
  const exchanged = remez(-1 / 2, order, 1e-5, 3)!;
  // The exchange knows its error to 10⁻¹⁵, and poles move by about as much over the error.
  const tolerance = 1e-13 / closed.maxError;
  expect(Math.abs(exchanged.maxError / closed.maxError - 1)).toBeLessThan(tolerance);
  for (const [k, shift] of closed.shifts.entries()) {
    expect(Math.abs(exchanged.shifts[k] / shift - 1)).toBeLessThan(tolerance);
    expect(Math.abs(exchanged.residues[k] / closed.residues[k] - 1)).toBeLessThan(tolerance);
  }
});
