/** Schemes of this order pass; a wrong coefficient, or a claim of too high an order, does not. */
import { describe, expect, test } from 'vitest';
import { type Functional, functional, gaussianScalars, key, Lattice, type ScalarField } from '../lattice/index.ts';
import {
  forceGradient,
  leapfrogPQP,
  omelyan2,
  omf4,
  repeat,
  type Scheme,
  scheduleOf,
  scheme,
} from '../markov/index.ts';
import { latticeOrderLaw, pendulumOrderLaw, type Schedules } from './integratorOrder.ts';

const inSteps =
  (once: Scheme): Schedules =>
  (steps, length) =>
    scheduleOf(repeat(steps, once), length);

/** Σ φ⁴/4: its force is no linear function, so that orders differ. */
const quartic: Functional<ScalarField> = functional({
  name: 'quartic',
  cites: [],
  value: ({ field }) => field.toArray().reduce((sum, x) => sum + x ** 4 / 4, 0),
  differential: ({ field }, out) => void out.fromArray(field.toArray().map(x => x ** 3)),
});
const phi = gaussianScalars(new Lattice([8, 8]), key(5, 0, 'start'));

describe('of a pendulum', () => {
  test.each([leapfrogPQP(), omelyan2(), omf4(), forceGradient()])('$name has its order', once => {
    expect(pendulumOrderLaw(inSteps(once)).ok).toBe(true);
  });

  test('a coefficient that is wrong in its third digit makes a scheme of second order', () => {
    const { steps, ...others } = omf4();
    const change = 0.002;
    const [first, second] = steps.filter(({ who }) => who === 'drift').map(({ coefficient }) => coefficient);
    const shifted = steps.map(step => {
      if (step.who !== 'drift') return step;
      if (step.coefficient === first) return { ...step, coefficient: first + change };
      return step.coefficient === second ? { ...step, coefficient: second - change } : step;
    });
    const found = pendulumOrderLaw(inSteps(scheme({ ...others, steps: shifted })));
    expect(found.ok).toBe(false);
    expect(found.sentence).toMatch(/order [123]\.\d\d, expected 4/);
  });
});

describe('of the energy', () => {
  test.each([omf4(), forceGradient()])('$name has its order', once => {
    expect(latticeOrderLaw(inSteps(once), phi, { all: quartic }).ok).toBe(true);
  });

  test('leapfrog is not of fourth order', () => {
    const claimed = inSteps(scheme({ ...leapfrogPQP(), order: 4 }));
    expect(latticeOrderLaw(claimed, phi, { all: quartic }).sentence).toMatch(/order (1\.9|2\.0)\d, expected 4/);
  });
});
