/**
 * The correlator of Polyakov loops, the free energy of a static pair at distance r:
 *   C(r) = (1/V_s) Σ_x Re [ tr L(x + r) tr L(x)† ],   exp(−F(r) / T) = ⟨C(r)⟩ / N²,
 * not divided by N²: unit links give N². Averaged over all r that the symmetries of the cube map onto each other.
 *
 * Reference: L. D. McLerran and B. Svetitsky, Phys. Rev. D 24, 450 (1981).
 */
import type { GaugeField } from '../../../gauge/index.ts';
import { type Shell, shellAverages, shells } from '../correlators/shells.ts';
import { type ComplexNumbers, torusCorrelation } from '../correlators/torusCorrelation.ts';
import type { Observable } from '../observable.ts';
import { polyakovField } from '../polyakovLoop.ts';
import { withScratch } from '../scratch.ts';

/** tr L(x) of every spatial site, x fastest: the Polyakov loops in time. */
export function polyakovLoopsInSpace(u: GaugeField): ComplexNumbers {
  const { lattice } = u;
  const time = lattice.dimension - 1;
  const spatialVolume = lattice.volume / lattice.extents[time];
  return withScratch(lattice, ({ take }) => {
    const traces = take(2);
    polyakovField(u, time, traces);
    const numbers = traces.toArray();
    const part = (c: number) => Float64Array.from({ length: spatialVolume }, (_, x) => numbers[2 * x + c]);
    return { re: part(0), im: part(1) };
  });
}

export interface PolyakovCorrelatorOptions {
  /** Extents of the lattice, time last. */
  readonly extents: readonly number[];
  /** Longest r; all by default. */
  readonly maxDistance?: number;
}

/** The separations r, in the order of the values of the observable. */
export function polyakovSeparations({ extents, maxDistance }: PolyakovCorrelatorOptions): Shell[] {
  return shells(extents.slice(0, -1), 'separation', maxDistance);
}

/** C(r) for all separations, on the axes and off them. */
export function polyakovCorrelator(options: PolyakovCorrelatorOptions): Observable<GaugeField, number[]> {
  const space = options.extents.slice(0, -1);
  const list = polyakovSeparations(options);
  return {
    name: 'polyakov_correlator',
    normalisation: '(1/V_s) Σ_x Re tr L(x+r) tr L(x)†, not divided by N², averaged over images of r',
    coordinates: { d: list.map(({ label }) => label), r: list.map(({ r }) => r) },
    measure(u) {
      const loops = polyakovLoopsInSpace(u);
      return shellAverages(torusCorrelation(loops, loops, space).re, list);
    },
  };
}
