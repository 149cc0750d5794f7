/** Laws of functionals of real fields; test/expect/expect.test.ts tries them on links. */
import { describe, expect, test } from 'vitest';
import {
  type Field,
  gaussianScalars,
  key,
  Lattice,
  type ScalarField,
  type Trainable,
  type Weight,
} from '../lattice/index.ts';
import { forceLaws, weightLaw } from './force.ts';

const phi = gaussianScalars(new Lattice([4, 4]), key(3, 0, 'start'));

/** Σ a φ² + b φ⁴ */
function polynomial(): Trainable<ScalarField> {
  const weights: readonly Weight[] = [
    { name: 'a', value: 0.7 },
    { name: 'b', value: -0.2 },
  ];
  const sums = ({ field }: ScalarField) => [2, 4].map(n => field.toArray().reduce((sum, x) => sum + x ** n, 0));
  const value = (v: ScalarField) => sums(v).reduce((total, part, k) => total + part * weights[k].value, 0);
  const gradient = ({ field }: ScalarField, out: Field) => {
    const [a, b] = weights.map(weight => weight.value);
    out.fromArray(field.toArray().map(x => 2 * a * x + 4 * b * x ** 3));
  };
  return {
    name: 'polynomial',
    cites: [],
    weights,
    value,
    gradient,
    differential: gradient,
    weightGradient: v => ({ value: value(v), derivatives: Float64Array.from(sums(v)) }),
  };
}

const sentences = (S: Trainable<ScalarField>) =>
  forceLaws(S, phi)
    .filter(({ ok }) => !ok)
    .map(({ sentence }) => sentence)
    .join('\n');

describe('the force', () => {
  test('that is right passes, also where it is zero', () => {
    expect(sentences(polynomial())).toBe('');
    const zero = (_: ScalarField, out: Field) => void out.fill(0);
    const nothing = { ...polynomial(), value: () => 3, gradient: zero, differential: zero };
    expect(sentences(nothing)).toBe('');
  });

  test('of a value that is not finite, and one that changes the configuration, do not', () => {
    expect(sentences({ ...polynomial(), value: () => Number.NaN })).toContain('has a finite real value');
    const S = polynomial();
    const greedy = {
      ...S,
      value(v: ScalarField) {
        v.bindDrift(v.momentum().fill(1))(0.1);
        return S.value(v);
      },
    };
    expect(sentences(greedy)).toContain('leaves the configuration as it was');
  });
});

describe('the weight gradient', () => {
  test('that is right passes, and the weights are as they were', () => {
    const S = polynomial();
    expect(weightLaw(S, phi)).toMatchObject({ ok: true });
    expect(S.weights.map(({ value }) => value)).toEqual([0.7, -0.2]);
  });

  test('that is wrong by one part in a million does not', () => {
    const S = polynomial();
    const wrong: typeof S = {
      ...S,
      weightGradient(v) {
        const { value, derivatives } = S.weightGradient(v);
        return { value, derivatives: derivatives.map((d, k) => (k === 1 ? d * (1 + 1e-6) : d)) };
      },
    };
    expect(weightLaw(wrong, phi)).toMatchObject({
      ok: false,
      sentence: expect.stringContaining('the finite difference'),
    });
  });
});
