/**
 * The condensate of one flavour of quarks with spin,
 *   (1/V) Re Tr D⁻¹,
 * spins and colours summed, with D as it stands (for D = 1 − κ H multiply by 2 κ). It is not subtracted: without
 * chiral symmetry it has a part that diverges with the cutoff.
 *
 * Stochastic, Tr D⁻¹ = ⟨η† D⁻¹ η⟩, with dilution in time or in spin and colour; or exact, over unit vectors.
 *
 * Reference: S.-J. Dong and K.-F. Liu, Phys. Lett. B 328, 130 (1994).
 */
import type { GaugeField } from '../../../gauge/index.ts';
import { dot } from '../../../lattice/index.ts';
import type { NoiseOptions } from '../chiralCondensate.ts';
import { dilutedParts, noiseVector, unitVectors } from '../noise.ts';
import type { Observable } from '../observable.ts';
import type { ValenceQuark } from './quark.ts';

/** Without noise options one solve for each component of each site, for small lattices. */
export function quarkCondensate(quark: ValenceQuark, options?: NoiseOptions): Observable<GaugeField, number> {
  const { group, lattice, solver, solving } = quark;
  const source = solver.solution.like();
  const overlap = dot(source.components, lattice.dimension).bind({ x: source, y: solver.solution });
  const trace = (sources: Iterable<Float64Array>) => {
    let total = 0;
    for (const numbers of sources) {
      solver.solve(source.fromArray(numbers), solving);
      total += overlap().total;
    }
    return total;
  };
  const name = 'quark_condensate';
  const normalisation = '(1/V) Re Tr D⁻¹ of one flavour, spins and colours summed, D as it stands';
  if (!options) {
    return {
      name,
      normalisation,
      measure(u) {
        quark.setLinks(u);
        return trace(unitVectors(lattice.volume * source.components)) / lattice.volume;
      },
    };
  }
  const { noise, vectors, dilution = [] } = options;
  if (!(Number.isInteger(vectors) && vectors >= 1)) {
    throw new Error(
      `The condensate is averaged over a positive number of noise vectors, but ${vectors} were asked for.`,
    );
  }
  return {
    name,
    normalisation: `${normalisation}; ${vectors} ${noise} vectors`,
    measure(u, key) {
      if (!key) throw new Error("The condensate is estimated with noise: give measure a key of the purpose 'noise'.");
      quark.setLinks(u);
      let total = 0;
      for (let vector = 0; vector < vectors; vector++) {
        total += trace(dilutedParts(source, noiseVector(source, noise, key, vector), dilution, group.colours));
      }
      return total / (vectors * lattice.volume);
    },
  };
}
