import { describe, expect, test } from 'vitest';
import { coldStart, gaugeTransformed, hotStart, randomElements } from '../../../gauge/index.ts';
import { groupNamed } from '../../../group/index.ts';
import { key, Lattice } from '../../../lattice/index.ts';
import { word } from '../../../loops/index.ts';
import { network, stoutLayer } from '../../../network/index.ts';
import { averageLoop, plaquette, wilsonLoops, wilsonLoopTable } from '../index.ts';
import { wavesOfSU3 } from '../knownFields.fixture.ts';

describe.each([
  { name: 'U(1)', extents: [4, 6] },
  { name: 'SU(2)', extents: [2, 4, 6] },
  { name: 'SU(3)', extents: [4, 2, 2, 4] },
])('$name on $extents', ({ name, extents }) => {
  const [lattice, group] = [new Lattice(extents), groupNamed(name)];
  const { dimension } = lattice;
  const hot = hotStart(lattice, group, key(1, 0, 'start'));

  test('unit links give 1', () => {
    for (const value of wilsonLoops({ maxR: 2, maxT: 3 }).measure(coldStart(lattice, group))) {
      expect(value).toBeCloseTo(1, 14);
    }
  });

  test('each is the average of its words', () => {
    const table = wilsonLoopTable(hot, { maxR: 3, maxT: 3 });
    const line = (direction: number, length: number) => new Array<number>(length).fill(direction);
    for (const [R, T] of [
      [1, 1],
      [2, 1],
      [1, 3],
      [3, 2],
    ]) {
      const words = Array.from({ length: dimension - 1 }, (_, mu) =>
        word([...line(mu + 1, R), ...line(dimension, T), ...line(-mu - 1, R), ...line(-dimension, T)], { dimension }),
      );
      expect(table[R - 1][T - 1]).toBeCloseTo(averageLoop('loop', words).measure(hot), 14);
    }
  });

  test('over all planes: W(1,1) is the plaquette, and W(R,T) = W(T,R)', () => {
    const table = wilsonLoopTable(hot, { maxR: 2, maxT: 2, planes: 'all' });
    expect(table[0][0]).toBeCloseTo(plaquette().measure(hot), 14);
    expect(table[0][1]).toBeCloseTo(table[1][0], 14);
  });

  test('gauge invariant', () => {
    const elsewhere = gaugeTransformed(hot, randomElements(lattice, group, 1, key(2, 0, 'gaugeTransformation')));
    const [here, there] = [hot, elsewhere].map(u => wilsonLoops({ maxR: 2, maxT: 2 }).measure(u));
    here.forEach((value, k) => {
      expect(there[k]).toBeCloseTo(value, 13);
    });
  });
});

test('the field of waves in SU(3), against an independent program', () => {
  const table = wilsonLoopTable(wavesOfSU3(), { maxR: 2, maxT: 2 });
  // There named W(T, R).
  expect(table[0][0]).toBeCloseTo(0.996750699174894, 14);
  expect(table[1][0]).toBeCloseTo(0.993481667404981, 14);
  expect(table[0][1]).toBeCloseTo(0.989956367004912, 14);
  expect(table[1][1]).toBeCloseTo(0.976575322627849, 14);
});

test('one turned link among unit links of SU(3): two of 3 x 256 loops in planes with time have the trace 1 + 2 cos 1.1', () => {
  const lattice = new Lattice([4, 4, 4, 4]);
  const u = coldStart(lattice, groupNamed('SU(3)'));
  const numbers = u.field.toArray();
  numbers.set([Math.cos(1.1), Math.sin(1.1)], 0);
  numbers.set([Math.cos(1.1), -Math.sin(1.1)], 8);
  u.field.fromArray(numbers);
  const [[W]] = wilsonLoopTable(u, { maxR: 1, maxT: 1 });
  expect(W).toBeCloseTo(1 + (4 * (Math.cos(1.1) - 1)) / (9 * 256), 14);
});

test('smearing: both maps alike are loops of the smeared field; one of them changes spatial sides alone', () => {
  const u = wavesOfSU3();
  const stout = network('stout', [stoutLayer('one')]);
  for (const weight of stout.weights) weight.value = 0.1;
  const sizes = { maxR: 2, maxT: 2 };
  const { image } = stout.apply(u);
  const thin = wilsonLoopTable(u, sizes);
  const smeared = wilsonLoopTable(image, sizes);
  const both = wilsonLoopTable(u, { ...sizes, spatialLinks: stout, temporalLinks: stout });
  expect(both).toEqual(smeared);
  const half = wilsonLoopTable(u, { ...sizes, spatialLinks: stout });
  expect(Math.abs(half[0][0] - thin[0][0])).toBeGreaterThan(1e-5);
  expect(Math.abs(half[0][0] - smeared[0][0])).toBeGreaterThan(1e-5);
});

test('a length that is no positive whole number is refused', () => {
  expect(() => wilsonLoops({ maxR: 0, maxT: 2 })).toThrow('as maxR, but 0 was given');
  expect(() => wilsonLoops({ maxR: 1, maxT: 1.5 })).toThrow('as maxT, but 1.5 was given');
});
