import { describe, expect, test } from 'vitest';
import { coldStart, gaugeTransformed, hotStart, randomElements } from '../../../gauge/index.ts';
import { groupNamed } from '../../../group/index.ts';
import { key, Lattice } from '../../../lattice/index.ts';
import { word } from '../../../loops/index.ts';
import { averageLoop, offAxisLoops, offAxisLoopTable, wilsonLoopTable } from '../index.ts';
import { imagesOf } from './offAxisLoops.ts';
import { numberOfPaths } from './spatialPaths.ts';

test('numbers of shortest paths and of images', () => {
  expect(
    [
      [1, 0, 0],
      [1, 1, 0],
      [2, 1, 0],
      [1, 1, 1],
      [-2, 1, 1],
    ].map(numberOfPaths),
  ).toEqual([1, 2, 3, 6, 12]);
  expect(
    [
      [1, 0, 0],
      [1, 1, 0],
      [2, 1, 0],
      [1, 1, 1],
      [2, 1, 1],
      [3, 2, 1],
    ].map(d => imagesOf(d).length),
  ).toEqual([3, 6, 12, 4, 12, 24]);
});

describe.each([
  { name: 'SU(2)', extents: [4, 2, 4, 4] },
  { name: 'SU(3)', extents: [2, 4, 4, 2] },
])('$name on $extents', ({ name, extents }) => {
  const [lattice, group] = [new Lattice(extents), groupNamed(name)];
  const hot = hotStart(lattice, group, key(1, 0, 'start'));

  test('unit links give 1', () => {
    const observable = offAxisLoops({
      separations: [
        [1, 1, 0],
        [1, 1, 1],
      ],
      maxT: 2,
    });
    for (const value of observable.measure(coldStart(lattice, group))) expect(value).toBeCloseTo(1, 13);
  });

  test('on the axes they are the planar loops', () => {
    const planar = wilsonLoopTable(hot, { maxR: 2, maxT: 2 });
    const table = offAxisLoopTable(hot, {
      separations: [
        [0, 1, 0],
        [2, 0, 0],
      ],
      maxT: 2,
    });
    expect(table.flat().map(x => x.toFixed(13))).toEqual(planar.flat().map(x => x.toFixed(13)));
  });

  test('(1, 1, 0) is the average of its words', () => {
    const words = imagesOf([1, 1, 0]).flatMap(d => {
      const [p, q] = d.flatMap((sign, mu) => (sign === 0 ? [] : [sign * (mu + 1)]));
      const paths = [
        [p, q],
        [q, p],
      ];
      return paths.flatMap(there => paths.map(back => word([...there, 4, ...back.map(s => -s).reverse(), -4])));
    });
    const [[value]] = offAxisLoopTable(hot, { separations: [[1, 1, 0]], maxT: 1 });
    expect(words).toHaveLength(24);
    expect(value).toBeCloseTo(averageLoop('diagonal', words).measure(hot), 14);
  });

  test('gauge invariant', () => {
    const elsewhere = gaugeTransformed(hot, randomElements(lattice, group, 1, key(2, 0, 'gaugeTransformation')));
    const [here, there] = [hot, elsewhere].map(u => offAxisLoops({ separations: [[2, 1, 0]], maxT: 2 }).measure(u));
    here.forEach((value, k) => {
      expect(there[k]).toBeCloseTo(value, 13);
    });
  });
});

test('a separation that is none is refused', () => {
  const u = coldStart(new Lattice([2, 2, 2]), groupNamed('SU(2)'));
  expect(() => offAxisLoopTable(u, { separations: [[1, 1, 0]], maxT: 1 })).toThrow('is 2 whole numbers');
  expect(() => offAxisLoopTable(u, { separations: [[0, 0]], maxT: 1 })).toThrow('found [0,0]');
});
