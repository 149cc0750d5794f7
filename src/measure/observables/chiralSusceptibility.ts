/**
 * The chiral susceptibility of staggered fermions, χ = d/dm (N_f/4) ⟨Tr D⁻¹⟩ / V = χ_disc + χ_conn, with
 *   χ_disc = V ( ⟨X²⟩ − ⟨X⟩² ),   X = (N_f/4) Tr D⁻¹ / V,
 *   χ_conn = −(N_f/4) ⟨Re Tr D⁻²⟩ / V,
 * for the weight det D^{N_f/4}. On each configuration X, an estimate of X² without bias, and the connected part are
 * measured; χ_disc is formed from averages along the chain.
 *
 * With n noise vectors of estimates X_i, X² is the mean of X_i X_j over i ≠ j: products of one estimate with itself
 * would add the noise squared.
 *
 * Reference: F. Karsch and E. Laermann, Phys. Rev. D 50, 6954 (1994), hep-lat/9406008.
 */
import type { GaugeField } from '../../gauge/index.ts';
import type { CondensateOptions, NoiseOptions } from './chiralCondensate.ts';
import type { Observable } from './observable.ts';
import { diracTrace, EvenTraces, type InverseTraces } from './staggered/evenTraces.ts';

/** [X, X², χ_conn] on a configuration; exact without noise options. */
export function chiralMoments(options: CondensateOptions & Partial<NoiseOptions>): Observable<GaugeField, number[]> {
  const { flavours, lattice, mass, noise, vectors = 0, dilution } = options;
  if (noise !== undefined && !(Number.isInteger(vectors) && vectors >= 2)) {
    throw new Error(
      `The square of the condensate without bias needs at least two noise vectors, but ${vectors} were asked for.`,
    );
  }
  const traces = new EvenTraces(options);
  const factor = flavours / 4 / lattice.volume;
  return {
    name: 'chiral_moments',
    normalisation: 'X = (N_f/4) Tr D⁻¹ / V; X² without bias; connected part −(N_f/4) Re Tr D⁻² / V',
    coordinates: { quantity: ['X', 'X²', 'connected'] },
    measure(u, key) {
      traces.setLinks(u);
      if (noise === undefined) return momentsFrom([traces.exact()], mass, factor);
      if (!key) throw new Error("The condensate is estimated with noise: give measure a key of the purpose 'noise'.");
      const estimates = Array.from({ length: vectors }, (_, vector) => traces.estimate(noise, key, vector, dilution));
      return momentsFrom(estimates, mass, factor);
    },
  };
}

function momentsFrom(estimates: readonly InverseTraces[], mass: number, factor: number): number[] {
  const n = estimates.length;
  const sum = (f: (traces: InverseTraces) => number) => estimates.reduce((total, traces) => total + f(traces), 0);
  const [total, squares] = [
    sum(traces => diracTrace(1, mass, traces)),
    sum(traces => diracTrace(1, mass, traces) ** 2),
  ];
  const square = n === 1 ? squares : (total ** 2 - squares) / (n * (n - 1));
  const connected = sum(traces => diracTrace(2, mass, traces));
  return [(factor * total) / n, factor ** 2 * square, (-factor * connected) / n];
}

/** χ_disc from the averages of the values of `chiralMoments`. */
export function disconnectedSusceptibility(volume: number): (means: readonly number[]) => number {
  return ([X, square]) => volume * (square - X ** 2);
}
