/**
 * Shells of neighbours: displacements of equal distance on a periodic lattice, each site counted once. Displacements lie in
 * −L/2 < d ≤ L/2, so that a distance is that of the nearest image. On 6×6 there are nine shells, of d² = 1, 2, 4, 5, 8, 9,
 * 10, 13 and 18.
 */
import { coordinatesOf } from '../../lattice/index.ts';

export interface Shell {
  readonly distanceSquared: number;
  readonly displacements: readonly (readonly number[])[];
}

/** All displacements, 0 first, then in the order of the sites they lead to. */
export function allDisplacements(extents: readonly number[]): number[][] {
  const volume = extents.reduce((a, b) => a * b, 1);
  return Array.from({ length: volume }, (_, site) =>
    coordinatesOf(site, extents).map((c, mu) => (2 * c > extents[mu] ? c - extents[mu] : c)),
  );
}

/** Every shell of the lattice, nearest first; the site itself is not one. */
export function shellsOf(extents: readonly number[]): Shell[] {
  const byDistance = new Map<number, number[][]>();
  for (const d of allDisplacements(extents)) {
    const distanceSquared = d.reduce((sum, x) => sum + x * x, 0);
    if (distanceSquared === 0) continue;
    const shell = byDistance.get(distanceSquared);
    if (shell === undefined) byDistance.set(distanceSquared, [d]);
    else shell.push(d);
  }
  return [...byDistance]
    .sort(([a], [b]) => a - b)
    .map(([distanceSquared, displacements]) => ({ distanceSquared, displacements }));
}

/** The nearest so many shells, or those of the squared distances in a list. @throws if the lattice has no such shells */
export function chosenShells(extents: readonly number[], wanted: number | readonly number[]): Shell[] {
  const all = shellsOf(extents);
  const known = all.map(({ distanceSquared }) => distanceSquared);
  if (typeof wanted !== 'number') {
    const missing = wanted.find((d, n) => !known.includes(d) || wanted.indexOf(d) !== n);
    if (missing === undefined && wanted.length > 0) return wanted.map(d => all[known.indexOf(d)]);
    throw new Error(
      `A ${extents.join('×')} lattice has shells of d² = ${known.join(', ')}; found [${wanted}], expected some of them, ` +
        'each once.',
    );
  }
  if (Number.isInteger(wanted) && wanted >= 1 && wanted <= all.length) return all.slice(0, wanted);
  throw new Error(
    `A ${extents.join('×')} lattice has ${all.length} shells of neighbours; found ${wanted}, expected 1 to ${all.length}.`,
  );
}
