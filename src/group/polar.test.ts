import { describe, expect, test } from 'vitest';
import { expectKernel } from '../../test/expect/index.ts';
import { input, output, type Real, siteKernel } from '../kernel/index.ts';
import { uniformNumbers } from '../laws/kernels/run.ts';
import { matricesOf, randomReals } from './evaluate.fixture.ts';
import { blends, matrices } from './fields.ts';
import type { Group } from './group.ts';
import type { ComplexMatrix } from './matrix.ts';
import { traceSweep } from './maximalTrace.ts';
import { groupNamed } from './named.ts';
import { dagger, determinant, distance, identity, type PlainMatrix, product, trace } from './plainMatrix.fixture.ts';
import { inverseRootByIteration } from './polar.ts';

const groups = ['U(1)', 'SU(2)', 'SU(3)', 'SU(4)'].map(groupNamed);
const rounding = 1e-13;
const count = 16;

/** Group elements with noise of this size in every stored real. */
const noisy = (group: Group, noise: number) => {
  const uniform = uniformNumbers(3);
  return Array.from({ length: count }, () => blends(group, 1, noise).sample(uniform));
};
const hermiticity = (m: PlainMatrix) => distance(m, dagger(m));

describe.each(groups.map(group => ({ name: group.name, group })))('$name', ({ group }) => {
  const one = identity(group.colours);
  const read = (c: Real[]) => group.matrix(c);

  test.each([0, 0.05, 0.3])('X = V P with V unitary, P hermitian and positive, at noise %d', noise => {
    const samples = noisy(group, noise);
    const X = matricesOf(group, read, samples);
    const V = matricesOf(group, c => group.unitaryPart(read(c)), samples);
    V.forEach((v, k) => {
      expect(distance(product(v, dagger(v)), one)).toBeLessThanOrEqual(rounding);
      const P = product(dagger(v), X[k]);
      expect(hermiticity(P)).toBeLessThanOrEqual(20 * rounding);
      expect(trace(P).re).toBeGreaterThan(0);
    });
  });

  test('unitary matrices and their multiples give themselves', () => {
    const samples = noisy(group, 0);
    const U = matricesOf(group, read, samples);
    const V = matricesOf(group, c => group.unitaryPart(read(c).scale(0.37)), samples);
    V.forEach((v, k) => {
      expect(distance(v, U[k])).toBeLessThanOrEqual(rounding);
    });
  });

  test('without its phase the determinant is one', () => {
    const V = matricesOf(group, c => group.withoutPhase(group.unitaryPart(read(c))), noisy(group, 0.3));
    for (const v of V) {
      const det = determinant(v);
      const defect = group.colours === 1 ? Math.hypot(det.re, det.im) - 1 : Math.hypot(det.re - 1, det.im);
      expect(Math.abs(defect)).toBeLessThanOrEqual(rounding);
    }
  });

  test.each([true, false])('the adjoint is the derivative, special: %s', special => {
    const kernel = siteKernel(
      'project',
      2,
      { M: input(blends(group, 1)), V: output(matrices(group, 1)) },
      ({ M, V }) => {
        const v = group.unitaryPart(M(0));
        V.set(0, special ? group.withoutPhase(v) : v);
      },
    );
    expectKernel(kernel).toHaveAdjoint();
  });

  test('one that maximises the trace: TA(V M†) = 0, and no less than the unitary part without phase', () => {
    const samples = noisy(group, 0.3);
    const M = matricesOf(group, read, samples);
    const near = matricesOf(group, c => group.withoutPhase(group.unitaryPart(read(c))), samples);
    const best = matricesOf(
      group,
      c => {
        let v = group.withoutPhase(group.unitaryPart(read(c)));
        for (let sweep = 0; sweep < 2; sweep++) v = traceSweep(group, v, read(c));
        return v;
      },
      samples,
    );
    best.forEach((v, k) => {
      const value = (w: PlainMatrix) => trace(product(w, dagger(M[k]))).re;
      expect(value(v)).toBeGreaterThanOrEqual(value(near[k]) - rounding);
      expect(distance(product(v, dagger(v)), one)).toBeLessThanOrEqual(rounding);
    });
  });
});

test('the two ways to the inverse root agree in SU(3)', () => {
  const group = groupNamed('SU(3)');
  const samples = noisy(group, 0.2);
  const closed = matricesOf(group, c => group.unitaryPart(group.matrix(c)), samples);
  const iterated = matricesOf(
    group,
    c => {
      const X = group.matrix(c) as ComplexMatrix;
      return X.mul(inverseRootByIteration(X.dagger().mul(X)));
    },
    samples,
  );
  closed.forEach((v, k) => {
    expect(distance(v, iterated[k])).toBeLessThanOrEqual(1e-11);
  });
});

describe.each([3, 4])('equal and very different singular values, N = %d', colours => {
  const group = groupNamed(`SU(${colours})`);
  const diagonal = (values: readonly number[]) => {
    const raw = new Array<number>(group.linkSize).fill(0);
    values.forEach((s, i) => {
      raw[2 * i * (colours + 1)] = s;
    });
    return raw;
  };
  test.each([[[1, 1, 1, 1]], [[2, 1, 1, 1]], [[2, 2, 1, 1]], [[1, 0.3, 0.3, 0.3]], [[1, 0.3, 0.1, 0.1]]])(
    '%j',
    values => {
      const samples = [diagonal(values.slice(0, colours))];
      const [v] = matricesOf(group, c => group.unitaryPart(group.matrix(c)), samples);
      expect(distance(v, identity(colours))).toBeLessThanOrEqual(rounding);
    },
  );
  test('a singular matrix gives NaN', () => {
    const [v] = matricesOf(group, c => group.unitaryPart(group.matrix(c)), [
      diagonal([1, 1e-9, 1, 1].slice(0, colours)),
    ]);
    expect(v[0][0].re).toBeNaN();
  });
});

test('random complex matrices: covariant under unitary factors', () => {
  const group = groupNamed('SU(3)');
  const raw = randomReals(group.linkSize, count);
  const V = matricesOf(group, c => group.unitaryPart(group.matrix(c)), raw);
  const half = matricesOf(
    group,
    c => group.unitaryPart(group.matrix(c).mul(group.unitarise(group.matrix(c)).dagger())),
    raw,
  );
  const G = matricesOf(group, c => group.unitarise(group.matrix(c)), raw);
  V.forEach((v, k) => {
    expect(distance(half[k], product(v, dagger(G[k])))).toBeLessThanOrEqual(1e-11);
  });
});
