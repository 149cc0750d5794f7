import { describe, expect, test } from 'vitest';
import { Machine } from '../kernel/index.ts';
import { drawGaussian, key, Lattice } from './index.ts';

const machines = (['js', 'wasm128', 'wasm256'] as const).map(kind => new Machine(kind));
const extents = [[4, 16], [2, 4, 8], [4, 2, 4, 8], [2, 2, 2, 2], [6], [5], [3, 8], [3, 4, 5]];
const cases = machines.flatMap(machine =>
  extents.map(size => ({ kind: machine.kind, size, lattice: new Lattice(size, machine) })),
);

describe.each(cases)('$kind, $size', ({ lattice }) => {
  const components = 3;
  const numbers = (count: number) => Array.from({ length: count }, (_, k) => k + 0.5);

  const parities = lattice.extents.every(L => L % 2 === 0) ? (['all', 'even', 'odd'] as const) : (['all'] as const);
  test.each(parities)('array and back on %s sites, x fastest, components within', parity => {
    const field = lattice.field(components, { parity });
    const sites = parity === 'all' ? lattice.volume : lattice.volume / 2;
    expect(field.sites).toHaveLength(sites);
    field.fromArray(numbers(sites * components));
    expect(Array.from(field.toArray())).toEqual(numbers(sites * components));
    field.sites.forEach((site, k) => {
      const x = lattice.coordinates(site);
      expect(lattice.siteAt(x)).toBe(site);
      expect(x.reduceRight((sum, c, mu) => sum * lattice.extents[mu] + c, 0)).toBe(site);
      expect(field.get(x, 2)).toBe(k * components + 2.5);
      expect(
        field.get(
          x.map((c, mu) => c - 3 * lattice.extents[mu]),
          0,
        ),
      ).toBe(k * components + 0.5);
      field.set(x, 1, -site);
    });
    expect(field.toArray().filter((_, k) => k % components === 1)).toEqual(Float64Array.from(field.sites, s => -s));
  });

  test('f32 keeps what f32 can hold', () => {
    const field = lattice.field(1, { precision: 'f32' }).fromArray(numbers(lattice.volume).map(x => x / 3));
    expect(field.toArray()).toEqual(Float64Array.from(numbers(lattice.volume), x => Math.fround(x / 3)));
  });

  test('random numbers do not depend on the machine', () => {
    const field = lattice.field(2);
    const reference = new Lattice(lattice.extents, machines[0]).field(2);
    for (const f of [field, reference]) drawGaussian(f, key(1, 2, 'momentum'), 0.5);
    expect(field.toArray()).toEqual(reference.toArray());
  });
});

const lattice = new Lattice([4, 4], machines[1]);

test('clones are apart, `like` is zero', () => {
  const field = lattice.field(2).fill(3);
  const clone = field.clone();
  field.fill(4);
  expect(new Set(clone.toArray())).toEqual(new Set([3]));
  expect(new Set(field.like().toArray())).toEqual(new Set([0]));
  expect(new Set(clone.copyFrom(field).toArray())).toEqual(new Set([4]));
});

describe('memory', () => {
  test('returns at once, so that many clones in one turn of the event loop take that of one', () => {
    const large = new Lattice([16, 32], new Machine('wasm128'));
    const { placement } = large.machine.arena;
    const field = large.field(8).fill(2);
    const once = field.storage.length * Float64Array.BYTES_PER_ELEMENT;
    field.clone().free();
    const { top, live } = placement;
    for (let k = 0; k < 300; k++) {
      using clone = field.clone();
      clone.fill(k);
    }
    expect(placement).toMatchObject({ top, live });
    const kept = Array.from({ length: 10 }, () => field.clone());
    expect(placement.live).toBe(live + 10 * once);
    for (const clone of kept) clone.free();
    expect(placement.live).toBe(live);
    expect(new Set(field.toArray())).toEqual(new Set([2]));
  });

  test('is zero when it is used again', () => {
    const field = lattice.field(2).fill(3);
    field.free();
    expect(new Set(lattice.field(2).toArray())).toEqual(new Set([0]));
  });

  test('freed twice is freed once: the next owner keeps it', () => {
    const field = lattice.field(2);
    field.free();
    const [next, another] = [lattice.field(2).fill(5), lattice.field(2)];
    field.free();
    field[Symbol.dispose]();
    lattice.field(2).fill(7);
    expect(new Set(next.toArray())).toEqual(new Set([5]));
    expect(new Set(another.toArray())).toEqual(new Set([0]));
  });

  test('used after it was freed is refused in a sentence', () => {
    const field = lattice.field(2);
    field.free();
    expect(field.isFree).toBe(true);
    for (const use of [() => field.get([0, 0], 0), () => field.fill(1), () => field.toArray(), () => field.clone()]) {
      expect(use).toThrow(/This memory of 32 numbers was given back; others may be using it now\. Call free, or let/);
    }
  });
});

describe('refused in a sentence:', () => {
  test('an array of the wrong length', () => {
    expect(() => lattice.field(2).fromArray([1, 2])).toThrow(
      'This field holds 16 sites x 2 reals = 32 numbers; found 2.',
    );
  });
  test('a component or a site that the field does not have', () => {
    expect(() => lattice.field(2).get([0, 0], 2)).toThrow('This field has components 0 to 1; found 2.');
    expect(() => lattice.field(2).get([0], 0)).toThrow('This field lives on all sites of [4,4]; there is none at [0].');
    const even = lattice.field(1, { parity: 'even' });
    expect(() => even.set([1, 0], 0, 1)).toThrow('This field lives on even sites of [4,4]; there is none at [1,0].');
  });
  test('a field on one parity of a lattice that is no checkerboard', () => {
    expect(() => new Lattice([4, 3]).field(1, { parity: 'odd' })).toThrow(
      'A field on the odd sites was asked for, but on the lattice 4×3 neighbours are not even and odd in turn, because of ' +
        'the extent 3. Use even extents.',
    );
  });
  test('a copy between different shapes or layouts', () => {
    expect(() => lattice.field(2).copyFrom(lattice.field(1))).toThrow('A field copies from one of its own shape');
    const [narrow, wide] = [machines[1], machines[2]].map(machine => new Lattice([4, 16], machine).field(1));
    expect(() => narrow.copyFrom(wide)).toThrow(/cut \[1,2\]; found .* cut \[1,4\]/);
    narrow.fromArray(wide.fill(1).toArray());
    expect(narrow.get([0, 0], 0)).toBe(1);
  });
  test('lattices with small, too few or too many extents', () => {
    expect(() => new Lattice([4, 1])).toThrow('Lattice extents are whole numbers, at least 2; found 1 in [4,1].');
    expect(() => new Lattice([4, 2.5])).toThrow('found 2.5');
    expect(() => new Lattice([])).toThrow('A lattice has 1 to 4 directions, but 0 extents were given: [].');
    expect(() => new Lattice([2, 2, 2, 2, 2])).toThrow('5 extents were given');
  });
});
