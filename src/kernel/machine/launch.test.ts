import { describe, expect, test } from 'vitest';
import { machineFor } from '../../laws/kernels/run.ts';
import { input, output, parameter, reals, sum, update } from '../trace/roles.ts';
import { siteKernel } from '../trace/siteKernel.ts';
import type { Parity } from './grid.ts';
import { Machine } from './machine.ts';
import type { Precision } from './precision.ts';
import { Storage } from './storage.ts';

const machine = machineFor('wasm128');
const extents = [4, 4];

interface Shape {
  readonly on?: Machine;
  readonly size?: readonly number[];
  readonly precision?: Precision;
  readonly parity?: Parity;
}

const field = (
  components: number,
  { on = machine, size = extents, precision = 'f64', parity = 'all' }: Shape = {},
) => ({
  storage: new Storage(on, size, components, precision, parity),
});

const kernel = siteKernel('example', 2, { a: parameter, f: input(reals(2)), g: output(reals(1)) }, ({ a, f, g }, x) =>
  g.set(
    0,
    f(0, x.plus(0))
      .mul(a)
      .add(f(1, x.minus(1))),
  ),
);

describe('a launch is refused, in a sentence, with', () => {
  const refused = (fields: Record<string, { storage: Storage }>, sites: Parity = 'all') =>
    expect(() => kernel.bind(fields, { sites }));

  test('a missing field', () => {
    refused({ f: field(2) }).toThrow('Kernel example needs the field g; found undefined.');
  });
  test('the wrong number of components', () => {
    refused({ f: field(3), g: field(1) }).toThrow('Kernel example needs 2 components in f (reals(2)); found 3.');
  });
  test.each([
    ['lattices', { size: [4, 8] }],
    ['machines', { on: new Machine('wasm128') }],
    ['precisions', { precision: 'f32' }],
  ] as const)('fields on different %s', (_, shape) => {
    refused({ f: field(2), g: field(1, shape) }).toThrow(
      'Kernel example needs all fields on one lattice, machine and precision; g differs from the first.',
    );
  });
  test('a lattice of another dimension', () => {
    const size = [2, 2, 4];
    refused({ f: field(2, { size }), g: field(1, { size }) }).toThrow('Kernel example is for 2 dimensions; f has 3.');
  });
  test('a half field where all sites are used', () => {
    refused({ f: field(2), g: field(1, { parity: 'even' }) }).toThrow(
      'Kernel example on all sites uses g on odd sites, but that field holds even sites only.',
    );
  });
  test('a half field of the wrong half', () => {
    refused({ f: field(2, { parity: 'even' }), g: field(1, { parity: 'even' }) }, 'even').toThrow(
      'Kernel example on even sites uses f on odd sites, but that field holds even sites only.',
    );
  });
  test('a missing parameter', () => {
    const run = kernel.bind({ f: field(2), g: field(1) });
    expect(() => run()).toThrow('Kernel example needs the number a; found undefined.');
    expect(() => kernel.run({ f: field(2), g: field(1) })).toThrow('needs the number a; found undefined');
  });
  test.each([
    ['an output that is also an input', (f: { storage: Storage }) => ({ x: f, y: f, z: field(1) })],
    ['two outputs in one field', (f: { storage: Storage }) => ({ x: field(1), y: f, z: f })],
  ])('%s', (_, fields) => {
    const shift = siteKernel(
      'shift',
      2,
      { x: input(reals(1)), y: output(reals(1)), z: update(reals(1)) },
      ({ x, y, z }, at) => {
        y.set(0, x(0, at.plus(0)));
        z.set(0, z(0).add(x(0)));
      },
    );
    expect(() => shift.bind(fields(field(1)))).toThrow(/Kernel shift writes to [yz], which is the same field as [xyz]/);
  });
  test.each(['js', 'wasm128', 'wasm256'] as const)('f32 fields for functions that exist in f64 only, on %s', kind => {
    const shape = { on: machineFor(kind), precision: 'f32' } as const;
    const exponential = siteKernel('exponential', 2, { f: input(reals(1)), g: output(reals(1)) }, ({ f, g }) =>
      g.set(0, f(0).exp()),
    );
    expect(() => exponential.bind({ f: field(1, shape), g: field(1, shape) })).toThrow(
      `Kernel exponential needs pow2, which ${kind} does not have in f32; run it on f64 fields.`,
    );
  });
  test('no field at all', () => {
    const nothing = siteKernel('nothing', 2, { s: sum }, ({ s }) => s.add(1));
    expect(() => nothing.bind({})).toThrow('Kernel nothing has no fields, so it has no lattice to run on.');
  });
});

describe('a launch', () => {
  test('may be repeated with other parameters, and sees new values of its fields', () => {
    const [f, g] = [field(2), field(1)];
    const run = kernel.bind({ f, g });
    f.storage.values.fill(1);
    run({ a: 3 });
    expect(new Set(g.storage.values)).toEqual(new Set([4]));
    f.storage.values.fill(2);
    run({ a: 5 });
    expect(new Set(g.storage.values)).toEqual(new Set([12]));
  });

  test('stays valid when the memory of the machine grows', () => {
    const on = new Machine('wasm128');
    const [f, g] = [field(2, { on }), field(1, { on })];
    const run = kernel.bind({ f, g });
    f.storage.values.fill(1);
    const before = on.arena.memory.buffer.byteLength;
    const large = field(64, { on, size: [64, 64] });
    expect(on.arena.memory.buffer.byteLength).toBeGreaterThan(before);
    run({ a: 3 });
    expect(new Set(g.storage.values)).toEqual(new Set([4]));
    expect(large.storage.values.every(x => x === 0)).toBe(true);
  });

  test('on even sites leaves the odd ones alone', () => {
    const [f, g] = [field(2), field(1)];
    f.storage.values.fill(1);
    g.storage.values.fill(-7);
    kernel.bind({ f, g }, { sites: 'even' })({ a: 1 });
    const { grid } = g.storage;
    for (let site = 0; site < grid.volume; site++) {
      const x = grid.coordinates(site);
      expect(g.storage.values[g.storage.position(x)]).toBe((x[0] + x[1]) % 2 === 0 ? 2 : -7);
    }
  });

  test.each(['js', 'wasm128', 'wasm256'] as const)('%s: among some sites visits these, and their vectors', kind => {
    const on = machineFor(kind, { contraction: false });
    const [f, whole, g] = [field(2, { on }), field(1, { on }), field(1, { on })];
    f.storage.values.forEach((_, k) => {
      f.storage.values[k] = Math.sin(k);
    });
    g.storage.values.fill(-7);
    kernel.bind({ f, g: whole })({ a: 3 });
    const among = [1, 6, 8];
    kernel.bind({ f, g }, { among })({ a: 3 });
    const { grid } = g.storage;
    const visited = new Set(among.map(site => grid.place(grid.coordinates(site)).outer));
    for (let site = 0; site < grid.volume; site++) {
      const at = g.storage.position(grid.coordinates(site));
      const expected = visited.has(grid.place(grid.coordinates(site)).outer) ? whole.storage.values[at] : -7;
      expect(g.storage.values[at]).toBe(expected);
    }
  });

  test('among some sites is refused to a kernel with sums', () => {
    const total = siteKernel('total', 2, { f: input(reals(1)), s: sum }, ({ f, s }) => s.add(f(0)));
    expect(() => total.bind({ f: field(1) }, { among: [0] })).toThrow(
      'Kernel total has the sum s, which is made of whole',
    );
  });

  test('may write to a field that it reads, component by component', () => {
    const axpy = siteKernel('axpy', 2, { a: parameter, x: input(reals(2)), y: update(reals(2)) }, ({ a, x, y }) => {
      for (const c of [0, 1]) y.set(c, y(c).add(a.mul(x(c))));
    });
    const f = field(2);
    f.storage.values.fill(3);
    axpy.run({ x: f, y: f, a: -2 });
    expect(new Set(f.storage.values)).toEqual(new Set([-3]));
  });

  test('may read one field in two roles', () => {
    const dot = siteKernel('dot', 2, { x: input(reals(1)), y: input(reals(1)), s: sum }, ({ x, y, s }) =>
      s.add(x(0).mul(y(0))),
    );
    const f = field(1);
    f.storage.values.fill(3);
    expect(dot.run({ x: f, y: f })).toEqual({ s: 9 * 16 });
  });
});

describe('memory', () => {
  test('of a freed field is refused to kernels, prepared before or not', () => {
    const [f, g] = [field(2), field(1)];
    const run = kernel.bind({ f, g });
    f.storage.free();
    expect(() => run({ a: 1 })).toThrow(
      'Kernel example was given the field f, whose memory was given back; others may be using it now.',
    );
    expect(() => kernel.bind({ f, g })).toThrow('was given the field f, whose memory was given back');
  });

  test.each(['js', 'wasm128', 'wasm256'] as const)('%s: of a preparation returns when it is freed', kind => {
    const on = machineFor(kind);
    const [f, g] = [field(2, { on }), field(1, { on })];
    kernel.run({ f, g, a: 1 });
    const before = on.arena.placement.live;
    kernel.run({ f, g, a: 1 });
    {
      using run = kernel.bind({ f, g }, { among: [3] });
      run({ a: 2 });
      run.free();
      expect(() => run({ a: 2 })).toThrow('Kernel example was bound to fields and freed; bind it again.');
    }
    expect(on.arena.placement.live).toBe(before);
  });
});
