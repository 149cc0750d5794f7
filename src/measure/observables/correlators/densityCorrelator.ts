/**
 * Correlators of a density with itself against distance,
 *   C(r) = (1/V) Σ_x q(x) q(x + r), averaged over all r of one length, |r|² = 0, 1, 2 …
 * With the topological charge density, sum over all r of C(r) is Q² / V, and reflection positivity wants C(r) < 0
 * away from r = 0 (E. Seiler and I. O. Stamatescu, MPI-PAE/PTh 10/87).
 */
import type { GaugeField } from '../../../gauge/index.ts';
import { type Field, type Lattice, workspaceOf } from '../../../lattice/index.ts';
import { energyDensityField } from '../energyDensity.ts';
import type { StrengthDefinition } from '../fieldStrength.ts';
import type { Observable } from '../observable.ts';
import { topologicalChargeDensity } from '../topologicalCharge.ts';
import { type Shell, shellAverages, shells } from './shells.ts';
import { torusCorrelation } from './torusCorrelation.ts';

export interface DensityCorrelatorOptions {
  readonly lattice: Lattice;
  readonly definition?: StrengthDefinition;
  /** Longest r; half the shortest extent by default. */
  readonly maxDistance?: number;
}

/** The lengths r, in the order of the values of the observables. */
export function densityDistances({ lattice, maxDistance }: DensityCorrelatorOptions): Shell[] {
  return shells(lattice.extents, 'distance', maxDistance ?? Math.min(...lattice.extents) / 2);
}

/** Of the topological charge density q(x), in four dimensions. */
export function topologicalDensityCorrelator(options: DensityCorrelatorOptions): Observable<GaugeField, number[]> {
  const { definition = 'clover' } = options;
  return {
    name: 'topological_correlator',
    normalisation: `(1/V) Σ_x q(x) q(x+r), ${definition} definition, averaged over r of one length`,
    ...correlatorOf(options, (u, out) => topologicalChargeDensity(u, definition, out)),
  };
}

/** Of the energy density E(x), not connected. */
export function energyDensityCorrelator(options: DensityCorrelatorOptions): Observable<GaugeField, number[]> {
  const { definition = 'clover' } = options;
  return {
    name: 'energy_correlator',
    normalisation: `(1/V) Σ_x E(x) E(x+r), ${definition} definition, averaged over r of one length, not connected`,
    ...correlatorOf(options, (u, out) => energyDensityField(u, definition, out)),
  };
}

function correlatorOf(options: DensityCorrelatorOptions, write: (u: GaugeField, out: Field) => void) {
  const { lattice } = options;
  const list = densityDistances(options);
  return {
    coordinates: { r: list.map(({ r }) => r) },
    measure(u: GaugeField): number[] {
      const workspace = workspaceOf(lattice);
      const density = workspace.take(1);
      write(u, density);
      const re = density.toArray();
      workspace.giveBack(density);
      const q = { re, im: new Float64Array(re.length) };
      return shellAverages(torusCorrelation(q, q, lattice.extents).re, list);
    },
  };
}
