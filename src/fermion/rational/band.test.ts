import { expect, test } from 'vitest';
import { band } from './band.ts';

// Each function is a handful of roundings away from numbers of size T.
const rounding = (halfWidth: number) => 20 * Number.EPSILON * Math.max(1, halfWidth);

/** Simpson's rule for ∫ dθ / √(1 − k² sin²θ) from 0 to `phi`, smooth when k' is not small. */
function ellipticIntegral(phi: number, complementary: number): number {
  const intervals = 2000;
  const h = phi / intervals;
  const f = (theta: number) => 1 / Math.sqrt(Math.cos(theta) ** 2 + (complementary * Math.sin(theta)) ** 2);
  let sum = f(0) + f(phi);
  for (let i = 1; i < intervals; i++) sum += (i % 2 ? 4 : 2) * f(i * h);
  return (sum * h) / 3;
}

test('the fraction w is the elliptic integral of the first kind over the complete one', () => {
  const { outside, inside } = band(0.25, 1);
  const quarterPeriod = ellipticIntegral(Math.PI / 2, 0.5);
  for (const w of [0.1, 0.3, 0.5]) {
    // −x = √(ab) k' tan²φ with √(ab) = k' = ½ here, so the logarithm of −x/√(ab) is ln(½ tan²φ).
    const phi = Math.atan(Math.sqrt(2 * Math.exp(outside(w))));
    // Simpson's rule with h ≈ 10⁻³ errs by about h⁴.
    expect(Math.abs(ellipticIntegral(phi, 0.5) / quarterPeriod - w)).toBeLessThan(1e-12);
    const nd = 1 / Math.sqrt(Math.cos(phi) ** 2 + 0.25 * Math.sin(phi) ** 2);
    expect(Math.abs(inside(w) - Math.log(0.5 * nd ** 2))).toBeLessThan(rounding(1));
  }
});

test.each([2, 1e2, 1e5, 1e8, 1e12])('both coordinates are odd about the middle of a band with b/a = %d', ratio => {
  const { inside, outside, halfWidth } = band(1, ratio);
  expect(Math.abs(inside(0) + halfWidth)).toBeLessThan(rounding(halfWidth));
  expect(Math.abs(inside(1) - halfWidth)).toBeLessThan(rounding(halfWidth));
  expect(Math.abs(inside(0.5))).toBeLessThan(rounding(halfWidth));
  expect(Math.abs(outside(0.5))).toBeLessThan(rounding(halfWidth));
  let [previousInside, previousOutside] = [Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let w = 1 / 64; w < 1; w += 1 / 64) {
    expect(inside(w)).toBeGreaterThan(previousInside);
    expect(outside(w)).toBeGreaterThan(previousOutside);
    if (w !== 0.5) expect(inside(1 - w)).toBe(-inside(w));
    [previousInside, previousOutside] = [inside(w), outside(w)];
  }
});
