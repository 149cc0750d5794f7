import { describe, expect, test } from 'vitest';
import { expectForce, expectToHold, largestDifference, normOf } from '../../../test/expect/index.ts';
import { twoStouts } from '../../../test/expect/twoStouts.fixture.ts';
import { coldStart, gaugeTransformed, hotStart, randomElements } from '../../gauge/index.ts';
import { groupNamed } from '../../group/index.ts';
import { key, pulledBack } from '../../lattice/index.ts';
import { weightLaw } from '../../laws/force.ts';
import { staggeredPseudofermion } from '../pseudofermion/staggered.ts';
import { latticeOf } from '../vectors.fixture.ts';
import { denseMatrix, factorise, forEachColumn } from './cholesky.ts';
import { staggeredDeterminant } from './staggered.ts';

describe.each([
  { name: 'SU(2)', extents: [4, 2, 2, 4] },
  { name: 'SU(3)', extents: [2, 2, 4] },
  { name: 'U(1)', extents: [4, 6] },
])('$name on $extents', ({ name, extents }) => {
  const group = groupNamed(name);
  const lattice = latticeOf(extents);
  const u = hotStart(lattice, group, key(1, 0, 'start'));
  const S = staggeredDeterminant({ lattice, group, mass: 0.4, flavours: 2 });

  test('force and differential', () => {
    expectForce(S).toMatchFiniteDifference(u);
    const [force, byComponents, derivative] = [u.momentum(), u.momentum(), u.field.like()];
    S.gradient(u, force);
    S.differential(u, derivative);
    u.forceFromComponents(derivative, byComponents);
    expect(largestDifference(force, byComponents) / normOf(force)).toBeLessThan(1e-11);
  });

  test('the value is one of the links, whatever was asked before', () => {
    const v = u.clone();
    const first = S.value(v);
    v.copyFrom(coldStart(lattice, group));
    const cold = S.value(v);
    expect(cold).not.toBe(first);
    expect(S.value(u)).toBe(first);
    expect(S.value(coldStart(lattice, group))).toBe(cold);
    expect(staggeredDeterminant({ lattice, group, mass: 0.4, flavours: 2 }).value(v)).toBe(cold);
  });

  test('gauge invariant', () => {
    const there = gaugeTransformed(u, randomElements(lattice, group, 1, key(1, 0, 'gaugeTransformation')));
    expect(S.value(there)).toBeCloseTo(S.value(u), 10);
  });

  test('weights of a network have their derivatives', () => {
    expectToHold([weightLaw(pulledBack(S, twoStouts(group, lattice.dimension)), u)]);
  });
});

test('free quarks: the product over momenta', () => {
  const lattice = latticeOf([4, 6]);
  const group = groupNamed('SU(2)');
  const mass = 0.3;
  let expected = 0;
  for (let n = 0; n < 4; n++) {
    for (let t = 0; t < 6; t++) {
      const squares = Math.sin((2 * Math.PI * n) / 4) ** 2 + Math.sin((2 * Math.PI * (t + 0.5)) / 6) ** 2;
      // Each momentum stands for half an even site, twice for the colours.
      expected -= Math.log(mass ** 2 + squares);
    }
  }
  const S = staggeredDeterminant({ lattice, group, mass, flavours: 4 });
  expect(S.value(coldStart(lattice, group))).toBeCloseTo(expected, 10);
});

test('⟨exp(−S_φ(U′) + S_φ(U))⟩ over fields drawn at U is the ratio of the determinants', () => {
  const lattice = latticeOf([4, 4]);
  const group = groupNamed('SU(2)');
  const [u, near] = [1, 1].map(seed => hotStart(lattice, group, key(seed, 0, 'start')));
  // A little way from u, so that the exponential does not scatter much.
  const force = u.momentum();
  const S = staggeredDeterminant({ lattice, group, mass: 0.8, flavours: 4 });
  S.gradient(u, force);
  near.bindDrift(force)(-0.3);
  const phi = staggeredPseudofermion({ lattice, group, mass: 0.8, flavours: 4 });
  const draws = 400;
  const ratios = Array.from({ length: draws }, (_, k) => {
    phi.refresh(u, key(3, k, 'pseudofermion'));
    return Math.exp(phi.action.value(u) - phi.action.value(near));
  });
  const mean = ratios.reduce((sum, ratio) => sum + ratio, 0) / draws;
  const error = Math.sqrt(ratios.reduce((sum, ratio) => sum + (ratio - mean) ** 2, 0)) / draws;
  const expected = Math.exp(S.value(u) - S.value(near));
  expect(Math.abs(mean - expected)).toBeLessThan(4 * error);
  expect(Math.abs(expected - 1)).toBeGreaterThan(4 * error);
});

test('the columns of L^{−†} make up the inverse', () => {
  const size = 5;
  const A = denseMatrix(size);
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < size; j++) {
      A.re[i * size + j] = i === j ? 6 + i : Math.cos(i + j);
      A.im[i * size + j] = i === j ? 0 : Math.sin(3 * (i - j));
    }
  }
  const L = { size, re: A.re.slice(), im: A.im.slice() };
  factorise(L);
  const inverse = denseMatrix(size);
  forEachColumn(L, ({ re, im }) => {
    for (let i = 0; i < size; i++) {
      for (let j = 0; j < size; j++) {
        inverse.re[i * size + j] += re[i] * re[j] + im[i] * im[j];
        inverse.im[i * size + j] += im[i] * re[j] - re[i] * im[j];
      }
    }
  });
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < size; j++) {
      let [re, im] = [i === j ? -1 : 0, 0];
      for (let k = 0; k < size; k++) {
        const [a, b, c, d] = [A.re, A.im, inverse.re, inverse.im].map((m, n) => m[n < 2 ? i * size + k : k * size + j]);
        re += a * c - b * d;
        im += a * d + b * c;
      }
      expect(Math.hypot(re, im)).toBeLessThan(1e-14);
    }
  }
  A.re[0] = -1;
  expect(() => factorise(A)).toThrow('not positive: its pivot 0 is -1');
});
