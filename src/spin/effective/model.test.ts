/** Effective models: the formula, symmetries, gradients by spins and by weights, configurations side by side. */
import { describe, expect, test } from 'vitest';
import { expectForce, expectToHold } from '../../../test/expect/index.ts';
import { key, Lattice } from '../../lattice/index.ts';
import { weightLaw } from '../../laws/force.ts';
import { invarianceLaw } from '../../laws/symmetry.ts';
import { randomSpins, SpinField } from '../spinField.ts';
import { plainValue, randomWeights, square, symmetries } from './effective.fixture.ts';
import { attentionMap, type EffectiveModelOptions, effectiveModel, shellsOf } from './index.ts';

const extents = [6, 6];
const u = randomSpins(square(6), key(3, 0, 'start'));

const equivariant: [string, Partial<EffectiveModelOptions>][] = [
  ['linear', { layers: 0 }],
  ['transformer, 1 layer', { layers: 1 }],
  ['transformer, 3 layers', { layers: 3 }],
  ['transformer, linear scores', { layers: 2, score: 'linear' }],
  ['transformer, softmax', { layers: 2, score: 'softmax' }],
  ['convolution', { layers: 2, kind: 'convolution' }],
];
const others: [string, Partial<EffectiveModelOptions>][] = [
  ['plain transformer', { layers: 2, kind: 'plain' }],
  ['plain transformer, ReLU', { layers: 1, kind: 'plain', score: 'relu' }],
];
const made = (options: Partial<EffectiveModelOptions>, shells = 9) => {
  const model = effectiveModel({ extents, shells, layers: 0, ...options });
  randomWeights(model, 0.15);
  return model;
};

test('6×6 has the nine shells of the talk, and 35 other sites in them', () => {
  const shells = shellsOf(extents);
  expect(shells.map(({ distanceSquared }) => distanceSquared)).toEqual([1, 2, 4, 5, 8, 9, 10, 13, 18]);
  expect(shells.reduce((sum, { displacements }) => sum + displacements.length, 0)).toBe(35);
  expect(shellsOf([2, 2]).map(({ displacements }) => displacements.length)).toEqual([2, 1]);
});

test('30 weights per layer, and ten of H_eff', () => {
  for (const kind of ['transformer', 'convolution', 'plain'] as const) {
    expect(made({ layers: 2, kind }).weights.length).toBe(2 * 30 + 10);
  }
});

describe.each(equivariant)('%s', (_, options) => {
  const model = made(options);

  test.each(Object.entries(symmetries))('is invariant under %s', (__, symmetry) => {
    expectToHold([invarianceLaw(model, u, symmetry, { tolerance: 1e-12 })]);
  });

  test('is the formula', () => {
    expect(Math.abs(model.value(u) - plainValue(model, u))).toBeLessThan(1e-12 * u.lattice.volume);
  });
});

test('on a lattice that is no square too', () => {
  const long = randomSpins(new Lattice([5, 4]), key(4, 0, 'start'));
  const model = effectiveModel({ extents: [5, 4], shells: 4, layers: 2 });
  randomWeights(model, 0.15);
  expect(Math.abs(model.value(long) - plainValue(model, long))).toBeLessThan(1e-12 * 20);
});

describe.each([...equivariant, ...others])('%s', (_, options) => {
  test('has the force and the weight gradient of its value', () => {
    const model = made(options);
    // A difference over the kink of a ReLU is no derivative: among a thousand pairs some are closer than 1e-3 to theirs.
    const kinks = model.options.score === 'relu' && model.layers.length > 0;
    expectForce(model).toMatchFiniteDifference(u, kinks ? { step: 2e-6 } : {});
    expectToHold([weightLaw(model, u, { tolerance: 1e-8, step: kinks ? 1e-6 : 1e-4 })]);
  });
});

test('a plain transformer feels turns and translations', () => {
  const model = made({ layers: 1, kind: 'plain' });
  for (const name of ['a rotation of all spins', 'a translation']) {
    expect(Math.abs(model.value(symmetries[name](u)) - model.value(u))).toBeGreaterThan(1e-4);
  }
});

test('configurations side by side have the values that they have alone', () => {
  const model = made({ layers: 2 });
  const configurations = [1, 2, 3, 4].map(seed => randomSpins(square(6), key(seed, 0, 'start')));
  const numbers = configurations.flatMap(({ field }) => Array.from(field.toArray()));
  const lattice = new Lattice([6, 6, 4]);
  const together = new SpinField(lattice, lattice.field(3).fromArray(numbers));
  const products = model.products(together);
  configurations.forEach((one, b) => {
    const alone = model.products(one);
    for (const [n, p] of alone.entries()) expect(Math.abs(p - products[9 * b + n])).toBeLessThan(1e-12);
    const value = model.E0.value - alone.reduce((sum, p, n) => sum + model.J[n].value * p, 0);
    expect(Math.abs(value - model.value(one))).toBeLessThan(1e-12);
  });
});

test('100 sites see all 100: two kernels of attention', () => {
  const model = effectiveModel({ extents: [10, 10], shells: 3, layers: 1 });
  randomWeights(model, 0.15);
  const large = randomSpins(square(10), key(5, 0, 'start'));
  expect(Math.abs(model.value(large) - plainValue(model, large))).toBeLessThan(1e-12 * 100);
});

test('the attention map of a layer', () => {
  const model = made({ layers: 2 });
  const A = attentionMap(model, u, 2);
  expect(A.length).toBe(36 ** 2);
  const turned = attentionMap(model, symmetries['a rotation of all spins'](u), 2);
  for (const [k, a] of A.entries()) expect(Math.abs(turned[k] - a)).toBeLessThan(1e-12);
  const moved = attentionMap(model, symmetries['a translation'](u), 2);
  const at = (x: number, y: number) => (x % 6) + 6 * (y % 6);
  for (const [i, j] of [
    [0, 0],
    [3, 17],
    [20, 5],
  ]) {
    const to = (site: number) => at((site % 6) + 2, Math.floor(site / 6) + 1);
    expect(Math.abs(moved[36 * to(i) + to(j)] - A[36 * i + j])).toBeLessThan(1e-12);
  }
  const softmax = attentionMap(made({ layers: 1, score: 'softmax' }), u, 1);
  expect(softmax.subarray(0, 36).reduce((a, b) => a + b, 0)).toBeCloseTo(1, 12);
  expect(attentionMap(made({ layers: 1, kind: 'convolution' }), u, 1).filter(a => a !== 0).length).toBeLessThan(37);
  expect(() => attentionMap(model, u, 3)).toThrow('the layers 1 to 2; found 3');
});

test('refused in a sentence', () => {
  expect(() => effectiveModel({ extents, shells: 10, layers: 0 })).toThrow('has 9 shells of neighbours; found 10');
  expect(() => effectiveModel({ extents, shells: 9, layers: -1 })).toThrow('0 layers or more; found -1');
  expect(() => made({ layers: 1 }).value(randomSpins(square(4), key(1, 0, 'start')))).toThrow('found 3 on 4×4');
});
