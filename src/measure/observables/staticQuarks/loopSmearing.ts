/**
 * Smearing of Wilson loops: the links of spatial lines and of time lines may be smeared, each by a map of its own. Both
 * maps see the thin links.
 *
 * Reference: M. Albanese et al. (APE), Phys. Lett. B 192, 163 (1987).
 */
import type { GaugeField } from '../../../gauge/index.ts';
import type { Transformation } from '../../../lattice/index.ts';

export interface LoopSmearing {
  /** For the spatial sides; none by default. */
  readonly spatialLinks?: Transformation<GaugeField>;
  /** For the sides in time; none by default. */
  readonly temporalLinks?: Transformation<GaugeField>;
}

/** Calls `use` with the links for spatial and for temporal sides, which are valid during the call. */
export function withSmearedLinks<T>(
  u: GaugeField,
  { spatialLinks, temporalLinks }: LoopSmearing,
  use: (spatial: GaugeField, temporal: GaugeField) => T,
): T {
  const images = [spatialLinks, temporalLinks].map(map => map?.apply(u));
  try {
    const [spatial, temporal] = images.map(applied => applied?.image ?? u);
    return use(spatial, temporal);
  } finally {
    for (const applied of images) applied?.tape.release();
  }
}
