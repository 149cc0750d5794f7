import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ln, sinCosTwoPi } from './elementary.ts';

const epsilon = Number.EPSILON;
// Our own error is below one unit (at most ε relative) and Math.log's another.
const twoUnits = 2 * epsilon;

test('ln agrees with Math.log within two units in the last place', () => {
  fc.assert(
    fc.property(fc.double({ min: Number.MIN_VALUE, max: Number.MAX_VALUE, noNaN: true }), x => {
      expect(Math.abs(ln(x) - Math.log(x))).toBeLessThanOrEqual(twoUnits * Math.abs(Math.log(x)));
    }),
    { numRuns: 2000 },
  );
  for (let k = 1; k < 20000; k++) {
    const x = k / 10000;
    expect(Math.abs(ln(x) - Math.log(x))).toBeLessThanOrEqual(twoUnits * Math.abs(Math.log(x)));
  }
});

test('ln near 1 keeps its relative accuracy', () => {
  for (const f of [epsilon, -epsilon / 2, 1e-10, -1e-7, 1e-4]) {
    const m = 1 + f;
    expect(Math.abs(ln(m) - Math.log1p(m - 1))).toBeLessThanOrEqual(twoUnits * Math.abs(m - 1));
  }
  expect(ln(1)).toBe(0);
});

test('ln of a power of two is exact up to rounding', () => {
  for (let k = -1074; k < 1024; k++) {
    expect(Math.abs(ln(2 ** k) - k * Math.LN2)).toBeLessThanOrEqual(twoUnits * Math.abs(k));
  }
});

test('there is no logarithm of zero, of negative numbers or of infinity', () => {
  for (const x of [0, -1, Infinity, Number.NaN]) expect(() => ln(x)).toThrow('positive finite number');
});

test('sin 2πu and cos 2πu agree with Math.sin and Math.cos in the first eighth', () => {
  for (let k = 0; k <= 4096; k++) {
    const u = k / 32768;
    const [sine, cosine] = sinCosTwoPi(u);
    // 2πu itself is rounded alike on both sides.
    expect(Math.abs(sine - Math.sin(2 * Math.PI * u))).toBeLessThanOrEqual(twoUnits * sine);
    expect(Math.abs(cosine - Math.cos(2 * Math.PI * u))).toBeLessThanOrEqual(twoUnits * cosine);
  }
});

test('a quarter turn exchanges sine and cosine without rounding', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 2 ** 50 }), k => {
      const u = k / 2 ** 52;
      const [sine, cosine] = sinCosTwoPi(u);
      expect(sinCosTwoPi(u + 0.25)).toEqual([cosine, -sine]);
      expect(sinCosTwoPi(u + 0.5)).toEqual([-sine, -cosine]);
      expect(sinCosTwoPi(u + 0.75)).toEqual([-cosine, sine]);
      expect(Math.abs(sine * sine + cosine * cosine - 1)).toBeLessThanOrEqual(2 * twoUnits);
    }),
  );
});

test('exact points of the circle', () => {
  expect(sinCosTwoPi(0)).toEqual([0, 1]);
  expect(sinCosTwoPi(0.25)[0]).toBe(1);
  expect(sinCosTwoPi(1)).toEqual([0, 1]);
  expect(Math.abs(sinCosTwoPi(1 / 12)[0] - 0.5)).toBeLessThanOrEqual(twoUnits);
  expect(Math.abs(sinCosTwoPi(1 / 6)[1] - 0.5)).toBeLessThanOrEqual(twoUnits);
});
