import { describe, expect, test } from 'vitest';
import { key, Lattice } from '../lattice/index.ts';
import { alignedSpins, randomSpins, SpinField } from './index.ts';

const lattice = new Lattice([5, 4]);

test('a rotation by an angle around an axis is that rotation', () => {
  const S = alignedSpins(lattice);
  const p = S.momentum().repeat([Math.PI / 3, 0, 0]);
  S.bindDrift(p)(1);
  // Around x, from z towards −y.
  const expected = [0, -Math.sin(Math.PI / 3), Math.cos(Math.PI / 3)];
  for (const [c, value] of expected.entries()) expect(S.field.get([2, 3], c)).toBeCloseTo(value, 14);
  const plane = alignedSpins(lattice, 2);
  plane.bindDrift(plane.momentum().repeat([Math.PI / 6]))(2);
  expect(plane.field.get([0, 0], 0)).toBeCloseTo(-Math.sin(Math.PI / 3), 14);
  expect(plane.field.get([0, 0], 1)).toBeCloseTo(0.5, 14);
});

describe.each([2, 3])('spins of %d components', n => {
  const S = randomSpins(lattice, key(1, 0, 'spin'), n);
  const p = S.momentum().fill(0.7);

  test('drift keeps lengths and is undone by the opposite time', () => {
    const there = S.clone();
    const drift = there.bindDrift(p);
    drift(1.3);
    expect(there.clone().restore()).toBeLessThan(1e-14);
    expect(there.field.toArray()).not.toEqual(S.field.toArray());
    drift(-1.3);
    const back = there.field.toArray();
    expect(Math.max(...S.field.toArray().map((s, i) => Math.abs(s - back[i])))).toBeLessThan(1e-14);
  });

  test('restore puts them back on the sphere and says how far they were', () => {
    const longer = S.clone();
    longer.field.fromArray(S.field.toArray().map(s => 1.01 * s));
    expect(longer.restore()).toBeCloseTo(0.01, 12);
    expect(longer.restore()).toBeLessThan(1e-14);
  });

  test('random ones are uniform on the sphere: ⟨S⟩ = 0, ⟨S_c²⟩ = 1/n', () => {
    const many = randomSpins(new Lattice([64, 64]), key(1, 0, 'spin'), n).field.toArray();
    const sites = many.length / n;
    const sums = Array.from({ length: n }, (_, c) =>
      many.reduce(([a, b], s, i) => (i % n === c ? [a + s, b + s * s] : [a, b]), [0, 0]),
    );
    for (const [first, second] of sums) {
      expect(Math.abs(first / sites)).toBeLessThan(4 / Math.sqrt(n * sites));
      expect(Math.abs(second / sites - 1 / n)).toBeLessThan(4 / Math.sqrt(2 * sites) / n);
    }
  });
});

test('Ising spins are signs, and have no momenta', () => {
  const S = randomSpins(lattice, key(1, 0, 'spin'), 1);
  expect(new Set(S.field.toArray())).toEqual(new Set([1, -1]));
  expect(() => S.momentum()).toThrow('hybrid Monte Carlo cannot move them');
});

test('other numbers of components are refused', () => {
  expect(() => new SpinField(lattice, lattice.field(4))).toThrow('Spins have 1, 2 or 3 components; found 4.');
});
