import type { Lattice } from '../../lattice/index.ts';

/** Sources of quark propagators: at a site, or on a time slice. */
export type SourcePlace =
  | { readonly kind: 'point' | 'gaussian'; readonly at: readonly number[] }
  | { readonly kind: 'wall'; readonly time: number };

/**
 * Coordinates of the source, time last; a wall has those of its spatial origin.
 *
 * @throws if they are not on the lattice
 */
export function sourceCoordinates(source: SourcePlace, { dimension, extents }: Lattice): readonly number[] {
  const at = source.kind === 'wall' ? [...new Array<number>(dimension - 1).fill(0), source.time] : source.at;
  if (at.length === dimension && at.every((x, mu) => Number.isInteger(x) && x >= 0 && x < extents[mu])) return at;
  throw new Error(`The source at [${at}] is not on the lattice ${extents.join('×')}: give ${dimension} coordinates.`);
}
