/**
 * Local staggered mesons in time,
 *   C_M(t) = Σ_x cos(p (x − x₀)) φ_M(x − x₀) Σ_{a b} |G_ab(x, t₀ + t; x₀, t₀)|²,
 * not divided by V. The signs φ_M choose spin and taste; each channel has a state that oscillates as (−1)^t beside one
 * that does not (directions 1, 2, 3 = x, y, z; V = vector, T = tensor):
 *
 *   M1  (−1)^{x+y+z}   a₀, and a heavier taste of the pion       M5  (−1)^{x+y}   V₃, A₃
 *   M2  1              the Goldstone pion alone                  M6  (−1)^x       V₁, T₁
 *   M3  (−1)^{y+z}     V₁, A₁                                    M7  (−1)^y       V₂, T₂
 *   M4  (−1)^{x+z}     V₂, A₂                                    M8  (−1)^z       V₃, T₃
 *
 * M3 to M5 and M6 to M8 are each other's images under rotations. In D dimensions only signs of existing axes count.
 *
 * References: M. F. L. Golterman, Nucl. Phys. B 273, 663 (1986); M. Cheng et al., Eur. Phys. J. C 71, 1564 (2011),
 * arXiv:1010.1216, table 1 (there for screening in space).
 */
import type { GaugeField } from '../../../gauge/index.ts';
import { coordinatesOf } from '../../../lattice/index.ts';
import { averageOfLists, correlatorCoordinates, projectedSlices } from '../correlators/momentumProjection.ts';
import type { Observable } from '../observable.ts';
import { sourceCoordinates } from '../sourceCoordinates.ts';
import { StaggeredPropagators, type StaggeredSource } from './propagator.ts';
import type { StaggeredQuark } from './quark.ts';

/** The spatial axes whose coordinates are in the exponent of the sign. */
const signAxes = {
  M1: [0, 1, 2],
  M2: [],
  M3: [1, 2],
  M4: [0, 2],
  M5: [0, 1],
  M6: [0],
  M7: [1],
  M8: [2],
} as const satisfies Record<string, readonly number[]>;

export type StaggeredChannel = keyof typeof signAxes;
export const staggeredChannels = Object.keys(signAxes) as StaggeredChannel[];

export interface StaggeredMesonOptions extends StaggeredQuark {
  /** Several sources are averaged; t and x count from each. */
  readonly source: StaggeredSource | readonly StaggeredSource[];
  /** Default: the Goldstone pion, M2. */
  readonly channels?: readonly StaggeredChannel[];
  /** Whole numbers n of p = 2 π n / L, one list per momentum; zero by default. */
  readonly momenta?: readonly (readonly number[])[];
}

/** C(0) … C(L_t − 1) for one channel after the other, within a channel for one momentum after the other. */
export function staggeredMesons(options: StaggeredMesonOptions): Observable<GaugeField, number[]> {
  const { lattice, source, channels = ['M2'] } = options;
  const { dimension, extents } = lattice;
  const momenta = options.momenta ?? [new Array<number>(dimension - 1).fill(0)];
  const sources = ('kind' in source ? [source] : source).map(one => {
    const at = sourceCoordinates(one, lattice);
    return { one, at, signs: channels.map(channel => channelSigns(channel, extents, at)) };
  });
  const propagators = new StaggeredPropagators(options);
  const times = Array.from({ length: extents[dimension - 1] }, (_, t) => t);
  return {
    name: 'staggered_mesons',
    normalisation: `Σ_x phase |D⁻¹(x;0)|², colours summed, not divided by V, ${sources[0].one.kind} source`,
    coordinates: correlatorCoordinates(channels, momenta, times),
    fold: 1,
    measure(u) {
      const nothing = new Float64Array(lattice.volume);
      const values = sources.map(({ one, at, signs }) => {
        const square = squaredNorms(propagators.solve(u, one), lattice.volume);
        return signs.flatMap(sign => {
          const density = { re: square.map((value, site) => value * sign[site]), im: nothing };
          return momenta.flatMap(n => Array.from(projectedSlices(density, extents, at, n).re));
        });
      });
      return averageOfLists(values);
    },
  };
}

/** The Goldstone pion, C(0) … C(L_t − 1). */
export function staggeredPion(
  options: StaggeredQuark & Pick<StaggeredMesonOptions, 'source'>,
): Observable<GaugeField, number[]> {
  const { extents } = options.lattice;
  const t = Array.from({ length: extents[extents.length - 1] }, (_, time) => time);
  return { ...staggeredMesons(options), name: 'staggered_pion', coordinates: { t } };
}

/** Sum over columns and components of |G|² at each site. */
function squaredNorms(columns: readonly Float64Array[], volume: number): Float64Array {
  const total = new Float64Array(volume);
  for (const column of columns) {
    const perSite = column.length / volume;
    for (let at = 0; at < column.length; at++) total[Math.floor(at / perSite)] += column[at] ** 2;
  }
  return total;
}

/** φ_M(x − x₀) at every site. */
function channelSigns(channel: StaggeredChannel, extents: readonly number[], start: readonly number[]): Float64Array {
  const axes: readonly number[] = signAxes[channel];
  const volume = extents.reduce((a, b) => a * b);
  return Float64Array.from({ length: volume }, (_, site) => {
    const x = coordinatesOf(site, extents).slice(0, -1);
    const exponent = x.reduce((sum, c, mu) => (axes.includes(mu) ? sum + c - start[mu] : sum), 0);
    return exponent % 2 === 0 ? 1 : -1;
  });
}
