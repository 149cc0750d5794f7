import { describe, expect, test } from 'vitest';
import { fourthOrderDerivative, innerProductOf } from '../../test/expect/index.ts';
import { input, Machine, output, parameter, reals, siteKernel, sum } from '../kernel/index.ts';
import { drawGaussian, type Field, key, Lattice, Tape, type Weight, workspaceOf } from './index.ts';

const lattice = new Lattice([4, 8], new Machine('wasm128'));
const gaussian = (components: number, seed: number): Field => {
  const field = lattice.field(components);
  drawGaussian(field, key(seed, 0, 'noise'), 0.5);
  return field;
};

/** C = A(x+0) B(x−1) w + sin A, D = B exp(−B²) */
const mix = siteKernel(
  'mix',
  2,
  { w: parameter, A: input(reals(1)), B: input(reals(1)), C: output(reals(1)), D: output(reals(1)) },
  ({ w, A, B, C, D }, x) => {
    C.set(
      0,
      A(0, x.plus(0))
        .mul(B(0, x.minus(1)))
        .mul(w)
        .add(A(0, x).sin()),
    );
    D.set(0, B(0, x).mul(B(0, x).mul(B(0, x)).neg().exp()));
  },
);

const u = gaussian(1, 1);
const constant = gaussian(1, 2);
const weights: Weight[] = [
  { name: 'first', value: 0.7 },
  { name: 'second', value: -0.4 },
];

/** Kernels in a row: one field in two roles, in two kernels, a weight used twice, a field that nothing depends on. */
function recorded(start: Field): { tape: Tape; result: Field } {
  const tape = new Tape(start);
  const { C: c1, D: d1 } = tape.record(mix, { A: start, B: start }, { w: weights[0] });
  const { C: c2 } = tape.record(mix, { A: c1, B: start }, { w: weights[1] });
  tape.record(mix, { A: constant, B: constant }, { w: 2 });
  const { C: c3 } = tape.record(mix, { A: c2, B: d1 }, { w: weights[0] });
  const { C: c4 } = tape.record(mix, { A: constant, B: c3 }, { w: 0.3 });
  return { tape, result: c4 };
}

const upstream = gaussian(1, 3);
const L = (start: Field): number => {
  const { tape, result } = recorded(start);
  const value = innerProductOf(upstream, result);
  tape.release();
  return value;
};

const direction = gaussian(1, 4);
const moved = (t: number): Field => {
  const step = direction.toArray();
  return u.clone().fromArray(u.toArray().map((x, k) => x + t * step[k]));
};
/** Relative to numbers of order one: truncation 1e-12, rounding 1e-13. */
const tolerance = 1e-9;

describe('the pullback is the derivative', () => {
  test('with respect to the input field', () => {
    const { tape, result } = recorded(u);
    const { derivative } = tape.pullback(result, upstream.clone());
    const exact = innerProductOf(direction, derivative);
    expect(Math.abs(exact - fourthOrderDerivative(t => L(moved(t)), 1e-3))).toBeLessThanOrEqual(tolerance);
    tape.release();
  });

  test.each([0, 1])('with respect to weight %d', k => {
    const { tape, result } = recorded(u);
    const exact = tape.pullback(result, upstream.clone()).weights.get(weights[k])!;
    tape.release();
    const before = weights[k].value;
    const difference = fourthOrderDerivative(t => {
      weights[k].value = before + t;
      return L(u);
    }, 1e-3);
    weights[k].value = before;
    expect(Math.abs(exact - difference)).toBeLessThanOrEqual(tolerance);
    expect(exact).not.toBe(0);
  });

  test('again and again, with new numbers in the same fields', () => {
    const start = u.clone();
    const { tape, result } = recorded(start);
    const seed = upstream.clone();
    const first = tape.pullback(result, seed).derivative.toArray();
    expect(tape.pullback(result, seed).derivative.toArray()).toEqual(first);
    start.copyFrom(moved(1));
    tape.rerun();
    const other = tape.pullback(result, seed);
    const fresh = recorded(moved(1));
    const expected = fresh.tape.pullback(fresh.result, seed.clone());
    expect(other.derivative.toArray()).toEqual(expected.derivative.toArray());
    expect([...other.weights.values()]).toEqual([...expected.weights.values()]);
    tape.release();
    fresh.tape.release();
  });
});

test('a result that does not depend on the input has derivative zero', () => {
  const tape = new Tape(u);
  const { C } = tape.record(mix, { A: constant, B: constant }, { w: 2 });
  const { derivative, weights: none } = tape.pullback(C, upstream.clone());
  expect(derivative.toArray().every(x => x === 0)).toBe(true);
  expect(none.size).toBe(0);
  tape.release();
});

test('the input itself as result: the derivative is what came from above', () => {
  const tape = new Tape(u);
  expect(tape.pullback(u, upstream).derivative.toArray()).toEqual(upstream.toArray());
});

test('a released tape returns its fields', () => {
  const { tape, result } = recorded(u);
  tape.release();
  const taken = Array.from({ length: 20 }, () => workspaceOf(lattice).take(1));
  expect(taken).toContain(result);
  for (const field of taken) workspaceOf(lattice).giveBack(field);
});

/** V = w A S₁ + S₂ with S₁ = Σ A sin(A g), S₂ = Σ A² */
describe('sums over the lattice, given to later kernels', () => {
  const total = siteKernel(
    'total',
    2,
    { g: parameter, A: input(reals(1)), first: sum, second: sum },
    ({ g, A, first, second }) => {
      first.add(A(0).mul(A(0).mul(g).sin()));
      second.add(A(0).mul(A(0)));
    },
  );
  const use = siteKernel(
    'use',
    2,
    { w: parameter, s: parameter, t: parameter, A: input(reals(1)), V: output(reals(1)) },
    ({ w, s, t, A, V }) => V.set(0, A(0).mul(w).mul(s).add(t)),
  );
  const onTape = (start: Field) => {
    const tape = new Tape(start);
    const { first, second } = tape.recordSums(total, { A: start }, { g: weights[0] });
    return { tape, V: tape.record(use, { A: start }, { w: weights[1], s: first, t: second }).V };
  };
  const value = (start: Field): number => {
    const { tape, V } = onTape(start);
    const found = innerProductOf(upstream, V);
    tape.release();
    return found;
  };

  test('the pullback is the derivative, of fields and weights', () => {
    const { tape, V } = onTape(u);
    const { derivative, weights: found } = tape.pullback(V, upstream.clone());
    const exact = innerProductOf(direction, derivative);
    expect(Math.abs(exact - fourthOrderDerivative(t => value(moved(t)), 1e-3))).toBeLessThanOrEqual(tolerance);
    expect([...found.keys()]).toEqual(expect.arrayContaining(weights));
    expect(found.size).toBe(2);
    for (const weight of weights) {
      const before = weight.value;
      const difference = fourthOrderDerivative(t => {
        weight.value = before + t;
        return value(u);
      }, 1e-3);
      weight.value = before;
      expect(Math.abs(found.get(weight)! - difference)).toBeLessThanOrEqual(tolerance);
    }
    tape.release();
  });

  test('run again with new fields, the sums are new', () => {
    const start = u.clone();
    const { tape, V } = onTape(start);
    start.copyFrom(moved(0.3));
    tape.rerun();
    const again = onTape(moved(0.3));
    expect(V.toArray()).toEqual(again.V.toArray());
    tape.release();
    again.tape.release();
  });
});
