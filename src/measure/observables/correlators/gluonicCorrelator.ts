/**
 * Correlators in time of two gluonic operators, each a sum of loops o(x) (loopField.ts), at zero momentum:
 *   C(t) = Σ_{x, y} ⟨o₁(x, t + t0) o₂(y, t0)⟩ / V_s, averaged over t0.
 * The connected correlator subtracts V_s ⟨o₁⟩ ⟨o₂⟩; it needs averages over the chain and is formed there:
 * `connectedCorrelator`. With all spatial plaquettes on smeared links it is that of the scalar glueball.
 *
 * Reference: C. J. Morningstar and M. Peardon, Phys. Rev. D 60, 034509 (1999), hep-lat/9901004.
 */
import type { GaugeField } from '../../../gauge/index.ts';
import { type Lattice, workspaceOf } from '../../../lattice/index.ts';
import type { Word } from '../../../loops/index.ts';
import { loopField } from '../loopField.ts';
import type { Observable } from '../observable.ts';
import { periodicCorrelation, sliceSums } from './slices.ts';

export interface GluonicCorrelatorOptions {
  readonly lattice: Lattice;
  /** The loops of o₁, all begun at the same site. */
  readonly first: readonly Word[];
  /** The loops of o₂; those of o₁ by default. */
  readonly second?: readonly Word[];
}

/** The values C(0) … C(L_t − 1), then the averages of o₁ and o₂ over the lattice, which the connected part needs. */
export function gluonicCorrelator(options: GluonicCorrelatorOptions): Observable<GaugeField, number[]> {
  const { lattice, first, second = first } = options;
  const { extents, volume } = lattice;
  const L = extents[extents.length - 1];
  const slicesOf = (u: GaugeField, words: readonly Word[]) => {
    const workspace = workspaceOf(lattice);
    const density = workspace.take(1);
    loopField(u, words, density);
    const sums = sliceSums(density.toArray(), extents);
    workspace.giveBack(density);
    return sums;
  };
  const average = (sums: Float64Array) => sums.reduce((a, b) => a + b) / volume;
  return {
    name: 'gluonic_correlator',
    normalisation:
      '(1/V_s) sum o_1(x,t) o_2(y,0), (1/N) Re tr averaged over the loops of o; then the averages of o_1 and o_2',
    coordinates: {
      quantity: [...new Array<string>(L).fill('C'), 'o1', 'o2'],
      t: [...Array.from({ length: L }, (_, t) => t), null, null],
    },
    measure(u) {
      const a = slicesOf(u, first);
      const b = second === first ? a : slicesOf(u, second);
      const products = periodicCorrelation(a, b).map(product => (product * L) / volume);
      return [...products, average(a), average(b)];
    },
  };
}

/** C(t) − V_s ⟨o₁⟩ ⟨o₂⟩ from the averages of all values of `gluonicCorrelator`. */
export function connectedCorrelator(spatialVolume: number): (means: readonly number[]) => number[] {
  return means => {
    const [o1, o2] = means.slice(-2);
    return means.slice(0, -2).map(C => C - spatialVolume * o1 * o2);
  };
}
