import { describe, expect, test } from 'vitest';
import { machineFor, runKernel, uniformNumbers } from '../../laws/kernels/run.ts';
import { input, output, reals } from '../trace/roles.ts';
import { siteKernel } from '../trace/siteKernel.ts';
import type { Real } from './real.ts';
import { largestAngle } from './transcendental.ts';

const extents = [64, 32];
const volume = 64 * 32;

/** f of up to `volume` numbers, on the reference machine; the other machines must give the same bits. */
function evaluated(f: (x: Real, y: Real) => Real, xs: readonly number[], ys: readonly number[] = xs): number[] {
  const kernel = siteKernel('f', 2, { x: input(reals(1)), y: input(reals(1)), z: output(reals(1)) }, handles => {
    const { x, y, z } = handles;
    z.set(0, f(x(0), y(0)));
  });
  const padded = (numbers: readonly number[]) =>
    Float64Array.from({ length: volume }, (_, k) => numbers[k % numbers.length]);
  const values = { x: padded(xs), y: padded(ys) };
  const [js, ...others] = (['js', 'wasm128', 'wasm256'] as const).map(
    kind => runKernel(kernel, machineFor(kind, { contraction: false }), extents, values).z,
  );
  for (const other of others) expect(other).toEqual(js);
  return Array.from(js.slice(0, xs.length));
}

/** Distance in units of the spacing of doubles at the expected value. */
function ulps(found: number, exact: number): number {
  if (Object.is(found, exact) || found === exact) return 0;
  const exponent = Math.max(-1022, Math.floor(Math.log2(Math.abs(exact))));
  return Math.abs(found - exact) / 2 ** (exponent - 52);
}

function largestError(f: (x: Real, y: Real) => Real, exact: (x: number, y: number) => number, xs: number[], ys = xs) {
  return evaluated(f, xs, ys).reduce((most, value, k) => Math.max(most, ulps(value, exact(xs[k], ys[k]))), 0);
}

const uniform = uniformNumbers(1);
const between = (low: number, high: number) => Array.from({ length: volume }, () => low + (high - low) * uniform());
const magnitudes = (low: number, high: number) => between(low, high).map((e, k) => (k % 2 === 0 ? 1 : -1) * 2 ** e);

const [exp, log, sin, cos] = [(x: Real) => x.exp(), (x: Real) => x.log(), (x: Real) => x.sin(), (x: Real) => x.cos()];
const tan = (x: Real) => x.tan();
const atan2 = (y: Real, x: Real) => y.atan2(x);

/** Own error of at most 2 ulp, and at most 1 of the engine's function that it is compared with. */
const allowed = 3;

describe('within 3 ulp of the functions of the engine', () => {
  test.each([
    ['exp, everywhere', exp, Math.exp, between(-745, 709.7)],
    ['exp, near 0', exp, Math.exp, magnitudes(-60, 0)],
    ['log, everywhere', log, Math.log, magnitudes(-1074, 1023).map(Math.abs)],
    ['log, near 1', log, Math.log, magnitudes(-50, -1).map(x => 1 + x)],
    ['sin, small angles', sin, Math.sin, between(-10, 10)],
    ['sin, tiny angles', sin, Math.sin, magnitudes(-1074, 0)],
    ['sin, all angles', sin, Math.sin, between(-largestAngle, largestAngle)],
    ['cos, small angles', cos, Math.cos, between(-10, 10)],
    ['cos, all angles', cos, Math.cos, between(-largestAngle, largestAngle)],
    ['tan, away from its poles', tan, Math.tan, between(-0.9, 0.9)],
    ['tan, tiny angles', tan, Math.tan, magnitudes(-1074, 0)],
  ] as const)('%s', (_, f, exact, xs) => {
    expect(largestError(f, exact, [...xs])).toBeLessThanOrEqual(allowed);
  });

  test('atan2, all ratios', () => {
    expect(largestError(atan2, Math.atan2, magnitudes(-30, 30), magnitudes(-31, 29).toReversed())).toBeLessThanOrEqual(
      allowed,
    );
    expect(largestError(atan2, Math.atan2, between(-1, 1), between(-1, 1))).toBeLessThanOrEqual(allowed);
  });
});

test('sin and cos at multiples of pi/2: what is left of a cancelled angle keeps 12 digits', () => {
  const angles = Array.from({ length: 1000 }, (_, k) => (k + 1) * (Math.PI / 2)).concat([largestAngle - 1]);
  for (const [f, exact] of [
    [sin, Math.sin],
    [cos, Math.cos],
  ] as const) {
    const found = evaluated(f, angles);
    angles.forEach((x, k) => {
      expect(Math.abs(found[k] - exact(x)) / Math.abs(exact(x)), `at ${x}`).toBeLessThan(1e-12);
    });
  }
});

test('tan near its poles: no less accurate than a change of the angle by 2 roundings makes it', () => {
  const angles = between(-1.5707, 1.5707);
  const found = evaluated(tan, angles);
  angles.forEach((x, k) => {
    const exact = Math.tan(x);
    const sensitivity = Math.abs(exact) + Math.abs(x) * (1 + exact ** 2);
    expect(Math.abs(found[k] - exact), `at ${x}`).toBeLessThanOrEqual(2 * Number.EPSILON * sensitivity);
  });
});

const { NaN: nan, POSITIVE_INFINITY: infinity, MIN_VALUE: tiny, MAX_VALUE: huge } = Number;

describe('special values', () => {
  test.each([
    ['exp', exp, [0, -0, infinity, -infinity, nan, 710, -746, tiny], [1, 1, infinity, 0, nan, infinity, 0, 1]],
    ['log', log, [1, 0, -0, -1, infinity, -infinity, nan], [0, -infinity, -infinity, nan, infinity, nan, nan]],
    ['sin', sin, [0, -0, tiny, -tiny, infinity, nan, 2 ** 21, -huge], [0, -0, tiny, -tiny, nan, nan, nan, nan]],
    ['cos', cos, [0, -0, tiny, infinity, nan, 2 ** 21, -huge], [1, 1, 1, nan, nan, nan, nan]],
    ['tan', tan, [0, -0, tiny, infinity, nan, 1.6, -1.6], [0, -0, tiny, nan, nan, nan, nan]],
  ] as const)('%s', (_, f, arguments_, answers) => {
    expect(evaluated(f, arguments_)).toEqual(answers);
  });

  test('exp underflows gradually', () => {
    expect(evaluated(exp, [-745.1])[0]).toBe(tiny);
    expect(largestError(exp, Math.exp, between(-745, -708))).toBeLessThanOrEqual(allowed);
  });

  test('log of the smallest and the largest number', () => {
    expect(largestError(log, Math.log, [tiny, huge, 2 ** -1022])).toBeLessThanOrEqual(1);
  });

  test('atan2 on the axes, in (-pi, pi]', () => {
    const points = [
      { y: 0, x: 1, angle: 0 },
      { y: 1, x: 0, angle: Math.PI / 2 },
      { y: 0, x: -1, angle: Math.PI },
      { y: -1, x: 0, angle: -Math.PI / 2 },
      { y: -0, x: -1, angle: Math.PI },
      { y: 0, x: 0, angle: 0 },
      { y: tiny, x: tiny, angle: Math.PI / 4 },
      { y: huge, x: -huge, angle: 3 * (Math.PI / 4) },
      { y: 1, x: infinity, angle: 0 },
      { y: -infinity, x: 1, angle: -Math.PI / 2 },
      { y: nan, x: 1, angle: nan },
      { y: 1, x: nan, angle: nan },
    ];
    const found = evaluated(
      atan2,
      points.map(({ y }) => y),
      points.map(({ x }) => x),
    );
    expect(found).toEqual(points.map(({ angle }) => angle));
  });
});

test('the identities that the functions were made for', () => {
  const xs = between(-20, 20);
  const squares = evaluated(x => x.sin().mul(x.sin()).add(x.cos().mul(x.cos())), xs);
  const roundTrip = evaluated(x => x.exp().log(), xs);
  const angles = evaluated(x => x.mul(0.15).sin().atan2(x.mul(0.15).cos()), xs);
  xs.forEach((x, k) => {
    expect(Math.abs(squares[k] - 1)).toBeLessThanOrEqual(4 * Number.EPSILON);
    expect(Math.abs(roundTrip[k] - x)).toBeLessThanOrEqual(4 * Number.EPSILON * Math.max(1, Math.abs(x)));
    expect(Math.abs(angles[k] - 0.15 * x)).toBeLessThanOrEqual(4 * Number.EPSILON * Math.PI);
  });
});
