import { describe, expect, test } from 'vitest';
import { expectKernel } from '../../test/expect/index.ts';
import { input, output, siteKernel } from '../kernel/index.ts';
import { evaluate, matricesOf, randomAlgebra } from './evaluate.fixture.ts';
import { algebra, matrices } from './fields.ts';
import type { Group } from './group.ts';
import { groupNamed } from './named.ts';
import {
  complex,
  dagger,
  determinant,
  distance,
  exponential,
  identity,
  type PlainMatrix,
  product,
  scaled,
  sum,
  trace,
} from './plainMatrix.fixture.ts';

const groups = ['U(1)', 'SU(2)', 'SU(3)', 'SU(4)', 'SU(5)'].map(groupNamed);

/** 450 ε: some hundred roundings, amplified by the squarings of the series. */
const rounding = 1e-13;

const norms = [1e-8, 1e-3, 0.1, 1, 3, 10];
const unit = (group: Group, a: number, length: number) =>
  Array.from({ length: group.algebraSize }, (_, b) => (a === b ? length : 0));

/** Zero, and elements along one generator: most of these have equal eigenvalues. */
function degenerate(group: Group): number[][] {
  const one = Array.from({ length: group.algebraSize }, (_, a) => [unit(group, a, 1), unit(group, a, -4)]).flat();
  return [unit(group, -1, 0), ...one];
}
const samplesOf = (group: Group) => [...norms.flatMap(norm => randomAlgebra(group, 8, norm)), ...degenerate(group)];

describe.each(groups.map(group => ({ name: group.name, group })))('exp in $name', ({ group }) => {
  const samples = samplesOf(group);
  const X = matricesOf(group, p => group.algebraElement(p), samples);
  const U = matricesOf(group, p => group.exponential(p), samples);

  test('is the sum of the series, up to norm 10 and with equal eigenvalues', () => {
    U.forEach((u, k) => {
      expect(distance(u, exponential(X[k])), `p = ${samples[k]}`).toBeLessThanOrEqual(rounding);
    });
  });

  test('is unitary with determinant one', () => {
    const one = identity(group.colours);
    for (const u of U) {
      expect(distance(product(u, dagger(u)), one)).toBeLessThanOrEqual(rounding);
      const det = determinant(u);
      const size = group.colours === 1 ? Math.hypot(det.re, det.im) - 1 : Math.hypot(det.re - 1, det.im);
      expect(Math.abs(size)).toBeLessThanOrEqual(rounding);
    }
  });

  test('exp(-X) exp(X) = 1, exp(X) exp(X) = exp(2 X)', () => {
    const one = identity(group.colours);
    const inverse = matricesOf(group, p => group.exponential(p.map(a => a.neg())).mul(group.exponential(p)), samples);
    for (const m of inverse) expect(distance(m, one)).toBeLessThanOrEqual(rounding);
    const twice = matricesOf(group, p => group.exponential(p.map(a => a.mul(2))), samples);
    twice.forEach((m, k) => {
      expect(distance(m, product(U[k], U[k]))).toBeLessThanOrEqual(4 * rounding);
    });
  });

  test('exp(0) is exactly one', () => {
    const [zero] = matricesOf(group, p => group.exponential(p), [unit(group, -1, 0)]);
    expect(distance(zero, identity(group.colours))).toBe(0);
  });

  test('its adjoint is its derivative: anywhere, at zero, and at equal eigenvalues', () => {
    let drawn = 0;
    const sample = (uniform: () => number) => {
      const which = drawn++ % 3;
      if (which === 0) return unit(group, -1, 0);
      if (which === 1) return unit(group, Math.floor(uniform() * group.algebraSize), 3 * uniform());
      return unit(group, -1, 0).map(() => 4 * uniform() - 2);
    };
    const kernel = siteKernel(
      'exp',
      2,
      { p: input({ ...algebra(group, 1), sample }), U: output(matrices(group, 1)) },
      ({ p, U: out }) => out.set(0, group.exponential(p(0))),
    );
    expectKernel(kernel).toHaveAdjoint([4, 8]);
  });
});

test('SU(3): the closed form of Morningstar and Peardon', () => {
  const group = groupNamed('SU(3)');
  const samples = [0.3, 1, 3, 10].flatMap(norm => randomAlgebra(group, 8, norm));
  const X = matricesOf(group, p => group.algebraElement(p), samples);
  matricesOf(group, p => group.exponential(p), samples).forEach((u, k) => {
    // The closed form itself loses digits where its denominator 9 u² − w² is small.
    expect(distance(u, morningstarPeardon(scaled(X[k], complex(0, -1))))).toBeLessThanOrEqual(100 * rounding);
  });
});

/** exp(i Q) = f₀ + f₁ Q + f₂ Q², hep-lat/0311018 eqs. (19)-(33). */
function morningstarPeardon(Q: PlainMatrix): PlainMatrix {
  const square = product(Q, Q);
  const signed = determinant(Q).re;
  const c0 = Math.abs(signed);
  const c1 = trace(square).re / 2;
  const theta = Math.acos(c0 / (2 * (c1 / 3) ** 1.5));
  const u = Math.sqrt(c1 / 3) * Math.cos(theta / 3);
  const w = Math.sqrt(c1) * Math.sin(theta / 3);
  const xi = Math.sin(w) / w;
  const cos = Math.cos(w);
  const rotated = (angle: number, re: number, im: number) =>
    complex(re * Math.cos(angle) - im * Math.sin(angle), re * Math.sin(angle) + im * Math.cos(angle));
  const h = [
    [rotated(2 * u, u * u - w * w, 0), rotated(-u, 8 * u * u * cos, 2 * u * (3 * u * u + w * w) * xi)],
    [rotated(2 * u, 2 * u, 0), rotated(-u, -2 * u * cos, (3 * u * u - w * w) * xi)],
    [rotated(2 * u, 1, 0), rotated(-u, -cos, -3 * u * xi)],
  ];
  const f = h.map(([a, b], j) => {
    const re = (a.re + b.re) / (9 * u * u - w * w);
    const im = (a.im + b.im) / (9 * u * u - w * w);
    return signed >= 0 ? complex(re, im) : j % 2 === 0 ? complex(re, -im) : complex(-re, im);
  });
  return [identity(3), Q, square].map((m, j) => scaled(m, f[j])).reduce(sum);
}

test('beyond its reach exp is NaN, not something wrong', () => {
  const reach: Record<string, number> = { 'U(1)': 2 ** 20, 'SU(2)': 32, 'SU(3)': 22.6, 'SU(4)': 22.6, 'SU(5)': 22.6 };
  for (const group of groups) {
    const just = randomAlgebra(group, 8, 1.01 * reach[group.name]);
    for (const u of evaluate(x => group.exponential(x).components, just)) {
      expect(u.some(Number.isNaN), group.name).toBe(true);
    }
  }
});

test('inside its reach exp is accurate up to the edge', () => {
  for (const group of groups.slice(1)) {
    const samples = randomAlgebra(group, 16, 22);
    const X = matricesOf(group, p => group.algebraElement(p), samples);
    matricesOf(group, p => group.exponential(p), samples).forEach((u, k) => {
      expect(distance(u, exponential(X[k])), group.name).toBeLessThanOrEqual(10 * rounding);
    });
  }
});
