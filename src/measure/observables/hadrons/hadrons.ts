/**
 * Correlators of hadrons of quarks with spin, all from the same propagators:
 *   C(t) = Σ_x cos(p (x − x₀)) Re f(x, t₀ + t),
 * f the contraction of a meson (mesons.ts) or of the nucleon (nucleon.ts), not divided by V. With D = 1 − κ H multiply
 * by 2 κ for each quark to have the continuum's normalisation of quark fields.
 *
 * Nucleons beyond an antiperiodic boundary, t₀ + t ≥ L_t, get the sign −1 of three quarks, so that C does not depend on
 * t₀.
 */
import type { GaugeField } from '../../../gauge/index.ts';
import { averageOfLists, correlatorCoordinates, projectedSlices } from '../correlators/momentumProjection.ts';
import type { ComplexNumbers } from '../correlators/torusCorrelation.ts';
import type { Fold, Observable } from '../observable.ts';
import { sourceCoordinates } from '../sourceCoordinates.ts';
import type { GaussianSmearing } from './gaussianSmearing.ts';
import { mesonDensity, mesonFold, mesonVertices } from './mesons.ts';
import { nucleonDensity } from './nucleon.ts';
import { type Propagator, propagator, type QuarkSource } from './propagator.ts';
import type { ValenceQuark } from './quark.ts';

export interface HadronOptions {
  readonly quark: ValenceQuark;
  /** The other quark of mesons, if it differs. */
  readonly antiquark?: ValenceQuark;
  /** Several sources are averaged; t counts from each. */
  readonly source: QuarkSource | readonly QuarkSource[];
  /** Smearing of all quarks at the sink. */
  readonly sink?: GaussianSmearing;
  /** Mesons: `P`, `V1` … with the same Γ at both ends, or `A4-P`: sink and source. Nucleons of both parities: `N+`, `N-`. */
  readonly channels: readonly string[];
  /** Whole numbers n of p = 2 π n / L, one list per momentum; zero by default. */
  readonly momenta?: readonly (readonly number[])[];
}

interface Contraction {
  readonly density: (S1: Propagator, S2: Propagator) => ComplexNumbers;
  /** The sign of sinks beyond the boundary in time. */
  readonly wrap: number;
}

/**
 * C(0) … C(L_t − 1) for one channel after the other, within a channel for one momentum after the other.
 *
 * @throws if a channel does not exist for this group and dimension, or a source is not on the lattice
 */
export function hadrons(options: HadronOptions): Observable<GaugeField, number[]> {
  const { quark, antiquark, source, sink, channels } = options;
  const { lattice } = quark;
  const { extents, dimension } = lattice;
  const momenta = options.momenta ?? [new Array<number>(dimension - 1).fill(0)];
  const sources = 'kind' in source ? [source] : source;
  const starts = sources.map(one => sourceCoordinates(one, lattice));
  const contractions = channels.map(channel => contractionOf(channel, quark));
  const times = Array.from({ length: extents[dimension - 1] }, (_, t) => t);
  const correlators = ({ density, wrap }: Contraction, S1: Propagator, S2: Propagator, at: readonly number[]) => {
    const f = density(S1, S2);
    const start = at[dimension - 1];
    return momenta.flatMap(n =>
      Array.from(projectedSlices(f, extents, at, n).re, (C, t) => (start + t < times.length ? C : wrap * C)),
    );
  };
  return {
    name: 'hadrons',
    normalisation: `sum over sinks, not divided by V, propagators of D as it stands, ${sources[0].kind} source`,
    coordinates: correlatorCoordinates(channels, momenta, times),
    fold: Object.fromEntries(channels.map(channel => [channel, foldOf(dimension, channel)])),
    measure(u) {
      quark.setLinks(u);
      antiquark?.setLinks(u);
      const values = sources.map((one, k) => {
        const S2 = propagator(u, quark, one, sink);
        const S1 = antiquark ? propagator(u, antiquark, one, sink) : S2;
        return contractions.flatMap(contraction => correlators(contraction, S1, S2, starts[k]));
      });
      return averageOfLists(values);
    },
  };
}

const isNucleon = (channel: string) => channel === 'N+' || channel === 'N-';

/** Of a nucleon the other half is its partner of opposite parity. */
function foldOf(dimension: number, channel: string): Fold {
  return isNucleon(channel) ? 0 : mesonFold(dimension, channel);
}

function contractionOf(channel: string, { lattice, group, boundary }: ValenceQuark): Contraction {
  const { dimension } = lattice;
  if (isNucleon(channel)) {
    if (group.colours !== 3 || dimension !== 4) {
      throw new Error(
        `A nucleon is made of three colours in four dimensions; these are ${group.name} and ${dimension}.`,
      );
    }
    const parity = channel === 'N+' ? 1 : -1;
    return { density: (_, S) => nucleonDensity(S, parity), wrap: boundary[3] === 'antiperiodic' ? -1 : 1 };
  }
  const [atSink, atSource] = mesonVertices(dimension, channel);
  return { density: (S1, S2) => mesonDensity(dimension, S1, S2, atSink, atSource), wrap: 1 };
}

/** The pion with zero momentum, C(0) … C(L_t − 1). */
export function pion(options: Omit<HadronOptions, 'channels' | 'momenta'>): Observable<GaugeField, number[]> {
  const { extents } = options.quark.lattice;
  const t = Array.from({ length: extents[extents.length - 1] }, (_, time) => time);
  return { ...hadrons({ ...options, channels: ['P'] }), name: 'pion', coordinates: { t }, fold: 1 };
}
