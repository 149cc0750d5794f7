import { describe, expect, test } from 'vitest';
import { expectForce, expectToHold, largestDifference, normOf } from '../../../test/expect/index.ts';
import type { Weight } from '../../lattice/index.ts';
import { weightLaw } from '../../laws/force.ts';
import { wilsonDeterminant } from '../determinant/wilson.ts';
import { latticeOf } from '../vectors.fixture.ts';
import { WilsonOperator } from '../wilson/operator.ts';
import { denseMap, logAbsDeterminant, smoothLinks } from '../wilson/wilson.fixture.ts';
import { denseOverlap, overlapLogDeterminant } from './dense.ts';
import { overlapDeterminant } from './determinant.ts';
import { OverlapKernel } from './kernel.ts';
import { fluxWithNoise } from './overlap.fixture.ts';
import { exactSign, wallSign } from './signRule.ts';

const lattice = latticeOf([4, 4]);
const u = fluxWithNoise(lattice, 1, 0.4);
const theory = { lattice, group: u.group };

describe.each([
  ['sign', exactSign],
  ['three walls', wallSign([0.7, 1, 1.6])],
])('%s', (_, sign) => {
  const S = overlapDeterminant({ ...theory, mass: 0.2, flavours: 2, sign });
  test('force and differential', () => {
    expectForce(S).toMatchFiniteDifference(u);
    const [force, byComponents, derivative] = [u.momentum(), u.momentum(), u.field.like()];
    S.gradient(u, force);
    S.differential(u, derivative);
    u.forceFromComponents(derivative, byComponents);
    expect(largestDifference(force, byComponents) / normOf(force)).toBeLessThan(1e-11);
  });
});

test('the value is ln det D of the spectrum', () => {
  const dense = denseOverlap(new OverlapKernel(theory).setLinks(u));
  const S = overlapDeterminant({ ...theory, mass: 0.2, flavours: 3 });
  expect(S.value(u)).toBeCloseTo(-3 * overlapLogDeterminant(dense, 0.2), 9);
});

test('mass, walls and kappa have their derivatives', () => {
  const kappa: Weight = { name: 'kappa', value: 0.24 };
  const mass: Weight = { name: 'm', value: 0.3 };
  const omega: Weight = { name: 'omega', value: 1.2 };
  expectToHold([weightLaw(wilsonDeterminant({ ...theory, kappa, flavours: 2 }), u)]);
  expectToHold([
    weightLaw(overlapDeterminant({ ...theory, mass, flavours: 2, sign: wallSign([omega, 0.5, omega]) }), u),
  ]);
});

test('many walls are the sign', () => {
  const value = (sign = exactSign) => overlapDeterminant({ ...theory, mass: 0.2, flavours: 1, sign }).value(u);
  expect(value(wallSign(Array.from({ length: 200 }, () => 1)))).toBeCloseTo(value(), 9);
});

test('Wilson: value and force', () => {
  const S = wilsonDeterminant({ ...theory, kappa: 0.23, flavours: 2 });
  const D = new WilsonOperator({ ...theory, kappa: 0.23 }).setLinks(u);
  const [from, to] = [D.vector(), D.vector()];
  expect(S.value(u)).toBeCloseTo(-2 * logAbsDeterminant(denseMap(D.bindDirac(from, to), from, to)), 9);
  expectForce(S).toMatchFiniteDifference(u);
  const v = smoothLinks('SU(2)', lattice, 0.4);
  expectForce(overlapDeterminant({ lattice, group: v.group, mass: 0.2, flavours: 1 })).toMatchFiniteDifference(v);
});

test('refusals', () => {
  expect(() => overlapDeterminant({ ...theory, mass: 0, flavours: 1 })).toThrow('between 0 and 2 rho = 2; found 0');
  expect(() => overlapDeterminant({ ...theory, lattice: latticeOf([24, 24]), mass: 0.1, flavours: 1 })).toThrow(
    'a matrix of 1152 complex rows; at most 1024',
  );
  expect(() => wallSign([1, 0])).toThrow('found [1,0]');
  expect(() => wilsonDeterminant({ ...theory, kappa: 0.2, cSw: 1, flavours: 2 })).toThrow('without c_SW; found 1');
});
