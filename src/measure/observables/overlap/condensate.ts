/**
 * The condensate of one flavour of overlap quarks, with the scalar density that rotates into the pseudoscalar one,
 *   (1/V) Tr [(1 − D₀/2ρ) D⁻¹] = (1/V) m/(1 − m²/4ρ²) Σ± Tr P± [(D†D)⁻¹ − 1/4ρ²] P±,
 * spins and colours summed. Nothing diverges that chiral symmetry forbids: it is odd in m, and each zero mode adds 1/(mV).
 * Stochastic, with one solve on each chirality for each part of a noise vector, or exact from the dense spectrum.
 *
 * Reference: H. Neuberger, Phys. Rev. D 57, 5417 (1998), hep-lat/9710089; R. G. Edwards, U. M. Heller and R. Narayanan,
 * Phys. Rev. D 59, 094510 (1999), hep-lat/9811030.
 */
import {
  ConjugateGradient,
  chiralNorms,
  chiralSum,
  denseOverlap,
  OverlapKernel,
  OverlapOperator,
  type OverlapOptions,
  type SolverOptions,
} from '../../../fermion/index.ts';
import type { GaugeField } from '../../../gauge/index.ts';
import { dot } from '../../../lattice/index.ts';
import type { NoiseOptions } from '../chiralCondensate.ts';
import { dilutedParts, noiseVector } from '../noise.ts';
import type { Observable } from '../observable.ts';

const normalisation = '(1/V) Tr [(1 − D₀/2ρ) D⁻¹] of one flavour of overlap quarks, spins and colours summed';

/** From the whole spectrum, for at most 4096 complex rows. */
export function exactOverlapCondensate(
  options: OverlapOptions & { readonly mass: number },
): Observable<GaugeField, number> {
  const { mass, lattice } = options;
  const kernel = new OverlapKernel(options);
  const { factor, slope, subtracted } = numbersOf(mass, kernel.rho);
  return {
    name: 'overlap_condensate',
    normalisation,
    measure(u) {
      const { plus, minus } = denseOverlap(kernel.setLinks(u)).cosines;
      // Rounding may leave a zero mode below zero.
      const term = (a: number) => 1 / (slope * Math.max(0, 1 + a) + mass ** 2) - subtracted;
      return ([...plus, ...minus].reduce((sum, a) => sum + term(a), 0) * factor) / lattice.volume;
    },
  };
}

/** @throws if the number of noise vectors is not 1, 2, 3 …, or the mass is 0 */
export function overlapCondensate(
  options: OverlapOptions & { readonly mass: number },
  solving: SolverOptions,
  { noise, vectors, dilution = [] }: NoiseOptions,
): Observable<GaugeField, number> {
  const { mass, lattice, group } = options;
  if (!(Number.isInteger(vectors) && vectors >= 1)) {
    throw new Error(
      `The condensate is averaged over a positive number of noise vectors, but ${vectors} were asked for.`,
    );
  }
  const operator = new OverlapOperator(options);
  const { factor, subtracted } = numbersOf(mass, operator.rho);
  const [source, right] = [operator.vector(), operator.vector()];
  const { components } = source;
  const norms = chiralNorms(components, lattice.dimension).bind({ x: source });
  const project = chiralSum(components, lattice.dimension).bind({ x: source, y: source, out: right });
  const sectors = ([1, -1] as const).map(chirality => {
    const cg = new ConjugateGradient(operator.chiralNormal(chirality), 'outer conjugate gradients');
    const overlap = dot(components, lattice.dimension).bind({ x: right, y: cg.solution });
    return () => {
      const { plus, minus } = norms();
      const square = chirality === 1 ? plus : minus;
      if (square === 0) return 0;
      project({ a: 1 / 2, b: chirality / 2, p: 0, q: 0 });
      cg.solve(right, solving);
      return overlap().total - subtracted * square;
    };
  });
  return {
    name: 'overlap_condensate',
    normalisation: `${normalisation}; ${vectors} ${noise} vectors`,
    measure(u, key) {
      if (!key) throw new Error("The condensate is estimated with noise: give measure a key of the purpose 'noise'.");
      operator.setLinks(u);
      let total = 0;
      for (let vector = 0; vector < vectors; vector++) {
        for (const part of dilutedParts(source, noiseVector(source, noise, key, vector), dilution, group.colours)) {
          source.fromArray(part);
          for (const sector of sectors) total += sector();
        }
      }
      return (total * factor) / (vectors * lattice.volume);
    },
  };
}

/** D†D = slope (1 + a) + m², the factor before the trace, and what is subtracted in it. */
function numbersOf(mass: number, rho: number) {
  if (!(mass > 0 && mass < 2 * rho)) {
    throw new Error(`The condensate of overlap quarks needs a mass between 0 and 2 rho = ${2 * rho}; found ${mass}.`);
  }
  const rest = 1 - mass ** 2 / (4 * rho ** 2);
  return { factor: mass / rest, slope: 2 * rho ** 2 * rest, subtracted: 1 / (4 * rho ** 2) };
}
