/**
 * A colouring of lattice sites in which sites of one colour are at least `distance` hops apart, round the boundary too. Every
 * site in turn gets the first colour that none of its neighbours within fewer hops has.
 *
 * D⁻¹(x, y) falls with the distance of x and y, and the noise of Tr D⁻¹ comes from x ≠ y of one part.
 */
import { coordinatesOf, siteAt } from '../../lattice/index.ts';

/** The colour of each of these sites, from 0 on. */
export function distanceColouring(sites: ArrayLike<number>, extents: readonly number[], distance: number): Uint32Array {
  const near = displacements(extents.length, distance - 1);
  const colourAt = new Map<number, number>();
  return Uint32Array.from(sites, site => {
    const x = coordinatesOf(site, extents);
    const taken = new Set(
      near.map(d =>
        colourAt.get(
          siteAt(
            x.map((c, mu) => (c + d[mu] + extents[mu] * distance) % extents[mu]),
            extents,
          ),
        ),
      ),
    );
    let colour = 0;
    while (taken.has(colour)) colour++;
    colourAt.set(site, colour);
    return colour;
  });
}

/** All vectors of 1 to `hops` hops. */
function displacements(dimension: number, hops: number): number[][] {
  let all: number[][] = [[]];
  const length = (d: readonly number[]) => d.reduce((sum, c) => sum + Math.abs(c), 0);
  for (let mu = 0; mu < dimension; mu++) {
    all = all.flatMap(d => Array.from({ length: 2 * hops + 1 }, (_, k) => [...d, k - hops]));
    all = all.filter(d => length(d) <= hops);
  }
  return all.filter(d => length(d) > 0);
}
