import { expect, test } from 'vitest';
import { offAxisSides } from './offAxisLoops.ts';
import { longSides, requireInside } from './roundTheBox.ts';
import { wilsonLoopSides } from './wilsonLoops.ts';

const extents = [8, 6, 6, 4];

test('a side that closes on itself is refused, R against the shortest spatial extent and T against that of time', () => {
  const planar = (maxR: number, maxT: number, planes: 'time' | 'all' = 'time') =>
    requireInside(wilsonLoopSides({ maxR, maxT, planes }, extents));
  expect(() => planar(6, 1)).toThrow('R = 6 wind round the box of 6 sites');
  expect(() => planar(1, 4)).toThrow('ask for T up to 3, better 2');
  expect(() => planar(4, 1, 'all')).toThrow('R = 4 wind round the box of 4');
  expect(() => planar(5, 3)).not.toThrow();
  const offAxis = offAxisSides({ separations: [[1, 6, 0]], maxT: 1 }, extents);
  expect(() => requireInside(offAxis)).toThrow('component of d = 6 wind round');
});

test('sides up to half of the box pass without a remark, longer ones are named', () => {
  expect(longSides(wilsonLoopSides({ maxR: 3, maxT: 2 }, extents))).toEqual([]);
  const [one, other] = longSides(wilsonLoopSides({ maxR: 4, maxT: 3 }, extents));
  expect(one).toContain('R above 3 reach over half of the box of 6 sites');
  expect(other).toContain('T above 2 reach over half of the box of 4 sites');
  expect(longSides(offAxisSides({ separations: [[-4, 1, 0]], maxT: 1 }, extents))).toHaveLength(1);
});
