import { describe, expect, test } from 'vitest';
import { coordinatesOf } from '../../lattice/index.ts';
import {
  chairs,
  linkReads,
  parallelograms,
  plaquettes,
  polyakovLoops,
  rectangles,
  staples,
  type Word,
  wilsonLoops,
} from '../../loops/index.ts';
import { orderingFor } from './ordering.ts';

/** No link of a colour is in the staples of another link of that colour: looked up link by link. */
function expectIndependent(words: readonly Word[], extents: readonly number[]): number[] {
  const volume = extents.reduce((a, b) => a * b, 1);
  return extents.map((_, mu) => {
    const ordering = orderingFor(words, mu, extents);
    const parity = (site: number) => coordinatesOf(site, extents).reduce((sum, x) => sum + x, 0) % 2;
    const colour = (site: number) => (ordering.kind === 'checkerboard' ? parity(site) : ordering.colourOf[site]);
    const lines = staples(words, mu, extents);
    for (let site = 0; site < volume; site++) {
      const here = coordinatesOf(site, extents);
      for (const { word } of lines) {
        for (const { direction, displacement } of linkReads(word)) {
          if (direction !== mu) continue;
          const there = here.map((x, nu) => (((x + displacement[nu]) % extents[nu]) + extents[nu]) % extents[nu]);
          const other = there.reduceRight((sum, x, nu) => sum * extents[nu] + x, 0);
          if (colour(other) === colour(site)) throw new Error(`links ${mu} at ${here} and ${there} share a colour`);
        }
      }
    }
    return ordering.kind === 'checkerboard' ? 2 : ordering.colours;
  });
}

describe('links updated together are not in each other’s staples', () => {
  test.each([
    ['plaquettes', plaquettes(4), [4, 2, 4, 2], 2],
    ['plaquettes', plaquettes(2), [2, 2], 2],
    ['rectangles', rectangles(4), [4, 4, 4, 4], 4],
    ['rectangles', rectangles(3), [4, 8, 4], 4],
    ['plaquettes and rectangles', [...plaquettes(2), ...rectangles(2)], [8, 4], 4],
    ['plaquettes and Polyakov loops', [...plaquettes(2), ...polyakovLoops([4, 6])], [4, 6], 6],
    ['2 × 2 loops', wilsonLoops(2, 2, 2), [6, 10], 10],
    ['rectangles that fit badly', rectangles(2), [6, 10], 10],
    ['chairs', chairs(3), [4, 4, 4], 8],
    ['parallelograms', parallelograms(3), [4, 4, 4], 8],
    ['plaquettes on odd extents', plaquettes(2), [3, 5], 5],
    ['plaquettes on odd extents', plaquettes(4), [3, 4, 5, 3], 6],
    ['rectangles on odd extents', rectangles(3), [5, 4, 7], 12],
  ] as const)('%s', (_, words, extents, most) => {
    for (const colours of expectIndependent(words, extents)) expect(colours).toBeLessThanOrEqual(most);
  });
});

test('a loop that meets a link twice is refused', () => {
  expect(() => orderingFor(rectangles(2), 0, [4, 2])).toThrow(
    'On a lattice of [4,2] a loop of the action meets one link',
  );
});
