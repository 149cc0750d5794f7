import { expect, test } from 'vitest';
import { input, reals, sum } from '../trace/roles.ts';
import { siteKernel } from '../trace/siteKernel.ts';
import { Machine } from './machine.ts';
import { Storage } from './storage.ts';
import { summation, total } from './sums.ts';

test('neighbours are added first, level by level', () => {
  const partial = Float64Array.of(9, 1, 2 ** -53, 2 ** -53, 1, 0);
  // 1 + 2⁻⁵³ rounds to 1, so that the order decides.
  expect(total(partial, 1, summation([2, 2], Int32Array.of(0, 1, 2, 3)))).toBe(1 + 1);
  expect(total(partial, 1, summation([2, 2], Int32Array.of(1, 2, 0, 4)))).toBe(1 + 2 ** -52);
  expect(total(partial, 1, summation([4, 1], Int32Array.of(1, 2, 0, 3)))).toBe(2 + 2 ** -52);
});

test.each(['js', 'wasm128', 'wasm256'])(
  '%s adds two lines along x, then along y, z, t, then even and odd sites',
  kind => {
    const extents = [4, 6, 4, 8];
    const machine = new Machine(kind);
    const storage = new Storage(machine, extents, 1, 'f64', 'all');
    const value = (x: number, y: number, z: number, t: number) => Math.sin(1 + x + 7 * y + 50 * z + 300 * t);
    const range = (n: number) => Array.from({ length: n }, (_, k) => k);
    const added = (values: readonly number[]) => values.reduce((a, b) => a + b);
    const [xs, ys, zs, ts] = extents.map(range);
    for (const x of xs) {
      for (const y of ys)
        for (const z of zs) for (const t of ts) storage.values[storage.position([x, y, z, t])] = value(x, y, z, t);
    }
    const tile = (parity: number, y: number, z: number, t: number) =>
      added(
        [y, y + 1].flatMap(line => xs.filter(x => (x + line + z + t) % 2 === parity).map(x => value(x, line, z, t))),
      );
    const ofParity = (parity: number) =>
      added(ts.map(t => added(zs.map(z => added(range(3).map(k => tile(parity, 2 * k, z, t)))))));
    const kernel = siteKernel('sum', 4, { f: input(reals(1)), S: sum }, ({ f, S }, x) => S.add(f(0, x)));
    expect(kernel.run({ f: { storage } }).S).toBe(ofParity(0) + ofParity(1));
    expect(kernel.run({ f: { storage } }, { sites: 'odd' }).S).toBe(ofParity(1));
  },
);
