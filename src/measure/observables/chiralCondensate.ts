/**
 * The chiral condensate of staggered fermions,
 *   (N_f / 4) (1/V) Re Tr D⁻¹,   D = m + D₀,
 * the trace over sites and colours: not divided by N. It is taken on the even sites (staggered/evenTraces.ts), with
 * noise or over all unit vectors.
 *
 * Reference: S.-J. Dong and K.-F. Liu, Phys. Lett. B 328, 130 (1994) (noise).
 */
import type { GaugeField } from '../../gauge/index.ts';
import type { Dilution, NoiseKind } from './noise.ts';
import type { Observable } from './observable.ts';
import { EvenTraces } from './staggered/evenTraces.ts';
import type { StaggeredQuark } from './staggered/quark.ts';

export interface CondensateOptions extends StaggeredQuark {
  readonly flavours: number;
}

export interface NoiseOptions {
  readonly noise: NoiseKind;
  /** How many noise vectors are averaged. */
  readonly vectors: number;
  /** What their parts differ in; not diluted by default. They live on even sites anyway. */
  readonly dilution?: readonly Dilution[];
}

const normalisation = '(N_f/4) (1/V) Re Tr D⁻¹, colours summed, not divided by N';

/** Estimated with noise: `measure` needs a key. */
export function chiralCondensate(options: CondensateOptions & NoiseOptions): Observable<GaugeField, number> {
  const { noise, vectors, dilution } = options;
  if (!(Number.isInteger(vectors) && vectors >= 1)) {
    throw new Error(
      `The condensate is averaged over a positive number of noise vectors, but ${vectors} were asked for.`,
    );
  }
  const traces = new EvenTraces(options);
  return {
    name: 'condensate',
    normalisation: `${normalisation}; ${vectors} ${noise} vectors`,
    measure(u, key) {
      if (!key) throw new Error("The condensate is estimated with noise: give measure a key of the purpose 'noise'.");
      traces.setLinks(u);
      let total = 0;
      for (let vector = 0; vector < vectors; vector++) total += traces.estimate(noise, key, vector, dilution)[0];
      return (factorOf(options) * total) / vectors;
    },
  };
}

/** Exact up to the solver: one solve for each colour of each even site, for small lattices. */
export function exactChiralCondensate(options: CondensateOptions): Observable<GaugeField, number> {
  const traces = new EvenTraces(options);
  return {
    name: 'condensate',
    normalisation,
    measure(u) {
      traces.setLinks(u);
      return factorOf(options) * traces.exact()[0];
    },
  };
}

/** What turns Tr M_ee⁻¹ into the condensate. */
function factorOf({ flavours, mass, lattice }: CondensateOptions): number {
  return (flavours / 4) * ((2 * mass) / lattice.volume);
}
