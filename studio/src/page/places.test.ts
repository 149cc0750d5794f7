import { expect, test } from 'vitest';
import { placesOf, strongestCut } from './places.ts';

test('a field is cut first where it stands out most', () => {
  const extents = [3, 4, 5, 6];
  const places = placesOf(extents);
  const values = new Float32Array(360).fill(0.5);
  const lump = places[0].findIndex((_, site) => [1, 3, 2, 4].every((x, d) => places[d][site] === x));
  values[lump] = -2;
  expect(strongestCut({ extents, values })).toEqual([2, 4]);
  expect(strongestCut({ extents: [18, 20], values })).toEqual([0, 0]);
});
