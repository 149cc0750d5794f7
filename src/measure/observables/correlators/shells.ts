/**
 * Displacements of a periodic lattice that belong together: those that lattice symmetries map onto each other, or all
 * those of one length. Components are taken to the nearest image, |d_μ| ≤ L_μ / 2.
 */

import { coordinatesOf } from '../../../lattice/index.ts';

export interface Shell {
  /** `2,1,0`: the absolute components from the largest on; or `r2=5` where lengths are gathered. */
  readonly label: string;
  /** |d| */
  readonly r: number;
  /** Site numbers of the displacements, x fastest. */
  readonly displacements: readonly number[];
}

/**
 * Shells by growing length, d = 0 first.
 *
 * @param by 'separation' keeps (2, 2, 1) and (3, 0, 0) apart, 'distance' does not
 * @param maxDistance longest |d|; all by default
 */
export function shells(
  extents: readonly number[],
  by: 'separation' | 'distance' = 'separation',
  maxDistance = Infinity,
): Shell[] {
  const found = new Map<string, { label: string; squared: number; displacements: number[] }>();
  const volume = extents.reduce((a, b) => a * b);
  for (let site = 0; site < volume; site++) {
    const components = nearest(site, extents).sort((a, b) => b - a);
    const squared = components.reduce((sum, c) => sum + c * c, 0);
    if (squared > maxDistance ** 2 * (1 + 1e-12)) continue;
    const label = by === 'distance' ? `r2=${squared}` : components.join();
    const shell = found.get(label) ?? { label, squared, displacements: [] };
    shell.displacements.push(site);
    found.set(label, shell);
  }
  return [...found.values()]
    .sort((a, b) => a.squared - b.squared || (a.label < b.label ? 1 : -1))
    .map(({ label, squared, displacements }) => ({ label, r: Math.sqrt(squared), displacements }));
}

/** The average of numbers over the displacements of each shell. */
export function shellAverages(numbers: Float64Array, list: readonly Shell[]): number[] {
  return list.map(({ displacements }) => displacements.reduce((sum, d) => sum + numbers[d], 0) / displacements.length);
}

function nearest(site: number, extents: readonly number[]): number[] {
  return coordinatesOf(site, extents).map((x, mu) => Math.min(x, extents[mu] - x));
}
