import fc from 'fast-check';
import { expect, test } from 'vitest';
import { hypotenuse, wholePower } from './portable.ts';

const finite = fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e150, max: 1e150 });

test('lengths have the bits that V8 gives, which older logs hold', () => {
  fc.assert(
    fc.property(fc.array(finite, { minLength: 1, maxLength: 30 }), values => {
      expect(hypotenuse(...values)).toBe(Math.hypot(...values));
    }),
  );
  expect(hypotenuse()).toBe(0);
  expect(hypotenuse(Number.NaN, 1)).toBeNaN();
  expect(hypotenuse(3, -Infinity)).toBe(Infinity);
});

/** xⁿ rounded to nearest, from whole numbers: x = m/2^e. */
function exactly(x: number, n: number): number {
  let e = 0;
  while (x * 2 ** e !== Math.floor(x * 2 ** e)) e++;
  const whole = BigInt(x * 2 ** e) ** BigInt(n);
  const digits = whole.toString(2);
  const shift = Math.max(digits.length - 53, 0);
  const top = whole >> BigInt(shift);
  const half = shift > 0 && ((whole >> BigInt(shift - 1)) & 1n) === 1n;
  return (Number(top) + (half ? 1 : 0)) * 2 ** (shift - e * n);
}

test('powers are rounded correctly', () => {
  for (const x of [0.9, 0.95, 0.5, 3, -0.3]) {
    for (let n = 0; n < 20; n++) expect(wholePower(x, n)).toBe(Math.sign(x) ** n * exactly(Math.abs(x), n));
  }
  for (const n of [50, 100, 250]) expect(wholePower(0.9, n)).toBe(exactly(0.9, n));
  expect(wholePower(0.999, 1e6)).toBe(0);
  expect(wholePower(0.999, 100_000)).toBeCloseTo(Math.exp(100_000 * Math.log(0.999)), 50);
});
