import { describe, expect, test } from 'vitest';
import type { Communicator } from './communicator.ts';
import { modulo, product } from './digits.ts';
import { Grid } from './grid.ts';
import type { Places } from './halo.ts';

/** A rank that says nothing: for layouts alone. */
function silent(rank: number, size: number): Communicator {
  const refuse = () => {
    throw new Error('this rank is silent');
  };
  const calls = { exchange: refuse, allGather: refuse, gather: refuse, broadcast: refuse };
  return { name: 'silence', rank, size, patience: 0, ...calls };
}

/** One number per site, halo included, by outer site and lane. */
class Numbers {
  private readonly byPlace = new Map<string, number>();
  get(outer: number, lane: number): number | undefined {
    return this.byPlace.get(`${outer} ${lane}`);
  }
  set(outer: number, lane: number, value: number): void {
    this.byPlace.set(`${outer} ${lane}`, value);
  }
  at({ outer, lane }: Places, lanes: number): [number, number][] {
    return [...outer].flatMap((site, k): [number, number][] =>
      lane[k] < 0 ? Array.from({ length: lanes }, (_, l) => [site, l]) : [[site, lane[k]]],
    );
  }
}

describe.each([
  { extents: [4, 4, 4, 8], ranks: [1, 1, 2, 1], lanes: 4 },
  { extents: [4, 4, 4, 8], ranks: [1, 2, 1, 1], lanes: 4 },
  { extents: [2, 4, 4, 8], ranks: [1, 1, 1, 2], lanes: 2 },
  { extents: [2, 4, 4, 16], ranks: [1, 2, 2, 2], lanes: 4 },
  { extents: [2, 4, 8, 8], ranks: [1, 1, 4, 1], lanes: 2 },
  { extents: [4, 8], ranks: [1, 4], lanes: 2 },
  { extents: [2, 4, 6], ranks: [1, 2, 3], lanes: 2 },
])('$extents among $ranks, $lanes lanes', ({ extents, ranks, lanes }) => {
  const size = product(ranks);
  const grids = Array.from(
    { length: size },
    (_, rank) => new Grid(extents, lanes, { extents, ranks, communicator: silent(rank, size) }),
  );

  test('sites next to the part are numbered ahead of kernels that read them', () => {
    for (const grid of grids) {
      grid.halo!.numberNeighbours();
      const { even, odd } = grid.halo!;
      const steps = extents.flatMap((_, mu) => [1, -1].map(step => extents.map((_, nu) => (mu === nu ? step : 0))));
      const corners = steps.flatMap(a => steps.map(b => a.map((step, mu) => Math.sign(step + b[mu]!))));
      for (const displacement of [...steps, ...corners]) grid.halo!.regionsAt(displacement);
      expect(grid.halo).toMatchObject({ even, odd });
    }
  });

  test('every site belongs to one rank, with the parity of its coordinates', () => {
    const sites = grids.flatMap(grid =>
      Array.from({ length: grid.volume }, (_, k) => {
        const [outer, lane] = [Math.floor(k / grid.lanes), k % grid.lanes];
        const site = grid.siteIn(outer, lane);
        const coordinates = grid.coordinates(site);
        expect(grid.owns(coordinates)).toBe(true);
        expect(grid.place(coordinates)).toEqual({ outer, lane });
        const isOdd = coordinates.reduce((sum, c) => sum + c, 0) % 2 === 1;
        expect(isOdd).toBe(outer >= grid.outerVolume / 2);
        return site;
      }),
    );
    expect(sites.sort((a, b) => a - b)).toEqual(Array.from({ length: product(extents) }, (_, k) => k));
  });

  test.each(['all', 'even'] as const)(
    'after an exchange, reads on %s sites find the site at their distance',
    parity => {
      const unit = (mu: number, steps: number) => extents.map((_, nu) => (nu === mu ? steps : 0));
      const displacements = extents
        .flatMap((_, mu) => [1, -1, 3].map(steps => unit(mu, steps)))
        // Corners, and farther than to the next rank.
        .concat([extents.map(() => 1), extents.map((_, mu) => (mu % 2 === 0 ? 1 : -1)), extents.map(L => L / 2 + 1)]);
      const tables = grids.map(grid => grid.neighbours(displacements));
      const lists = grids.map(({ halo }) =>
        [...new Set(displacements.flatMap(d => halo!.regionsAt(d)))].flatMap(region => region.routes),
      );
      const numbers = grids.map(grid => {
        const own = new Numbers();
        for (let k = 0; k < grid.volume; k++) {
          const [outer, lane] = [Math.floor(k / grid.lanes), k % grid.lanes];
          own.set(outer, lane, grid.siteIn(outer, lane));
        }
        return own;
      });
      grids.forEach((grid, me) => {
        for (const [k, route] of lists[me].entries()) {
          // The message that the other one means for this rank: the one of the same number among theirs.
          const theirs = lists[route.from][k];
          expect(theirs.to).toBe(me);
          const sent = numbers[route.from].at(theirs.source, grid.lanes);
          const received = numbers[me].at(route.target, grid.lanes);
          expect(received).toHaveLength(sent.length);
          received.forEach(([outer, lane], k) => {
            numbers[me].set(outer, lane, numbers[route.from].get(...sent[k])!);
          });
        }
      });
      grids.forEach((grid, me) => {
        for (const row of grid.rowsOf(parity)) {
          for (let outer = row.firstSite; outer < row.firstSite + grid.rowLength; outer++) {
            displacements.forEach((d, k) => {
              const permutation = grid.permutation(row, d);
              for (let lane = 0; lane < grid.lanes; lane++) {
                const here = grid.coordinates(grid.siteIn(outer, lane));
                const expected = grid.siteAt(here.map((c, mu) => modulo(c + d[mu], extents[mu])));
                const found = numbers[me].get(tables[me][outer * displacements.length + k], permutation[lane]);
                if (found !== expected) expect({ here, d, found }).toEqual({ here, d, found: expected });
              }
            });
          }
        }
      });
      expect.assertions(grids.reduce((sum, _, me) => sum + 2 * lists[me].length, 0));
    },
  );
});
