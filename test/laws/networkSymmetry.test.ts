// Translations, axis permutations and reflections: which layers commute with which.
import { describe, expect, test } from 'vitest';
import { type GaugeField, loopAction, wilsonAction } from '../../src/gauge/index.ts';
import { key, type Transformation, uniforms } from '../../src/lattice/index.ts';
import { chairs, rectangles } from '../../src/loops/index.ts';
import { caskLayer, network, stoutLayer } from '../../src/network/index.ts';
import { expectMap, largestDifference } from '../expect/index.ts';
import {
  axisPermutations,
  brokenBy,
  compose,
  hypercubicGroup,
  reflection,
  rotated,
  type SignedPermutation,
  translated,
} from './hypercubic.fixture.ts';
import { compiling, hot, imageOf, setTypicalWeights, thermalised } from './networkFields.fixture.ts';

const u = thermalised('SU(2)', [4, 4, 4, 4]);
const all = hypercubicGroup(4);
const draw = (slot: number) => all[Math.floor(uniforms(key(7, 0, 'training'), slot, 0)[0] * all.length)];

/** They generate the group. */
const generators: SignedPermutation[] = [
  { axes: [1, 0, 2, 3], signs: [1, 1, 1, 1] },
  { axes: [0, 2, 1, 3], signs: [1, 1, 1, 1] },
  { axes: [0, 1, 3, 2], signs: [1, 1, 1, 1] },
  reflection(0, 4),
];
const sample = [...generators, ...Array.from({ length: 16 }, (_, slot) => draw(slot))];
const shift = [1, 0, 3, 2];

const broken = (net: Transformation<GaugeField>, elements: readonly SignedPermutation[]) =>
  brokenBy(elements, v => imageOf(net, v), u);

function brokenByTranslation(net: Transformation<GaugeField>): number {
  return largestDifference(imageOf(net, translated(u, shift)).field, translated(imageOf(net, u), shift).field);
}

describe('the action of signed permutations on links', () => {
  test('there are 384 elements in four dimensions, all different', () => {
    expect(new Set(all.map(g => JSON.stringify(g))).size).toBe(384);
  });
  test.each(['SU(2)', 'SU(3)', 'U(1)'])('first h, then g, is g h: %s', group => {
    const v = hot(group, [4, 4, 4, 4]);
    for (let k = 0; k < 3; k++) {
      const [g, h] = [draw(2 * k), draw(2 * k + 1)];
      expect(rotated(rotated(v, h), g).field.toArray()).toEqual(rotated(v, compose(g, h)).field.toArray());
    }
  });
  test('a reflection twice is nothing', () => {
    const twice = rotated(rotated(u, reflection(2, 4)), reflection(2, 4));
    expect(twice.field.toArray()).toEqual(u.field.toArray());
  });
  test('actions of plaquettes, rectangles and chairs do not see it, nor translations', () => {
    const six = loopAction('six links', [
      { words: rectangles(), beta: 1 },
      { words: chairs(), beta: 0.7 },
    ]);
    for (const S of [wilsonAction(2.7), six]) {
      const here = S.value(u);
      for (const v of [...sample.map(g => rotated(u, g)), translated(u, shift)]) {
        expect(Math.abs(S.value(v) - here) / Math.abs(here)).toBeLessThan(1e-13);
      }
    }
  });
  test('a lattice of other extents is refused', () => {
    expect(() => rotated(hot('SU(2)', [4, 2]), { axes: [1, 0], signs: [1, 1] })).toThrow('do not map a lattice');
  });
});

describe.each([
  { label: 'stout, plaquette', make: () => stoutLayer('a', ['plaquette']) },
  { label: 'stout, rectangle', make: () => stoutLayer('a', ['rectangle']) },
  { label: 'stout, chair', make: () => stoutLayer('a', ['chair']) },
  ...[1, 2, 3].map(reach => ({
    label: `symmetric CASK, reach ${reach}`,
    make: () => caskLayer('b', { variant: 'symmetric', reach }),
  })),
  {
    label: 'symmetric CASK, two heads, paper form',
    make: () => caskLayer('b', { variant: 'symmetric', heads: 2, output: 'paper' }),
  },
])('$label', { timeout: compiling }, ({ make }) => {
  const net = network('net', [make()]);
  setTypicalWeights(net);

  test('commutes with signed permutations', () => {
    // The order of the staples changes: rounding.
    expect(broken(net, sample)).toBeLessThan(1e-12);
  });
  test('commutes with translations, bit for bit', () => {
    expect(brokenByTranslation(net)).toBe(0);
  });
});

describe.each([1, 2, 3])('released CASK, reach %i', { timeout: compiling }, reach => {
  const net = network('net', [caskLayer('b', { variant: 'released', reach })]);
  setTypicalWeights(net);

  test('breaks every reflection, and rotations by 90 degrees', () => {
    for (const g of [0, 1, 2, 3].map(mu => reflection(mu, 4))) expect(broken(net, [g])).toBeGreaterThan(1e-3);
    expect(broken(net, [{ axes: [1, 0, 2, 3], signs: [1, -1, 1, 1] }])).toBeGreaterThan(1e-3);
  });
  test('commutes with permutations of the axes', () => {
    expect(broken(net, axisPermutations(4))).toBeLessThan(1e-12);
  });
  test('commutes with translations, bit for bit', () => {
    expect(brokenByTranslation(net)).toBe(0);
  });
});

test('loops along one axis are no symmetric choice: permutations are broken, gauge covariance is not', () => {
  const net = network('net', [stoutLayer('a', ['polyakovTime'])]);
  setTypicalWeights(net);
  expectMap(net).toBeCovariant(u, { tolerance: 1e-13 });
  expect(broken(net, [{ axes: [3, 1, 2, 0], signs: [1, 1, 1, 1] }])).toBeGreaterThan(1e-3);
});
