import { describe, expect, test } from 'vitest';
import { checkRange, inverse, type RationalApproximation } from './approximation.ts';
import { rationalPower } from './rationalPower.ts';
import { zolotarevInverseRoot } from './zolotarev.ts';

const [lower, upper] = [1e-4, 10];

function relativeError({ evaluate, exponent }: RationalApproximation, x: number): number {
  return evaluate(x) * x ** -exponent - 1;
}

/** The largest relative error on 5000 points, equally spaced in ln x. */
function sampledError(r: RationalApproximation): number {
  const points = Array.from({ length: 5001 }, (_, i) => r.lower * (r.upper / r.lower) ** (i / 5000));
  return Math.max(...points.map(x => Math.abs(relativeError(r, x))));
}

/** Rounding of r(x)/x^α: a few for each term, in units of the terms, which cancel at small x for α > 0. */
function rounding({ exponent, lower, order, constant, residues, shifts }: RationalApproximation): number {
  const terms = residues.reduce((sum, residue, k) => sum + Math.abs(residue) / (lower + shifts[k]), constant);
  return 4 * order * Number.EPSILON * terms * lower ** -exponent;
}

// Minimax errors on [10⁻⁴, 10] of type (n, n), computed independently by an exchange levelled to 0.2 %.
const known: [number, number[]][] = [
  [1 / 2, [7.97e-3, 5.03e-4, 3.172e-5, 2.001e-6, 1.262e-7]],
  [1 / 4, [5.41e-3, 3.455e-4, 2.194e-5, 1.39e-6, 8.79e-8]],
  [1 / 8, [2.9e-3, 1.857e-4, 1.181e-5, 7.49e-7, 4.74e-8]],
];
const cases = known.flatMap(([exponent, errors]) =>
  [exponent, -exponent].flatMap(signed => errors.map((error, k) => [signed, 4 + 2 * k, error] as const)),
);

test.each(cases)('x^%d with %i poles has the known error %d', (exponent, order, error) => {
  const r = rationalPower({ exponent, lower, upper, order });
  expect(Math.abs(r.maxError / error - 1)).toBeLessThan(2e-3);
});

const requests = [
  [-1 / 2, 1e-4, 10, 12],
  [1 / 2, 1e-4, 10, 14],
  [1 / 4, 1e-4, 10, 15],
  [-1 / 4, 1e-8, 1, 15],
  [1 / 8, 1e-6, 64, 20],
  [-1 / 16, 1e-5, 1, 10],
  [3 / 4, 1e-3, 5, 8],
  [-0.95, 1e-7, 30, 9],
  [0.02, 0.1, 10, 3],
  [-1 / 3, 0.5, 1, 2],
] as const;

describe.each(requests)('x^%d on [%d, %d] with %i poles', (exponent, lower, upper, order) => {
  const r = rationalPower({ exponent, lower, upper, order });

  test('has poles and zeros on the negative axis only, taking turns', () => {
    const together = [...r.shifts.map(x => [x, 'pole'] as const), ...r.zeros.map(x => [x, 'zero'] as const)];
    together.sort(([x], [y]) => x - y);
    expect(together[0][0]).toBeGreaterThan(0);
    expect(r.shifts).toHaveLength(order);
    const first = exponent < 0 ? 'pole' : 'zero';
    expect(together.every(([, kind], k) => (kind === first) === (k % 2 === 0))).toBe(true);
    // x^α, −1 < α < 0, is a sum of simple poles with positive weights, and x^{−α} of negative ones.
    expect(r.residues.every(residue => residue * exponent < 0)).toBe(true);
    expect(r.constant).toBeGreaterThan(0);
  });

  test('equioscillates at 2n + 2 points, which proves that it is the best (de la Vallée Poussin)', () => {
    const errors = r.alternation.map(x => relativeError(r, x));
    expect(errors).toHaveLength(2 * order + 2);
    const level = Math.min(...errors.map((error, i) => (i % 2 ? -1 : 1) * Math.sign(errors[0]) * error));
    // No r of this type has an error below the smallest of the alternating extremes. 1 % is what the exchange allows.
    expect(level).toBeGreaterThan(0.99 * r.maxError - rounding(r));
    expect(r.alternation[0]).toBeCloseTo(lower, 14);
    expect(r.alternation.at(-1)! / upper).toBeCloseTo(1, 14);
  });

  test('is nowhere worse than it says', () => {
    expect(sampledError(r)).toBeLessThan(1.001 * r.maxError + rounding(r));
  });

  test('times its inverse is 1 − error², everywhere', () => {
    const s = inverse(r);
    expect(s.exponent).toBe(-exponent);
    const direct = rationalPower({ exponent: -exponent, lower, upper, order });
    expect(Math.abs(s.maxError - direct.maxError)).toBeLessThan(rounding(r) + rounding(s));
    for (const x of [lower, Math.sqrt(lower * upper), upper, 0.7 * lower + 0.3 * upper]) {
      const defect = r.evaluate(x) * s.evaluate(x) - (1 - r.maxError ** 2);
      expect(Math.abs(defect)).toBeLessThan(rounding(r) + rounding(s));
    }
  });
});

test('x → c x carries r to another range', () => {
  const request = { exponent: -1 / 4, order: 6 };
  const r = rationalPower({ ...request, lower: 1e-3, upper: 1 });
  const scaled = rationalPower({ ...request, lower: 7e-3, upper: 7 });
  for (const x of [1e-3, 0.04, 1]) {
    const difference = scaled.evaluate(7 * x) * 7 ** (1 / 4) - r.evaluate(x);
    expect(Math.abs(difference / r.evaluate(x))).toBeLessThan(1e-13);
  }
});

test('the error falls by exp(2π²/ln(16 b/a)) per pole', () => {
  const errors = [7, 8].map(order => rationalPower({ exponent: -1 / 2, lower, upper, order }).maxError);
  const expected = Math.exp((2 * Math.PI ** 2) / Math.log((16 * upper) / lower));
  // The law holds up to relative corrections of the size of the error and of a/b.
  expect(Math.abs(errors[0] / errors[1] / expected - 1)).toBeLessThan(errors[0] + lower / upper);
});

test('a tolerance takes the fewest poles that meet it', () => {
  for (const exponent of [-1 / 2, 1 / 4, -1 / 8]) {
    const tolerance = 1e-7;
    const r = rationalPower({ exponent, lower, upper, tolerance });
    expect(r.maxError).toBeLessThanOrEqual(tolerance);
    const oneFewer = rationalPower({ exponent, lower, upper, order: r.order - 1 });
    expect(oneFewer.maxError).toBeGreaterThan(tolerance);
  }
});

test('what double precision cannot reach is reported with what was reached', () => {
  expect(() => rationalPower({ exponent: 1 / 4, lower, upper, tolerance: 1e-15 })).toThrow(
    /x\^0.25 on \[0.0001, 10\] cannot be approximated to 1e-15 .* reached was \d\.\d+e-1[12] at order (18|19|20)/,
  );
  expect(() => rationalPower({ exponent: -1 / 4, lower, upper, order: 40 })).toThrow('too good for double precision');
});

test('a spectrum outside of the range is refused', () => {
  const r = rationalPower({ exponent: -1 / 2, lower, upper, order: 4 });
  expect(() => checkRange(r, 2e-4, 9)).not.toThrow();
  expect(() => checkRange(r, 5e-5, 9)).toThrow('The spectrum [0.00005, 9] leaves the range [0.0001, 10]');
  expect(() => checkRange(r, 2e-4, 11)).toThrow('leaves the range');
  expect(() => checkRange(r, Number.NaN, 9)).toThrow('must not exceed');
});

test('requests without meaning are refused in a sentence', () => {
  const good = { exponent: 1 / 2, lower, upper, order: 4 };
  expect(() => rationalPower({ ...good, lower: 0 })).toThrow('needs 0 < lower < upper, but it is [0, 10]');
  expect(() => rationalPower({ ...good, upper: 1e-4 })).toThrow('needs 0 < lower < upper');
  expect(() => rationalPower({ ...good, upper: Number.NaN })).toThrow('needs 0 < lower < upper');
  for (const exponent of [0, 1, -1.5, Number.NaN]) {
    expect(() => rationalPower({ ...good, exponent })).toThrow('The exponent lies between -1 and 1');
  }
  expect(() => rationalPower({ ...good, order: 2.5 })).toThrow('whole number of poles');
  expect(() => rationalPower({ exponent: 1 / 2, lower, upper, tolerance: 0 })).toThrow('positive relative error');
  expect(() => inverse(zolotarevInverseRoot(3, lower, upper, { constantTerm: false }))).toThrow('constant term');
});
