/**
 * Correlators in time of the traceless part of the gluonic energy–momentum tensor at zero momentum,
 *   T_μν(x) = Σ_ρ F^a_μρ F^a_νρ − ¼ δ_μν Σ_ρσ F^a_ρσ F^a_ρσ,
 *   C(t) = Σ_{x, y} ⟨T(x, t + t0) T(y, t0)⟩ / V_s, averaged over t0,
 *   shear      of T_ij, averaged over the pairs i < j of spatial directions
 *   diagonal   of ½(T_ii − T_jj), likewise: the same in the continuum, another representation of the cubic group
 * Neither has an expectation value that would have to be subtracted. On flowed links T is U_μν of the small flow-time expansion;
 * its coefficient, α_U or c₁(t) with 1/g², is left to the reader. Times must be longer than twice the radius √(8t) of the flow.
 *
 * H. Suzuki, PTEP 2013, 083B03, arXiv:1304.0533; E. Itou and Y. Nagai, JHEP 07 (2020) 007, arXiv:2004.02426.
 */
import type { GaugeField } from '../../../gauge/index.ts';
import type { Field, Lattice } from '../../../lattice/index.ts';
import { addProduct, fieldStrength, type StrengthDefinition } from '../fieldStrength.ts';
import type { Observable } from '../observable.ts';
import { withScratch } from '../scratch.ts';
import { periodicCorrelation, sliceSums } from './slices.ts';

export const tensorChannels = ['shear', 'diagonal'] as const;
export type TensorChannel = (typeof tensorChannels)[number];

export interface EnergyMomentumOptions {
  readonly lattice: Lattice;
  readonly channels?: readonly TensorChannel[];
  readonly definition?: StrengthDefinition;
}

/** C(0) … C(L_t − 1) for one channel after the other. */
export function energyMomentumCorrelator(options: EnergyMomentumOptions): Observable<GaugeField, number[]> {
  const { lattice, channels = tensorChannels, definition = 'clover' } = options;
  const { dimension, extents, volume } = lattice;
  if (dimension < 3)
    throw new Error(`Shear needs two spatial directions; a lattice of ${dimension} dimensions has one.`);
  const L = extents[dimension - 1];
  const pairs = Array.from({ length: dimension - 1 }, (_, j) =>
    Array.from({ length: j }, (_x, i) => [i, j] as const),
  ).flat();
  return {
    name: 'energy_momentum_correlator',
    normalisation: `(1/V_s) sum T(x,t) T(y,0), T_mn = F^a_mr F^a_nr without trace, ${definition} definition, lattice units`,
    coordinates: {
      channel: channels.flatMap(channel => new Array<string>(L).fill(channel)),
      t: channels.flatMap(() => Array.from({ length: L }, (_, t) => t)),
    },
    fold: 1,
    measure(u) {
      const sums = channels.map(channel => pairs.map(pair => tensorSlices(u, channel, pair, definition)));
      return sums.flatMap(ofChannel => {
        const curves = ofChannel.map(slices => periodicCorrelation(slices, slices));
        return curves[0].map((_, t) => (curves.reduce((sum, C) => sum + C[t], 0) * L) / (volume * curves.length));
      });
    },
  };
}

/** Sums over the sites of each time of T_ij or of ½(T_ii − T_jj). */
function tensorSlices(
  u: GaugeField,
  channel: TensorChannel,
  [i, j]: readonly [number, number],
  definition: StrengthDefinition,
): Float64Array {
  const { group, lattice } = u;
  const { dimension, extents } = lattice;
  return withScratch(lattice, ({ take }) => {
    const [density, F, G] = [take(1), take(group.algebraSize), take(group.algebraSize)];
    const add = addProduct(group.algebraSize, dimension);
    density.fill(0);
    for (let rho = 0; rho < dimension; rho++) {
      if (channel === 'shear') {
        if (rho === i || rho === j) continue;
        const sign = strength(u, i, rho, definition, F) * strength(u, j, rho, definition, G);
        add.run({ A: F, B: G, D: density, c: sign });
      } else {
        for (const [direction, weight] of [
          [i, 0.5],
          [j, -0.5],
        ]) {
          if (rho === direction) continue;
          strength(u, direction, rho, definition, F);
          add.run({ A: F, B: F, D: density, c: weight });
        }
      }
    }
    return sliceSums(density.toArray(), extents);
  });
}

/** Writes F_μρ up to its sign, which is returned. */
function strength(u: GaugeField, mu: number, rho: number, definition: StrengthDefinition, out: Field): number {
  fieldStrength(u, mu < rho ? [mu, rho] : [rho, mu], definition, out);
  return mu < rho ? 1 : -1;
}
