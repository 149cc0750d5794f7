import { describe, expect, test } from 'vitest';
import type { Real } from '../kernel/index.ts';
import { uniformNumbers } from '../laws/kernels/run.ts';
import { Complex } from './complex.ts';
import { entries, evaluate, matricesOf, randomReals } from './evaluate.fixture.ts';
import { colourVectors, links } from './fields.ts';
import { apply, type Matrix } from './matrix.ts';
import { groupNamed } from './named.ts';
import {
  complex,
  dagger,
  determinant,
  distance,
  identity,
  product,
  scaled,
  sum,
  trace,
} from './plainMatrix.fixture.ts';

const groups = ['U(1)', 'SU(2)', 'SU(3)', 'SU(4)', 'SU(5)'].map(groupNamed);
const rounding = 1e-14;
const count = 20;

describe.each(groups.map(group => ({ name: group.name, group })))('$name', ({ group }) => {
  const { colours, linkSize } = group;
  const pairs = randomReals(2 * linkSize, count);
  const first = (c: Real[]) => group.matrix(c.slice(0, linkSize));
  const second = (c: Real[]) => group.matrix(c.slice(linkSize));
  const A = matricesOf(group, first, pairs);
  const B = matricesOf(group, second, pairs);
  const noisy = randomReals(linkSize, count);
  const unitarised = matricesOf(group, c => group.unitarise(group.matrix(c)), noisy);

  test('stored reals are the matrix', () => {
    const again = evaluate(c => group.matrix(c).components, noisy);
    expect(again).toEqual(noisy);
  });

  test.each([
    ['product', (a: Matrix, b: Matrix) => a.mul(b), product],
    ['sum', (a: Matrix, b: Matrix) => a.add(b), sum],
    [
      'difference',
      (a: Matrix, b: Matrix) => a.sub(b),
      (a: (typeof A)[0], b: (typeof A)[0]) => sum(a, scaled(b, complex(-1))),
    ],
    ['dagger', (a: Matrix) => a.dagger(), (a: (typeof A)[0]) => dagger(a)],
    ['multiple', (a: Matrix) => a.scale(0.3), (a: (typeof A)[0]) => scaled(a, complex(0.3))],
  ])('%s is that of matrices', (_, traced, plain) => {
    const found = matricesOf(group, c => traced(first(c), second(c)), pairs);
    found.forEach((m, k) => {
      expect(distance(m, plain(A[k], B[k]))).toBeLessThanOrEqual(rounding);
    });
  });

  test('trace, and Re tr A† B from the stored reals', () => {
    const found = evaluate(c => {
      const [a, b] = [first(c), second(c)];
      const stored = a.components.map((x, k) => x.mul(b.components[k])).reduce((s, x) => s.add(x));
      return [a.trace().re, a.trace().im, a.reTrace(), stored.mul(group.componentNorm)];
    }, pairs);
    found.forEach(([re, im, reTrace, inner], k) => {
      expect(Math.abs(re - trace(A[k]).re)).toBeLessThanOrEqual(rounding);
      expect(Math.abs(im - trace(A[k]).im)).toBeLessThanOrEqual(rounding);
      expect(Math.abs(reTrace - trace(A[k]).re)).toBeLessThanOrEqual(rounding);
      expect(Math.abs(inner - trace(product(dagger(A[k]), B[k])).re)).toBeLessThanOrEqual(4 * rounding);
    });
  });

  test('a matrix applied to a colour vector', () => {
    const samples = randomReals(linkSize + 2 * colours, count);
    const M = matricesOf(group, c => group.matrix(c.slice(0, linkSize)), samples);
    const found = evaluate(c => {
      const vector = Array.from(
        { length: colours },
        (_, k) => new Complex(c[linkSize + 2 * k], c[linkSize + 2 * k + 1]),
      );
      return apply(group.matrix(c.slice(0, linkSize)), vector).flatMap(({ re, im }) => [re, im]);
    }, samples);
    found.forEach((numbers, k) => {
      const v = samples[k].slice(linkSize);
      const column = Array.from({ length: colours }, (_, j) => [complex(v[2 * j], v[2 * j + 1])]);
      M[k].forEach((row, r) => {
        const exact = row
          .map((z, j) => product([[z]], [column[j]])[0][0])
          .reduce((a, b) => complex(a.re + b.re, a.im + b.im));
        expect(Math.hypot(exact.re - numbers[2 * r], exact.im - numbers[2 * r + 1])).toBeLessThanOrEqual(rounding);
      });
    });
  });

  test('unitarised: in the group', () => {
    for (const u of unitarised) {
      expect(distance(product(u, dagger(u)), identity(colours))).toBeLessThanOrEqual(1e-13);
      const det = determinant(u);
      const defect = colours === 1 ? Math.hypot(det.re, det.im) - 1 : Math.hypot(det.re - 1, det.im);
      expect(Math.abs(defect)).toBeLessThanOrEqual(1e-13);
    }
  });

  test('unitarise changes nothing on the group', () => {
    const twice = matricesOf(group, c => group.unitarise(group.unitarise(group.matrix(c))), noisy);
    twice.forEach((u, k) => {
      expect(distance(u, unitarised[k])).toBeLessThanOrEqual(1e-13);
    });
  });

  test('unitarise mends a small damage by a change of its size', () => {
    const damaged = randomReals(2 * linkSize, count);
    const damage = 1e-6;
    const spoilt = (c: Real[]) => group.unitarise(first(c)).add(second(c).scale(damage));
    const mended = matricesOf(group, c => group.unitarise(spoilt(c)), damaged);
    const before = matricesOf(group, c => group.unitarise(first(c)), damaged);
    mended.forEach((u, k) => {
      expect(distance(u, before[k])).toBeLessThanOrEqual(4 * linkSize * damage);
      expect(distance(product(u, dagger(u)), identity(colours))).toBeLessThanOrEqual(1e-13);
    });
  });

  test('the group is closed', () => {
    const U = matricesOf(group, c => group.unitarise(first(c)).mul(group.unitarise(second(c)).dagger()), pairs);
    for (const u of U) {
      expect(distance(product(u, dagger(u)), identity(colours))).toBeLessThanOrEqual(1e-13);
    }
  });

  test('one, and samples of links', () => {
    const [one] = matricesOf(group, c => group.identity(c[0]), noisy);
    expect(distance(one, identity(colours))).toBe(0);
    const uniform = uniformNumbers(2);
    const samples = Array.from({ length: 5 }, () => links(group, 1).sample(uniform));
    for (const u of matricesOf(group, c => group.matrix(c), samples)) {
      expect(distance(product(u, dagger(u)), identity(colours))).toBeLessThanOrEqual(1e-13);
    }
    expect(colourVectors(group).sample(uniform)).toHaveLength(2 * colours);
  });
});

test('SU(2) matrices of quaternions keep their form: a0 + i a_k sigma_k', () => {
  const group = groupNamed('SU(2)');
  const [[a0, a1, a2, a3]] = [[0.1, 0.2, 0.3, 0.4]];
  const [m] = evaluate(c => entries(group.matrix(c), 2), [[a0, a1, a2, a3]]);
  expect(m).toEqual([a0, a3, a2, a1, -a2, a1, a0, -a3]);
});
