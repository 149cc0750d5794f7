import { describe, expect, test } from 'vitest';
import { staggeredHopping } from '../../../test/expect/staggeredHopping.fixture.ts';
import { kernelFamilies } from '../index.ts';
import type { Kernel } from '../kernel.ts';
import { input, output, parameter, reals, sum, update } from '../trace/roles.ts';
import { siteKernel } from '../trace/siteKernel.ts';
import '../../lattice/linear.ts';
import { type Program, programOf } from './program.ts';

const program = (kernel: Kernel): Program => programOf(kernel.effects);
const ops = (kernel: Kernel) => program(kernel).map(({ op }) => op);

/** Three components that turn into one another: every store overwrites what another component still needs. */
const turn = siteKernel('turn', 2, { eps: parameter, f: update(reals(3)) }, ({ eps, f }) => {
  const [x, y, z] = [f(0), f(1), f(2)];
  f.set(0, y.mul(eps).add(x));
  f.set(1, x.sub(z.mul(eps)));
  f.set(2, z.mul(z).add(x).sqrt());
});

const kernels = [
  staggeredHopping,
  turn,
  ...kernelFamilies().flatMap(family => family.examples().map(example => example.kernel())),
];

describe.each(kernels.map(kernel => ({ name: kernel.name, kernel })))('$name', ({ kernel }) => {
  test('every value is computed before it is used, and only what is used is computed', () => {
    const list = program(kernel);
    const used = new Set<number>();
    list.forEach(({ args }, k) => {
      for (const arg of args) {
        expect(arg).toBeLessThan(k);
        used.add(arg);
      }
    });
    list.forEach(({ op }, k) => {
      if (op !== 'store' && op !== 'accumulate') expect(used.has(k), `${op} at ${k} is used`).toBe(true);
    });
  });

  test('every effect happens once', () => {
    const done = program(kernel).flatMap(instruction => {
      if (instruction.op === 'store') return [`${instruction.field}[${instruction.component}]`];
      return instruction.op === 'accumulate' ? [instruction.sum] : [];
    });
    const wanted = kernel.effects.map(({ kind, target, component }) =>
      kind === 'store' ? `${target}[${component}]` : target,
    );
    expect(done.sort()).toEqual(wanted.sort());
  });

  test('what is overwritten in place is read before', () => {
    const stored = new Set<string>();
    for (const instruction of program(kernel)) {
      if (instruction.op !== 'store' && instruction.op !== 'load') continue;
      const name = `${instruction.field}[${instruction.component}]`;
      if (instruction.op === 'store') stored.add(name);
      else expect(stored.has(name), name).toBe(false);
    }
  });
});

test('sums become chains of multiply-adds', () => {
  const kernel = siteKernel('chain', 2, { f: input(reals(6)), g: output(reals(1)) }, ({ f, g }) => {
    g.set(
      0,
      f(0)
        .mul(f(1))
        .sub(f(2).mul(f(3)))
        .add(f(4).mul(f(5))),
    );
  });
  expect(ops(kernel).filter(op => op !== 'load')).toEqual(['mul', 'nmadd', 'madd', 'store']);
});

test('a product that is used twice is computed once', () => {
  const kernel = siteKernel('shared', 2, { f: input(reals(3)), g: output(reals(2)) }, ({ f, g }) => {
    const product = f(0).mul(f(1));
    g.set(0, product.add(f(2)));
    g.set(1, product.sub(f(2)));
  });
  expect(ops(kernel).filter(op => op !== 'load')).toEqual(['mul', 'add', 'store', 'sub', 'store']);
});

describe('cost', () => {
  test('staggered SU(3) hopping term: 8 matrix-vector products of 66 and 7 vector sums of 6', () => {
    expect(staggeredHopping.flops).toBe(570);
    expect(staggeredHopping.flops).toBe(8 * 66 + 7 * 6);
    expect(staggeredHopping.bytes).toBe(8 * (8 * 18 + 8 * 6 + 6));
  });
  test('a sum counts its addition, and no store', () => {
    const kernel = siteKernel('square', 2, { f: input(reals(1)), s: sum }, ({ f, s }) => s.add(f(0).mul(f(0))));
    expect(kernel.flops).toBe(2);
    expect(kernel.bytes).toBe(8);
  });
});

test('a kernel prints as a list of operations', () => {
  const kernel = siteKernel(
    'smear',
    2,
    { rho: parameter, f: input(reals(1)), g: output(reals(1)), norm: sum },
    ({ rho, f, g, norm }, x) => {
      const value = f(0, x).add(rho.mul(f(0, x.plus(0)).add(f(0, x.minus(0)))));
      g.set(0, value);
      norm.add(value.mul(value).mul(0.5));
    },
  );
  expect(kernel.ir.toString()).toMatchInlineSnapshot(`
    "kernel smear
      %0 = f[0] at x
      %1 = f[0] at x+(1,0)
      %2 = f[0] at x+(-1,0)
      %3 = add %1 %2
      %4 = mul rho %3
      %5 = add %0 %4
      %6 = mul %5 %5
      %7 = mul %6 0.5
      g[0] = %5
      norm += %7"
  `);
});
