import { expect, test } from 'vitest';
import { coordinatesOf } from '../../lattice/index.ts';
import { distanceColouring } from './distanceColouring.ts';

test.each([
  [[4, 6, 8], 2],
  [[4, 6, 8], 3],
  [[6, 4, 4], 4],
])('sites of one colour on %o are %i hops apart, round the boundary too', (extents, distance) => {
  const volume = extents.reduce((a, b) => a * b);
  const sites = Array.from({ length: volume }, (_, site) => site);
  const colours = distanceColouring(sites, extents, distance);
  const hops = (a: number, b: number) => {
    const [x, y] = [coordinatesOf(a, extents), coordinatesOf(b, extents)];
    return extents.reduce((sum, L, mu) => {
      const d = Math.abs(x[mu] - y[mu]);
      return sum + Math.min(d, L - d);
    }, 0);
  };
  const nearest = sites.flatMap(a => sites.filter(b => b > a && colours[a] === colours[b]).map(b => hops(a, b)));
  expect(Math.min(...nearest)).toBeGreaterThanOrEqual(distance);
  // Even and odd sites are all that two hops ask for.
  if (distance === 2) expect(Math.max(...colours)).toBe(1);
});
