import { describe, expect, test } from 'vitest';
import {
  expectAction,
  expectForce,
  fourthOrderDerivative,
  innerProductOf,
  moved,
  randomDirection,
} from '../../test/expect/index.ts';
import { twoStouts } from '../../test/expect/twoStouts.fixture.ts';
import { type GaugeField, hotStart, wilsonAction } from '../gauge/index.ts';
import { groupNamed } from '../group/index.ts';
import { add, key, Lattice, pulledBack, scale, type Trainable } from './index.ts';

const dimension = 3;
const group = groupNamed('SU(2)');
const u = hotStart(new Lattice([4, 2, 4]), group, key(1, 0, 'start'));
const [weak, strong] = [wilsonAction(0.5), wilsonAction(3)];

test('sums and multiples: values, forces, names, citations', () => {
  const total = add(weak, scale(-2, strong));
  expect(total.value(u)).toBeCloseTo(weak.value(u) - 2 * strong.value(u), 11);
  expectForce(total).toMatchFiniteDifference(u);
  expect(total.name).toBe(`${weak.name} + -2 (${strong.name})`);
  expect(total.cites).toEqual([...weak.cites, ...strong.cites]);
});

/** dS/d(weight) by differences, for every weight. */
function expectWeightGradient(S: Trainable<GaugeField>): void {
  const { value, derivatives } = S.weightGradient(u);
  expect(value).toBeCloseTo(S.value(u), 11);
  expect(derivatives).toHaveLength(S.weights.length);
  S.weights.forEach((weight, k) => {
    const before = weight.value;
    const difference = fourthOrderDerivative(t => {
      weight.value = before + t;
      return S.value(u);
    }, 1e-3);
    weight.value = before;
    // As for one action of smeared links below: the step errs by h⁴ relative to the derivative.
    expect(Math.abs(derivatives[k] - difference)).toBeLessThanOrEqual(1e-8 * (1 + Math.abs(derivatives[k])));
  });
}

describe('weights survive', () => {
  const [one, other] = [twoStouts(group, dimension), twoStouts(group, dimension, [0.07])];
  test('sums and multiples', () => {
    const S = add(weak, scale(-0.5, pulledBack(strong, one)), pulledBack(weak, other));
    expect(S.weights).toEqual([...one.weights, ...other.weights]);
    expectWeightGradient(S);
  });
  test('in a sum whose terms share them, which meets each once', () => {
    const S = add(pulledBack(strong, one), pulledBack(weak, one));
    expect(S.weights).toEqual(one.weights);
    expectWeightGradient(S);
  });
  test('a factor that is a weight itself', () => {
    const factor = { name: 'c', value: -0.5 };
    const S = add(weak, scale(factor, pulledBack(strong, one)), scale(factor, weak));
    expect(S.weights).toEqual([factor, ...one.weights]);
    expectWeightGradient(S);
    expectForce(S).toMatchFiniteDifference(u);
  });
  test('a second transformation', () => {
    const S = pulledBack(add(weak, pulledBack(strong, one)), other);
    expect(S.weights).toEqual([...other.weights, ...one.weights]);
    expectWeightGradient(S);
  });
  test('and a sum of actions without weights has none', () => {
    expect(add(weak, strong).weights).toEqual([]);
    expect(add(weak, strong).weightGradient(u)).toEqual({
      value: add(weak, strong).value(u),
      derivatives: new Float64Array(),
    });
  });
});

describe('an action of smeared links', () => {
  const transformation = twoStouts(group, dimension);
  const smeared = pulledBack(strong, transformation);

  test('is the action of the image', () => {
    const { image, tape } = transformation.apply(u);
    expect(smeared.value(u)).toBe(strong.value(image));
    tape.release();
  });
  test('has the force of the chain rule, and is gauge invariant', () => {
    expectForce(smeared).toMatchFiniteDifference(u);
    expectAction(smeared).toBeGaugeInvariant(u);
  });
  test('has the derivatives of its weights', () => {
    const { value, derivatives } = smeared.weightGradient(u);
    expect(value).toBe(smeared.value(u));
    transformation.weights.forEach((weight, k) => {
      const before = weight.value;
      const difference = fourthOrderDerivative(t => {
        weight.value = before + t;
        return smeared.value(u);
      }, 1e-3);
      weight.value = before;
      expect(Math.abs(derivatives[k] - difference)).toBeLessThanOrEqual(1e-8 * Math.abs(derivatives[k]));
    });
  });
  test('composes: smeared twice by two different maps', () => {
    expectForce(pulledBack(smeared, twoStouts(group, dimension, [0.05]))).toMatchFiniteDifference(u);
  });
  test('is the action itself where all weights vanish', () => {
    const trivial = pulledBack(strong, twoStouts(group, dimension, [0, 0]));
    expect(trivial.value(u)).toBeCloseTo(strong.value(u), 11);
    const [a, b] = [u.momentum(), u.momentum()];
    trivial.gradient(u, a);
    strong.gradient(u, b);
    const direction = randomDirection(u, 2);
    expect(innerProductOf(direction, a)).toBeCloseTo(innerProductOf(direction, b), 11);
    expect(moved(u, direction, 0).field.toArray()).toEqual(u.field.toArray());
  });
});
