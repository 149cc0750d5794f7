/** Bonds between nearest neighbours of a periodic lattice: one per site and direction. */
import { coordinatesOf, siteAt } from '../lattice/index.ts';

/** Pairs (site, neighbour) of all bonds x → x + μ. */
export function bonds(extents: readonly number[]): [number, number][] {
  const volume = extents.reduce((a, b) => a * b, 1);
  return Array.from({ length: volume }, (_, site) => {
    const x = coordinatesOf(site, extents);
    return extents.map((__, mu): [number, number] => [
      site,
      siteAt(
        x.map((c, nu) => c + Number(mu === nu)),
        extents,
      ),
    ]);
  }).flat();
}
