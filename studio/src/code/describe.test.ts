import { expect, test } from 'vitest';
import { input, output, parameter, reals, several, siteKernel, sum, update } from '../../../src/kernel/index.ts';
import { described } from './describe.ts';

test('a kernel is shown with its cost and the adjoint with respect to all it reads', () => {
  const roles = { a: parameter, f: several(2, input(reals(1))), g: output(reals(1)), S: sum };
  const kernel = siteKernel('mix', 2, roles, ({ a, f, g, S }, x) => {
    g.set(0, f[0](0, x.plus(0)).mul(a));
    S.add(f[1](0, x));
  });
  const { flops, bytes, listing, adjoint } = described(kernel);
  expect({ flops, bytes }).toEqual({ flops: kernel.flops, bytes: kernel.bytes });
  expect(listing).toBe(kernel.ir.toString());
  expect(adjoint).toEqual({
    name: 'mix†(a,f)',
    flops: kernel.adjoint(['a', 'f']).flops,
    bytes: kernel.adjoint(['a', 'f']).bytes,
    listing: kernel.adjoint(['a', 'f']).ir.toString(),
  });
});

test('a kernel without an adjoint says why', () => {
  const kernel = siteKernel('double', 1, { f: update(reals(1)) }, ({ f }, x) => f.set(0, f(0, x).mul(2)));
  expect(described(kernel).adjoint).toMatch(/double|update/);
});
