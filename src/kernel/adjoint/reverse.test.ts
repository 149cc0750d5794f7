import { describe, expect, test } from 'vitest';
import { expectKernel } from '../../../test/expect/index.ts';
import { machineFor, runKernel, sampleValues, type Values } from '../../laws/kernels/run.ts';
import type { Real } from '../ir/real.ts';
import type { Kernel } from '../kernel.ts';
import { input, output, parameter, reals, sum, update } from '../trace/roles.ts';
import { siteKernel } from '../trace/siteKernel.ts';

/** g = f(x) of one component each, with the given operation. */
function pointwise(name: string, operation: (a: Real, b: Real) => Real): Kernel {
  return siteKernel(name, 2, { f: input(reals(2)), g: output(reals(1)) }, ({ f, g }, x) => {
    g.set(0, operation(f(0, x), f(1, x)));
  });
}

/** Arguments are uniform in (-1, 1). */
const operations: Record<string, (a: Real, b: Real) => Real> = {
  add: (a, b) => a.add(b),
  sub: (a, b) => a.sub(b),
  mul: (a, b) => a.mul(b),
  div: (a, b) => a.div(b.add(2)),
  neg: (a, b) => a.neg().mul(b),
  sqrt: (a, b) => a.add(1.5).mul(b.add(2)).sqrt(),
  abs: (a, b) => a.mul(a).add(0.1).neg().abs().mul(b),
  min: (a, b) =>
    a
      .mul(0.1)
      .min(b.add(3))
      .add(a.add(3).min(b.mul(0.1))),
  max: (a, b) =>
    a
      .mul(0.1)
      .max(b.add(3))
      .add(a.add(3).max(b.mul(0.1))),
  select: (a, b) => a.mul(a).lessThan(-1).select(a.mul(b), a.exp().mul(b)),
  floor: (a, b) => a.mul(0.1).add(0.5).floor().add(a.mul(b)),
  exp: (a, b) => a.exp().mul(b),
  log: (a, b) => a.add(1.5).log().mul(b),
  sin: (a, b) => a.mul(3).sin().mul(b),
  cos: (a, b) => a.mul(3).cos().mul(b),
  atan2: (a, b) => a.add(2).atan2(b.sub(1.5)),
};

describe('each operation', () => {
  test.each(Object.entries(operations))('%s', (name, operation) =>
    expectKernel(pointwise(name, operation)).toHaveAdjoint(),
  );
});

describe('displaced reads', () => {
  const spread = siteKernel(
    'spread',
    3,
    { a: parameter, f: input(reals(2)), h: input(reals(1)), g: output(reals(2)), total: sum },
    ({ a, f, h, g, total }, x) => {
      const far = x.plus(0, 2).minus(2, 3);
      const product = f(0, x.plus(2))
        .mul(f(1, x.minus(1)))
        .add(f(0, x).mul(f(0, far)));
      g.set(0, product.mul(a).add(h(0, x.plus(1)).exp()));
      g.set(
        1,
        f(1, far)
          .add(2)
          .sqrt()
          .div(h(0, x.minus(0)).add(3)),
      );
      total.add(product.sin().mul(a.mul(a)));
      total.add(h(0, x));
    },
  );

  test('of several fields, with a parameter and a sum', () => expectKernel(spread).toHaveAdjoint());
  test('added to derivatives that are there already', () => expectKernel(spread).toAccumulateDerivatives());
  test('of a lattice so small that x + mu = x - mu', () => expectKernel(spread).toHaveAdjoint([2, 2, 2]));
  test('the adjoint of the adjoint is a derivative too', () =>
    expectKernel(spread.adjoint(['f', 'a'])).toHaveAdjoint());
  test('the second adjoint agrees on all machines', () => {
    const second = spread.adjoint(['f', 'a']).adjoint(['f', 'h', 'd_g', 'd_total']);
    expectKernel(second).toAgreeOnAllMachines();
  });
});

test('the adjoint of a shift is the opposite shift', () => {
  const shift = siteKernel('shift', 2, { f: input(reals(1)), g: output(reals(1)) }, ({ f, g }, x) =>
    g.set(0, f(0, x.plus(0).plus(1))),
  );
  expect(shift.adjoint(['f']).ir.toString()).toMatchInlineSnapshot(`
    "kernel shift†(f)
      %0 = d_g[0] at x+(-1,-1)
      d_f[0] = %0"
  `);
});

test('an input that nothing depends on has derivative zero', () => {
  const kernel = siteKernel(
    'idle',
    2,
    { a: parameter, f: input(reals(1)), h: input(reals(2)), g: output(reals(1)) },
    ({ f, h, g }, x) => g.set(0, f(0, x).mul(h(1, x))),
  );
  const extents = [4, 4];
  const values = sampleValues(kernel, extents);
  const upstream = { d_g: new Float64Array(16).fill(1) };
  const { d_a, d_h } = runKernel(kernel.adjoint(['a', 'h']), machineFor('js'), extents, { ...values, ...upstream });
  expect(d_a).toEqual(Float64Array.of(0));
  expect(d_h.filter((_, k) => k % 2 === 0)).toEqual(new Float64Array(16));
  expect(d_h.filter((_, k) => k % 2 === 1)).toEqual(values.f);
});

test('an adjoint is made once', () => {
  const kernel = pointwise('once', (a, b) => a.mul(b));
  expect(kernel.adjoint(['f'])).toBe(kernel.adjoint(['f']));
  expect(kernel.adjoint(['f'])).not.toBe(kernel.adjoint(['f'], ['f']));
});

test('one contribution may be added, another stored', () => {
  const kernel = siteKernel(
    'two',
    2,
    { f: input(reals(1)), h: input(reals(1)), g: output(reals(1)) },
    ({ f, h, g }, x) => g.set(0, f(0, x).mul(h(0, x))),
  );
  const extents = [4, 4];
  const values: Values = { ...sampleValues(kernel, extents), d_g: new Float64Array(16).fill(1) };
  const before = { d_h: new Float64Array(16).fill(3) };
  const adjoint = kernel.adjoint(['f', 'h'], ['h']);
  const { d_f, d_h } = runKernel(adjoint, machineFor('js'), extents, { ...values, ...before });
  expect(d_f).toEqual(values.h);
  expect(d_h).toEqual(values.f.map(x => 3 + x));
});

describe('refuses, in a sentence,', () => {
  test('kernels that update in place', () => {
    const kernel = siteKernel('double', 2, { f: update(reals(1)) }, ({ f }) => f.set(0, f(0).mul(2)));
    expect(() => kernel.adjoint(['f'])).toThrow('Kernel double updates f in place, so it has no adjoint');
  });
  test('names that are not inputs or parameters', () => {
    const kernel = pointwise('plain', (a, b) => a.mul(b));
    expect(() => kernel.adjoint(['g'])).toThrow('Kernel plain has no input or parameter called g; it has f, g.');
  });
  test('operations without a derivative', () => {
    const kernel = pointwise('bits', a => a.mantissa());
    expect(() => kernel.adjoint(['f'])).toThrow('The operation mantissa has no derivative');
  });
});
