import { describe, expect, test } from 'vitest';
import { expectForce, expectToHold, largestDifference, normOf } from '../../../test/expect/index.ts';
import { twoStouts } from '../../../test/expect/twoStouts.fixture.ts';
import { hotStart } from '../../gauge/index.ts';
import { groupNamed } from '../../group/index.ts';
import { key, pulledBack, type Weight } from '../../lattice/index.ts';
import { weightLaw } from '../../laws/force.ts';
import { hisqPseudofermion } from '../hisq/pseudofermion.ts';
import { latticeOf } from '../vectors.fixture.ts';
import { staggeredHasenbusch } from './hasenbusch.ts';
import { staggeredPseudofermion } from './staggered.ts';

const group = groupNamed('SU(2)');
const lattice = latticeOf([4, 2, 2, 4]);
const u = hotStart(lattice, group, key(1, 0, 'start'));
const solver = { tolerance: 1e-13, forceTolerance: 1e-12 };
const refreshed = (flavours: number) => {
  const made = staggeredPseudofermion({ lattice, group, mass: 0.3, flavours, solver });
  made.refresh(u, key(5, 0, 'pseudofermion'));
  return made;
};
const weight = (name: string, value: number): Weight => ({ name, value });
/** Coefficients of both signs, the smallest mass in between. */
const terms = () => [
  { coefficient: weight('c1', -1.2), mass: weight('m1', 0.5) },
  { coefficient: weight('c2', 2.2), mass: weight('m2', 0.4) },
  { coefficient: weight('c3', 0.3), mass: 0.75 },
];

describe.each([4, 8, 2, 5])('%d flavours', flavours => {
  const phi = refreshed(flavours);
  const sum = phi.sumOfMasses!(terms());

  test('the sum of the single actions', () => {
    const value =
      -1.2 * phi.withMass(0.5).value(u) + 2.2 * phi.withMass(0.4).value(u) + 0.3 * phi.withMass(0.75).value(u);
    expect(sum.value(u) / value).toBeCloseTo(1, 11);
  });
  test('force and differential', () => {
    expectForce(sum).toMatchFiniteDifference(u);
    const [force, byComponents, derivative] = [u.momentum(), u.momentum(), u.field.like()];
    sum.gradient(u, force);
    sum.differential(u, derivative);
    u.forceFromComponents(derivative, byComponents);
    expect(largestDifference(force, byComponents) / normOf(force)).toBeLessThan(1e-11);
  });
  test('coefficients and masses have their derivatives, also behind a network', () => {
    expect(sum.weights.map(({ name }) => name)).toEqual(['c1', 'm1', 'c2', 'm2', 'c3']);
    expectToHold([weightLaw(sum, u)]);
    const behind = pulledBack(sum, twoStouts(group, 4));
    expect(behind.weights).toHaveLength(7);
    expectToHold([weightLaw(behind, u)]);
  });
});

test('one mass with the coefficient one is the action of that mass, to the bit', () => {
  const phi = refreshed(4);
  expect(phi.sumOfMasses!([{ coefficient: 1, mass: 0.4 }]).value(u)).toBe(phi.withMass(0.4).value(u));
});

test('masses may meet: their coefficients add up', () => {
  const phi = refreshed(4);
  const twice = [0.7, 0.6].map(coefficient => ({ coefficient, mass: 0.4 }));
  expect(phi.sumOfMasses!(twice).value(u) / phi.withMass(0.4).value(u)).toBeCloseTo(1.3, 12);
});

test('three masses cost one solve, as long as that of the smallest', () => {
  const phi = refreshed(4);
  phi.iterations();
  phi.withMass(0.4).value(u);
  const alone = phi.iterations();
  phi.sumOfMasses!(terms()).value(u);
  const together = phi.iterations();
  expect(together.solves).toBe(1);
  expect(together.iterations).toBe(alone.iterations);
  // Two more true residuals, one for each further mass.
  expect(together.applications).toBe(alone.applications! + 2);
});

test('HISQ quarks have it on their fat links; ratios of determinants have not', () => {
  const cube = latticeOf([4, 4, 4, 4]);
  const links = hotStart(cube, group, key(2, 0, 'start'));
  const phi = hisqPseudofermion({ lattice: cube, group, mass: 0.3, flavours: 4, solver });
  phi.refresh(links, key(5, 0, 'pseudofermion'));
  const sum = phi.sumOfMasses!([
    { coefficient: 2, mass: 0.4 },
    { coefficient: -1, mass: 0.6 },
  ]);
  expect(sum.value(links) / (2 * phi.withMass(0.4).value(links) - phi.withMass(0.6).value(links))).toBeCloseTo(1, 11);
  const [, ratio] = staggeredHasenbusch({ lattice, group, mass: 0.3, flavours: 4, masses: [0.6] });
  expect(ratio.sumOfMasses).toBeUndefined();
});

test('wrong sums are refused', () => {
  const phi = refreshed(4);
  expect(() => phi.sumOfMasses!([])).toThrow('one mass at least');
  expect(() => phi.sumOfMasses!([{ coefficient: 1, mass: 0 }]).value(u)).toThrow('positive; found 0');
});
