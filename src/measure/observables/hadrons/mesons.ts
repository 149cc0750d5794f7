/**
 * Mesons of two quarks with spin: with O = psi-bar_1 Gamma psi_2 at the sink and Gamma' at the source,
 *   C(t) = sum_x cos(p (x - x_0)) Re <O(x, t_0 + t) O'(x_0, t_0)^dagger>
 *        = -sum_x cos(p (x - x_0)) Re Tr[ Gamma S_2(x) Gamma'-bar gamma_5 S_1(x)^dagger gamma_5 ],
 * Gamma'-bar = gamma_t Gamma'^dagger gamma_t, S the propagators from the source, spin and colour summed, not divided by
 * V. The pion (P) is sum |S|^2; all channels with Gamma = Gamma' are positive where reflection positivity holds. With
 * D = 1 - kappa H multiply by 4 kappa_1 kappa_2 for quark fields of the continuum's normalisation.
 *
 * The quarks are of different flavours: there are no quark loops that begin and end at the source.
 *
 * Reference: C. Gattringer and C. B. Lang, Quantum Chromodynamics on the Lattice (Springer, 2010), section 6.1.
 */
import type { GaugeField } from '../../../gauge/index.ts';
import { projectedSlices } from '../correlators/momentumProjection.ts';
import type { ComplexNumbers } from '../correlators/torusCorrelation.ts';
import type { Observable } from '../observable.ts';
import type { GaussianSmearing } from './gaussianSmearing.ts';
import { type Propagator, propagator, type QuarkSource, quarkSourceAt } from './propagator.ts';
import type { ValenceQuark } from './quark.ts';
import {
  channelVertex,
  conjugateVertex,
  gamma5,
  type SpinMatrix,
  spinProduct,
  spinTimes,
  spinTranspose,
} from './spinMatrices.ts';

export interface MesonOptions {
  readonly quark: ValenceQuark;
  /** Of the other quark, if it differs. */
  readonly antiquark?: ValenceQuark;
  readonly source: QuarkSource;
  /** Smearing of quark and antiquark at the sink. */
  readonly sink?: GaussianSmearing;
  /** `P`, `V1` .. with the same Gamma at both ends, or `A4-P`: sink and source. */
  readonly channels: readonly string[];
  /** Whole numbers n of p = 2 pi n / L, one list per momentum; zero by default. */
  readonly momenta?: readonly (readonly number[])[];
}

/** C(0) .. C(L_t - 1) for one channel after the other, within a channel for one momentum after the other. */
export function mesons(options: MesonOptions): Observable<GaugeField, number[]> {
  const { quark, antiquark, source, sink, channels } = options;
  const { extents, dimension } = quark.lattice;
  const momenta = options.momenta ?? [new Array<number>(dimension - 1).fill(0)];
  const at = quarkSourceAt(source, quark.lattice);
  const vertices = channels.map(channel => verticesOf(dimension, channel));
  const times = Array.from({ length: extents[dimension - 1] }, (_, t) => t);
  return {
    name: 'mesons',
    normalisation: `-sum_x Re Tr Gamma S Gamma'-bar g5 S^dagger g5, not divided by V, ${source.kind} source`,
    labels: channels.flatMap(channel => momenta.flatMap(n => times.map(t => `${channel}(${n}) C(${t})`))),
    measure(u) {
      quark.setLinks(u);
      const S2 = propagator(u, quark, source, sink);
      antiquark?.setLinks(u);
      const S1 = antiquark ? propagator(u, antiquark, source, sink) : S2;
      return vertices.flatMap(([atSink, atSource]) => {
        const density = mesonDensity(dimension, S1, S2, atSink, atSource);
        return momenta.flatMap(n => Array.from(projectedSlices(density, extents, at, n).re));
      });
    },
  };
}

/** The pion with zero momentum, C(0) .. C(L_t - 1). */
export function pion(options: Omit<MesonOptions, 'channels' | 'momenta'>): Observable<GaugeField, number[]> {
  const { extents } = options.quark.lattice;
  const labels = Array.from({ length: extents[extents.length - 1] }, (_, t) => `C(${t})`);
  return { ...mesons({ ...options, channels: ['P'] }), name: 'pion', labels };
}

function verticesOf(dimension: number, channel: string): readonly [SpinMatrix, SpinMatrix] {
  const [atSink, atSource = atSink] = channel.split('-');
  return [channelVertex(dimension, atSink), channelVertex(dimension, atSource)];
}

const cosines = [1, 0, -1, 0];
const sines = [0, 1, 0, -1];

/** -Tr[ Gamma S_2 Gamma'-bar gamma_5 S_1^dagger gamma_5 ] at every site. */
export function mesonDensity(
  dimension: number,
  S1: Propagator,
  S2: Propagator,
  atSink: SpinMatrix,
  atSource: SpinMatrix,
): ComplexNumbers {
  const { spins, colours } = S1;
  const left = spinTimes(2, spinProduct(gamma5(dimension), atSink));
  // Read by columns: which row of Gamma'-bar gamma_5 has an entry there.
  const right = spinTranspose(spinProduct(conjugateVertex(dimension, atSource), gamma5(dimension)));
  const size = 2 * spins * colours;
  const volume = S1.columns[0].length / size;
  const [re, im] = [new Float64Array(volume), new Float64Array(volume)];
  for (let s = 0; s < spins; s++) {
    for (let r = 0; r < spins; r++) {
      const power = (left.power[s] + right.power[r]) % 4;
      const [c, d] = [cosines[power], sines[power]];
      for (let b = 0; b < colours; b++) {
        const [one, two] = [S1.columns[r * colours + b], S2.columns[right.column[r] * colours + b]];
        for (let a = 0; a < colours; a++) {
          const [first, second] = [2 * (s * colours + a), 2 * (left.column[s] * colours + a)];
          for (let site = 0; site < volume; site++) {
            const [k, l] = [site * size + first, site * size + second];
            const x = two[l] * one[k] + two[l + 1] * one[k + 1];
            const y = two[l + 1] * one[k] - two[l] * one[k + 1];
            re[site] += c * x - d * y;
            im[site] += c * y + d * x;
          }
        }
      }
    }
  }
  return { re, im };
}
