import { expect, test } from 'vitest';
import { coldStart, type GaugeField, hotStart } from '../../../src/gauge/index.ts';
import { groupNamed } from '../../../src/group/index.ts';
import { key, Lattice, type Transformation } from '../../../src/lattice/index.ts';
import { caskLayer, network, stoutLayer } from '../../../src/network/index.ts';
import { histograms } from '../page/linkHistogram.ts';
import { networkPicture, networkQuantities } from './networkPicture.ts';

const change = { quantity: 'networkChange', flow: 0 } as const;
const hot = (name: string, extents: number[]) => hotStart(new Lattice(extents), groupNamed(name), key(1, 0, 'start'));

function weighted(layer: Parameters<typeof network>[1][number]): Transformation<GaugeField> {
  const made = network('network', [layer]);
  made.weights.forEach((weight, k) => {
    weight.value = 0.1 - 0.03 * k;
  });
  return made;
}
const stout = () => weighted(stoutLayer('layer', ['plaquette']));

test.each(['U(1)', 'SU(2)', 'SU(3)'])(
  'where a network does nothing nothing moves; opposites are 2 apart, in %s',
  name => {
    const u = hot(name, [2, 2]);
    const opposite: Transformation<GaugeField> = {
      ...network('none', []),
      apply(v) {
        const { tape } = network('none', []).apply(v);
        const image = v.clone();
        image.field.fromArray(v.field.toArray().map(x => -x));
        return { image, tape };
      },
    };
    for (const distance of networkPicture(opposite, u, change, 0).links![0].values) expect(distance).toBeCloseTo(2, 6);
    const none = networkPicture(stout(), coldStart(u.lattice, u.group), change, 0);
    expect(Math.max(...none.values)).toBe(0);
  },
);

test('a site shows the root mean square of its links, of all directions or of one; the total is the mean', () => {
  const u = hot('SU(2)', [4, 4]);
  const { values, total, links } = networkPicture(stout(), u, change, 3);
  const [{ names, values: distances }] = links!;
  expect(names).toEqual(['x', 'y']);
  expect(distances.length).toBe(32);
  const along = networkPicture(stout(), u, { ...change, direction: 1 }, 3).values;
  // Single precision on the way to the screen.
  for (const [site, value] of values.entries()) {
    expect(value).toBeCloseTo(Math.hypot(distances[2 * site], distances[2 * site + 1]) / Math.SQRT2, 6);
    expect(along[site]).toBeCloseTo(distances[2 * site + 1], 6);
  }
  expect(total).toBeCloseTo(values.reduce((a, b) => a + b, 0) / 16, 5);
  expect(total).toBeGreaterThan(0.01);
});

test('attention is seen where a network has any: every weight, by link, neighbour and extent', () => {
  const u = hot('SU(2)', [4, 4, 4]);
  const attending = weighted(caskLayer('layer', { reach: 2 }));
  expect(networkQuantities(stout(), u)).toEqual(['networkChange']);
  expect(networkQuantities(attending, u)).toEqual(['networkChange', 'attention']);
  const look = { quantity: 'attention', flow: 0 } as const;
  const { links, values } = networkPicture(attending, u, look, 0);
  // Two sides of two extents, each with two other directions for the three of a site.
  expect(links!.map(({ label }) => label)).toEqual(['s = 1', 's = 2', 's = 1', 's = 2']);
  expect(links![0].names).toEqual(['x, +y', 'x, +z', 'y, +x', 'y, +z', 'z, +x', 'z, +y']);
  expect(links![3].names[5]).toBe('z, −y');
  const squares = links!.flatMap(({ values: all }) => [...all.subarray(0, 6)].map(a => a * a));
  expect(values[0]).toBeCloseTo(Math.sqrt(squares.reduce((a, b) => a + b) / 24), 6);
  const along = networkPicture(attending, u, { ...look, direction: 2 }, 0).values;
  const own = links!.flatMap(({ values: all }) => [all[4] ** 2, all[5] ** 2]);
  expect(along[0]).toBeCloseTo(Math.sqrt(own.reduce((a, b) => a + b) / 8), 6);
});

test('histograms count each number once, in stretches that all groups share', () => {
  const [first, second] = histograms([[Float32Array.of(-1, 0.1), Float32Array.of(0.5)], [Float32Array.of(3)]]);
  expect(first.reduce((sum, { count }) => sum + count, 0)).toBe(3);
  expect(first[0].count).toBe(1);
  expect(second.at(-1)!.count).toBe(1);
  expect(first.map(({ middle }) => middle)).toEqual(second.map(({ middle }) => middle));
});
