import { expect, test } from 'vitest';
import { coldStart, hotStart } from '../../../src/gauge/index.ts';
import { groupNamed } from '../../../src/group/index.ts';
import { key, Lattice } from '../../../src/lattice/index.ts';
import { network, stoutLayer } from '../../../src/network/index.ts';
import { binned } from '../page/distances.ts';
import { linkDistances, networkPicture } from './networkPicture.ts';

const look = { quantity: 'networkChange', flow: 0 } as const;

test.each(['U(1)', 'SU(2)', 'SU(3)'])('links that turn into their opposites have moved by 2, in %s', name => {
  const u = hotStart(new Lattice([2, 2]), groupNamed(name), key(1, 0, 'start'));
  const v = u.clone();
  v.field.fromArray(u.field.toArray().map(x => -x));
  for (const distance of linkDistances(u, v)) expect(distance).toBeCloseTo(2, 6);
});

test('a picture holds the mean over the directions of each site, and the mean of all', () => {
  const u = hotStart(new Lattice([4, 4]), groupNamed('SU(2)'), key(2, 0, 'start'));
  const smear = network('stout', [stoutLayer('layer', ['plaquette'])]);
  for (const weight of smear.weights) weight.value = 0.1;
  const { values, total, distances } = networkPicture(smear, u, look, 3);
  expect(distances!.length).toBe(32);
  // Single precision on the way to the screen.
  for (const [site, value] of values.entries()) {
    expect(value).toBeCloseTo((distances![2 * site] + distances![2 * site + 1]) / 2, 6);
  }
  expect(total).toBeCloseTo(values.reduce((a, b) => a + b, 0) / 16, 5);
  expect(total).toBeGreaterThan(0.01);
});

test('where the network does nothing, nothing has moved, and every link is counted once', () => {
  const u = coldStart(new Lattice([4, 4]), groupNamed('SU(2)'));
  const { distances } = networkPicture(network('stout', [stoutLayer('layer', ['plaquette'])]), u, look, 0);
  expect(Math.max(...distances!)).toBe(0);
  expect(binned([0, 0.1, 0.5, 1]).reduce((sum, { count }) => sum + count, 0)).toBe(4);
  expect(binned(distances!)[0].count).toBe(32);
});
