/**
 * The spectral density of the staggered Dirac operator at mass zero, whose eigenvalues are ± i λ:
 *   ρ = (number of eigenvalues i λ with λ in a bin, λ > 0) / (V width of the bin),
 * colours counted. In the limits of T. Banks and A. Casher, Nucl. Phys. B 169, 103 (1980), the condensate of four flavours
 * is (1/V) Tr D⁻¹ → π ρ(0). Stochastic: Chebyshev moments (chebyshevMoments.ts) of −D₀ D₀ on the even sites, whose
 * eigenvalues are the λ² ≤ D² (for HISQ a larger bound).
 *
 * Reference: L. Giusti and M. Lüscher, JHEP 03 (2009) 013, arXiv:0812.3638 (mode numbers).
 */
import type { GaugeField } from '../../../gauge/index.ts';
import { type NoiseKind, noiseVector } from '../noise.ts';
import type { Observable } from '../observable.ts';
import { type StaggeredKind, staggeredOperator } from '../staggered/quark.ts';
import { chebyshevMoments, eigenvaluesBelow } from './chebyshevMoments.ts';

export interface SpectralDensityOptions extends StaggeredKind {
  /** Equal bins of λ from 0 to its bound: D, or a little more. */
  readonly bins: number;
  /** Number of Chebyshev moments: λ is resolved to about 1.6 times its bound / moments near zero. */
  readonly moments: number;
  readonly noise: NoiseKind;
  readonly vectors: number;
}

/** ρ in the bins, lowest first. */
export function spectralDensity(options: SpectralDensityOptions): Observable<GaugeField, number[]> {
  const { lattice, bins, moments, noise, vectors } = options;
  for (const [name, value] of Object.entries({ bins, moments, vectors })) {
    if (!(Number.isInteger(value) && value >= 1)) {
      throw new Error(`A spectral density needs a positive whole number of ${name}, but ${value} was given.`);
    }
  }
  const { operator, spectralBound: top } = staggeredOperator(options);
  const width = Math.sqrt(top) / bins;
  const momentsOf = chebyshevMoments(operator.normal('even'), top, moments);
  const source = operator.vector('even');
  const edges = Array.from({ length: bins + 1 }, (_, k) => k * width);
  return {
    name: 'spectral_density',
    normalisation: 'eigenvalues i lambda of the staggered D_0, lambda > 0, per V and lambda, colours counted',
    // The middle of each bin.
    coordinates: { lambda: edges.slice(1).map((edge, k) => (edges[k] + edge) / 2) },
    measure(u, key) {
      if (!key)
        throw new Error("The spectral density is estimated with noise: give measure a key of the purpose 'noise'.");
      operator.setLinks(u);
      const total = new Float64Array(moments);
      for (let vector = 0; vector < vectors; vector++) {
        momentsOf(noiseVector(source, noise, key, vector)).forEach((moment, k) => {
          total[k] += moment / vectors;
        });
      }
      // All are below the last edge.
      const below = [...edges.slice(0, -1).map(edge => eigenvaluesBelow(total, top, edge ** 2)), total[0]];
      return below.slice(1).map((count, k) => (count - below[k]) / (width * lattice.volume));
    },
  };
}
