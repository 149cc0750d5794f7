import { describe, expect, test } from 'vitest';
import { expectMap } from '../../../test/expect/index.ts';
import { compiling, hot, imageOf, setTypicalWeights, thermalised } from '../../../test/laws/networkFields.fixture.ts';
import { offTheGroup } from '../../../test/laws/offTheGroup.fixture.ts';
import { plainLinks } from '../../../test/laws/plainLinks.fixture.ts';
import { difference, largest } from '../../../test/laws/plainMatrices.fixture.ts';
import type { GaugeField } from '../../gauge/index.ts';
import { network } from '../network.ts';
import { type NetworkLoop, networkLoops } from './networkLoops.ts';
import { stoutLayer } from './stout.ts';

const su2 = thermalised('SU(2)', [4, 4, 4, 4]);
const su3 = thermalised('SU(3)', [2, 2, 2, 4], 6);
const hotSu3 = hot('SU(3)', [4, 2, 2, 2]);
const space = thermalised('SU(2)', [4, 4, 4]);
const plane = hot('U(1)', [4, 6]);
const flatLoops: NetworkLoop[] = ['plaquette', 'rectangle', 'polyakovSpace', 'polyakovTime', 'polyakovX', 'polyakovT'];

const cases: { label: string; u: GaugeField; loops: readonly NetworkLoop[] }[] = [
  { label: 'SU(2), thermalised', u: su2, loops: networkLoops },
  { label: 'SU(2), hot', u: hot('SU(2)', [4, 4, 4, 4]), loops: networkLoops },
  { label: 'SU(3), thermalised', u: su3, loops: networkLoops },
  { label: 'SU(3), hot', u: hotSu3, loops: ['plaquette', 'rectangle', 'chair'] },
  { label: 'SU(2) in three dimensions', u: space, loops: networkLoops },
  { label: 'U(1) in two dimensions', u: plane, loops: flatLoops },
];

const stack = (u: GaugeField, loops: readonly NetworkLoop[], layers = 1) => {
  const net = network(
    `stout of ${loops.join(', ')}`,
    Array.from({ length: layers }, (_, k) => stoutLayer(`layer${k}`, loops)),
  );
  // On hot configurations many staples make long exponents: smaller weights keep two layers smooth.
  setTypicalWeights(net, loops.length > 1 ? 0.5 : 1);
  return { net, u };
};

/** The directions in which a loop has staples. */
function directionsOf(loop: NetworkLoop, dimension: number): number[] {
  const all = Array.from({ length: dimension }, (_, mu) => mu);
  const [, ending] = /^polyakov(.+)$/.exec(loop) ?? [];
  if (!ending) return all;
  const time = dimension - 1;
  if (ending === 'Space') return all.slice(0, time);
  return [ending === 'Time' || ending === 'T' ? time : 'XYZ'.indexOf(ending)];
}

function changedDirections(u: GaugeField, v: GaugeField): number[] {
  const [before, after] = [plainLinks(u).links, plainLinks(v).links];
  const all = Array.from({ length: u.lattice.dimension }, (_, mu) => mu);
  return all.filter(mu => before.some((row, site) => largest(difference(row[mu], after[site][mu])) > 1e-6));
}

describe.each(cases)('$label', { timeout: compiling }, ({ u, loops }) => {
  test.each(loops)('%s: covariant, on the group, and at work in its own directions only', loop => {
    const { net } = stack(u, [loop]);
    expectMap(net).toBeCovariant(u, { tolerance: 1e-13 });
    const image = imageOf(net, u);
    expect(offTheGroup(plainLinks(image))).toBeLessThan(1e-13);
    expect(changedDirections(u, image)).toEqual(directionsOf(loop, u.lattice.dimension));
  });
  test('all loops in one layer, four layers', () => {
    const { net } = stack(u, loops, 4);
    expectMap(net).toBeCovariant(u, { tolerance: 1e-13 });
    expect(offTheGroup(plainLinks(imageOf(net, u)))).toBeLessThan(1e-13);
  });
  test('weights zero: the same bits', () => {
    const net = network('zero', [stoutLayer('layer', loops), stoutLayer('next', loops)]);
    expect(imageOf(net, u).field.toArray()).toEqual(u.field.toArray());
  });
});

describe('pullback to links and weights', { timeout: compiling }, () => {
  test.each([
    {
      label: 'SU(2), plaquette and Polyakov lines, two layers',
      ...stack(su2, ['plaquette', 'polyakovSpace', 'polyakovTime'], 2),
    },
    { label: 'SU(2), plaquette and rectangle', ...stack(su2, ['plaquette', 'rectangle']) },
    { label: 'SU(2) in three dimensions, chair', ...stack(space, ['chair']) },
    { label: 'SU(3), plaquette and Polyakov lines, two layers', ...stack(su3, ['plaquette', 'polyakovTime'], 2) },
    { label: 'SU(3), hot, plaquette', ...stack(hotSu3, ['plaquette']) },
    { label: 'U(1) in two dimensions, all loops, two layers', ...stack(plane, flatLoops, 2) },
  ])('$label', ({ net, u }) => expectMap(net).toPullBack(u));
});

describe('refused', () => {
  test('a layer without loops', () => {
    expect(() => stoutLayer('a', [])).toThrow('needs at least one loop');
  });
  test('a loop that is named twice', () => {
    expect(() => stoutLayer('a', ['plaquette', 'plaquette'])).toThrow('names the loop plaquette twice');
  });
  test('a loop that does not exist in so few dimensions', () => {
    for (const loop of ['chair', 'polyakovZ'] as const) {
      expect(() => network('net', [stoutLayer('a', [loop])]).apply(plane)).toThrow(
        `The loop ${loop} does not exist on a lattice of 2 dimensions`,
      );
    }
  });
});
