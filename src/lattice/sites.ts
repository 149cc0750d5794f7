/** Sites of a periodic lattice by number: the first direction runs fastest. */
import { modulo, rank, unrank } from '../kernel/index.ts';

/** Coordinates of site number `site`. */
export function coordinatesOf(site: number, extents: readonly number[]): number[] {
  return unrank(site, extents);
}

/** Number of the site with these coordinates, taken modulo the extents. */
export function siteAt(coordinates: readonly number[], extents: readonly number[]): number {
  return rank(
    coordinates.map((c, mu) => modulo(c, extents[mu])),
    extents,
  );
}
