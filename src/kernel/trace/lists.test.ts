import { describe, expect, test } from 'vitest';
import { expectKernel } from '../../../test/expect/index.ts';
import { machineFor } from '../../laws/kernels/run.ts';
import { Storage } from '../machine/storage.ts';
import { input, output, parameter, reals, several, sum } from './roles.ts';
import { siteKernel } from './siteKernel.ts';

const extents = [4, 8];
const field = (value: number) => {
  const storage = new Storage(machineFor('wasm128'), extents, 1, 'f64', 'all');
  storage.values.fill(value);
  return { storage };
};

/** g = Σ_i c_i f_i(x + i), total = Σ_x f_0 */
const weighted = (count: number) =>
  siteKernel(
    'weighted',
    2,
    { c: several(count, parameter), f: several(count, input(reals(1))), g: output(reals(1)), total: sum },
    ({ c, f, g, total }, x) => {
      const terms = f.map((of, i) => of(0, x.plus(0, i)).mul(c[i]));
      g.set(
        0,
        terms.reduce((a, b) => a.add(b)),
      );
      total.add(f[0](0));
    },
  );

describe('a list of roles', () => {
  const kernel = weighted(3);
  const fields = [field(1), field(10), field(100)];

  test('takes arrays of fields and of parameters', () => {
    const g = field(0);
    expect(kernel.run({ c: [1, 2, 3], f: fields, g })).toEqual({ total: 32 });
    expect(new Set(g.storage.values)).toEqual(new Set([321]));
    const run = kernel.bind({ f: fields, g });
    run({ c: [0, 0, 1] });
    expect(g.storage.values[0]).toBe(100);
    run({ c0: 1, c1: 1, c2: 0 });
    expect(g.storage.values[0]).toBe(11);
  });

  test('agrees on all machines, and so does its adjoint, which is the derivative', () => {
    expectKernel(kernel).toAgreeOnAllMachines();
    expectKernel(kernel.adjoint(['c', 'f'])).toAgreeOnAllMachines();
    expectKernel(kernel).toHaveAdjoint();
  });

  test('is differentiated as a whole, or element by element', () => {
    const derivatives = [field(0), field(0), field(0)];
    const upstream = { d_g: field(1), d_total: 0 };
    const sums = kernel.adjoint(['c', 'f']).run({ c: [1, 2, 3], f: fields, d_f: derivatives, ...upstream });
    expect(sums).toEqual({ d_c0: 32, d_c1: 320, d_c2: 3200 });
    expect(derivatives.map(({ storage }) => storage.values[5])).toEqual([1, 2, 3]);
    const one = field(0);
    kernel.adjoint(['f1']).run({ c: [1, 2, 3], f: fields, d_f1: one, ...upstream });
    expect(one.storage.values[5]).toBe(2);
  });

  test('of another length is refused', () => {
    expect(() => kernel.bind({ f: fields.slice(1), g: field(0) })).toThrow('Kernel weighted needs 3 in f; found 2.');
    expect(() => kernel.bind({ f: fields, g: [field(0)] })).toThrow('Kernel weighted needs no list in g; found 1.');
    expect(() => kernel.run({ c: [1, 2], f: fields, g: field(0) })).toThrow('needs the number c2; found undefined.');
  });

  test('may be empty', () => {
    const idle = siteKernel('idle', 2, { f: several(0, input(reals(1))), g: output(reals(1)) }, ({ f, g }) =>
      g.set(0, f.length),
    );
    const g = field(1);
    idle.run({ f: [], g });
    expect(g.storage.values[3]).toBe(0);
  });

  test('may not hold the name of another role', () => {
    const make = () =>
      siteKernel('twice', 2, { f: several(2, input(reals(1))), f1: input(reals(1)), g: output(reals(1)) }, () => {});
    expect(make).toThrow('Kernel twice has two roles called f1');
  });
});
