/** Bonds between nearest neighbours of a periodic lattice: one per site and direction. */
import { coordinatesOf, siteAt } from '../lattice/index.ts';

/** Pairs (site, neighbour) of all bonds x → x + μ. */
export function* bonds(extents: readonly number[]): Generator<[number, number]> {
  const volume = extents.reduce((a, b) => a * b, 1);
  for (let site = 0; site < volume; site++) {
    const x = coordinatesOf(site, extents);
    for (let mu = 0; mu < extents.length; mu++) {
      const beside = x.map((c, nu) => c + Number(mu === nu));
      yield [site, siteAt(beside, extents)];
    }
  }
}
