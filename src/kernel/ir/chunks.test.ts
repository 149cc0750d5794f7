import { describe, expect, test } from 'vitest';
import { expectKernel } from '../../../test/expect/index.ts';
import { machineFor, runKernel, sampleValues } from '../../laws/kernels/run.ts';
import type { Kernel } from '../kernel.ts';
import { input, output, parameter, reals, sum, update } from '../trace/roles.ts';
import type { Site } from '../trace/site.ts';
import { siteKernel } from '../trace/siteKernel.ts';
import { chunksOf } from './chunks.ts';
import { programOf } from './program.ts';
import type { Real } from './real.ts';
import { repeated } from './repeated.ts';

const outputs = 6;

/** x_{n+1} = x_n^2 / 2 - 0.3 f, `length` times: a chain that shares nothing with the chains of other starting values. */
function chain(start: Real, f: Real, length: number): Real {
  let x = start;
  for (let n = 0; n < length; n++) x = x.mul(x).mul(0.5).sub(f.mul(0.3));
  return x;
}

/** `outputs` components and two sums, all independent chains; `weight` says how long they are. */
function manyChains(length: number, wanted = Array.from({ length: outputs }, (_, c) => c)): Kernel {
  return siteKernel(
    'manyChains',
    2,
    { a: parameter, f: input(reals(outputs)), g: output(reals(wanted.length)), first: sum, last: sum },
    ({ a, f, g, first, last }, x: Site) => {
      first.add(chain(a, f(0, x), length));
      for (const [k, c] of wanted.entries()) g.set(k, chain(f(c, x.plus(1)), f(c, x), length));
      last.add(chain(a.add(0.1), f(1, x), length));
    },
  );
}

describe('a kernel too large for one function', () => {
  const kernel = manyChains(1000);

  test('is cut into several, each effect once and in order', () => {
    const chunks = chunksOf(kernel.effects);
    expect(chunks.length).toBeGreaterThan(2);
    expect(chunks.flat()).toEqual(kernel.effects);
  });

  test('agrees on all machines', () => expectKernel(kernel).toAgreeOnAllMachines());

  test.each(['js', 'wasm128', 'wasm256'] as const)('gives on %s what its parts give alone', kind => {
    const machine = machineFor(kind, { contraction: false });
    const extents = [4, 16];
    const values = sampleValues(kernel, extents);
    const whole = runKernel(kernel, machine, extents, values);
    for (let c = 0; c < outputs; c++) {
      const part = manyChains(1000, [c]);
      expect(chunksOf(part.effects).length).toBeLessThan(chunksOf(kernel.effects).length);
      const alone = runKernel(part, machine, extents, values);
      expect(whole.g.filter((_, k) => k % outputs === c)).toEqual(alone.g);
      expect([whole.first, whole.last]).toEqual([alone.first, alone.last]);
    }
  });
});

test('a small kernel stays whole', () => {
  const kernel = manyChains(10);
  expect(chunksOf(kernel.effects)).toEqual([kernel.effects]);
});

test('a kernel in which one output reads what another one overwrites stays whole', () => {
  const swap = siteKernel('swap', 2, { f: update(reals(2)) }, ({ f }) => {
    const [a, b] = [f(0), f(1)];
    f.set(0, chain(b, b, 3000));
    f.set(1, chain(a, a, 3000));
  });
  expect(chunksOf(swap.effects)).toHaveLength(1);
});

describe('a kernel of slices', () => {
  const [slices, size] = [3, 2];
  const kernel = siteKernel(
    'smoothed',
    2,
    { a: parameter, U: input(reals(1)), f: input(reals(slices * size)), g: output(reals(slices * size)), total: sum },
    ({ a, U, f, g, total }, x) => {
      for (let k = 0; k < slices * size; k++) {
        const moved = U(0, x)
          .mul(f(k, x.plus(1)))
          .add(U(0, x.minus(0)).mul(f(k, x.minus(0))));
        g.set(k, moved.mul(a).add(f(k, x)));
      }
      total.add(f(1, x).mul(f(size, x.plus(0))));
    },
    { slices },
  );

  test('has a program for each, all alike, and one for its sums', () => {
    const chunks = chunksOf(kernel.effects);
    expect(chunks.map(chunk => chunk.map(({ kind }) => kind))).toEqual([
      ...new Array(slices).fill(['store', 'store']),
      ['accumulate'],
    ]);
    expect(repeated(chunks.map(programOf)).map(({ count }) => count)).toEqual([slices, 1]);
  });

  test('agrees on all machines', () => expectKernel(kernel).toAgreeOnAllMachines());
});
