import { describe, expect, test } from 'vitest';
import { input, output, parameter, parameterBlock, reals, siteKernel } from '../kernel/index.ts';
import { drawGaussian, key, Lattice, linear, presentValue, quotient, Tape, type Weight } from './index.ts';

const alpha: Weight = { name: 'alpha', value: 0.3 };
const beta: Weight = { name: 'beta', value: -2 };

describe('linear combinations of weights', () => {
  const rest = linear(alpha, -1, 1);

  test('follow the weight', () => {
    expect(presentValue(rest)).toBeCloseTo(0.7, 15);
    expect(presentValue(linear(rest, 2, 5))).toBeCloseTo(6.4, 15);
    expect(
      presentValue({
        constant: 1,
        terms: [
          [2, alpha],
          [3, beta],
        ],
      }),
    ).toBeCloseTo(-4.4, 15);
    expect(presentValue(linear({ ...alpha, value: 1 }, -1, 1))).toBe(0);
  });

  test('of numbers are numbers, rounded once for each operation', () => {
    expect(linear(0.3, -1, 1)).toBe(1 - 0.3);
    expect(quotient(0.7, 6)).toBe(0.7 / 6);
  });
});

const lattice = new Lattice([4, 8]);
const count = 256;
/** g = a f + Σ_k w_k f^{k mod 3} / 256 */
const polynomial = siteKernel(
  'polynomial',
  2,
  { a: parameter, w: parameterBlock(count), f: input(reals(1)), g: output(reals(1)) },
  ({ a, w, f, g }) => {
    const powers = [f(0).graph.constant(1), f(0), f(0).mul(f(0))];
    let total = a.mul(f(0));
    for (let k = 0; k < count; k++)
      total = total.add(
        w(k)
          .mul(powers[k % 3])
          .mul(1 / count),
      );
    g.set(0, total);
  },
);

describe(`a tape with a block of ${count} weights`, () => {
  const f = lattice.field(1);
  drawGaussian(f, key(1, 0, 'noise'));
  const weights = Array.from({ length: count }, (_, k): Weight => ({ name: `w${k}`, value: Math.sin(k) }));
  const tape = new Tape(f);
  const { g: first } = tape.record(polynomial, { f }, { a: linear(alpha, -1, 1), w: weights });
  const { g } = tape.record(polynomial, { f: first }, { a: alpha, w: [...weights.slice(1), linear(weights[0], 3)] });
  const upstream = g.like().fill(1);
  const L = () => {
    tape.rerun();
    return g.toArray().reduce((sum, x) => sum + x, 0);
  };

  test('has the derivative of every weight, also of those that are used twice or in combinations', () => {
    L();
    const derivatives = new Map(tape.pullback(g, upstream).weights);
    expect(derivatives.size).toBe(count + 1);
    for (const weight of [alpha, weights[0], weights[1], weights[100], weights[255]]) {
      const [value, h] = [weight.value, 1e-3];
      const at = (t: number) => {
        weight.value = value + t;
        return L();
      };
      // L is a polynomial of degree 3 in each weight: the difference of fourth order is exact but for rounding.
      const difference = (8 * (at(h) - at(-h)) - (at(2 * h) - at(-2 * h))) / (12 * h);
      weight.value = value;
      expect(Math.abs(derivatives.get(weight)! - difference)).toBeLessThanOrEqual(1e-8 * (1 + Math.abs(difference)));
    }
  });

  test('runs again with new values', () => {
    const before = L();
    weights[7].value += 1;
    const after = L();
    weights[7].value -= 1;
    expect(after).not.toBe(before);
    expect(L()).toBe(before);
  });
});
