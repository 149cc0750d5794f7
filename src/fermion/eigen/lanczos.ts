/**
 * The lowest eigenpairs of a hermitian operator A ≥ 0, by thick-restart Lanczos.
 *
 * In an orthonormal basis v₀ … v_{m−1} of a Krylov space A is the real symmetric matrix T, tridiagonal but for what a
 * restart leaves; its eigenvectors s give Ritz vectors Σ_k s_k v_k with residuals |β_m s_{m−1}|. The lowest Ritz
 * vectors are kept and the space is built up again from there:
 *   T = diag(θ), T_{i,l} = β_m s_{m−1}^i for the first new vector l.
 * Every vector is orthogonalised against all others, twice.
 *
 * One Krylov space holds one vector of each eigenspace only. What has been found is therefore set aside, and the search
 * is begun anew with another random vector, until it finds nothing lower: degenerate eigenvalues come with their
 * multiplicity.
 *
 * Residuals |A v − λ v| are recomputed with A; an eigenvalue lies no further than that from each λ.
 *
 * Reference: K. Wu and H. Simon, SIAM J. Matrix Anal. Appl. 22, 602 (2000).
 */
import type { PositiveOperator } from '../solvers/positiveOperator.ts';
import type { EigenOptions, Eigenpair, Eigenpairs } from './eigenpair.ts';
import { LanczosSearch } from './lanczosSearch.ts';

/**
 * The `count` lowest eigenvalues of A with their vectors; fewer if the space of A is smaller.
 *
 * @throws if count, space or tolerance make no sense, or the tolerance is not reached within maxRestarts
 */
export function lowestEigenpairs(operator: PositiveOperator, options: EigenOptions): Eigenpairs {
  const { count } = options;
  const search = new LanczosSearch(operator, options);
  const wanted = Math.min(count, search.dimension);
  let found: Eigenpair[] = [];
  for (;;) {
    const ceiling = found.length < wanted ? Infinity : found[wanted - 1].value;
    const lower = search.below(ceiling, found);
    if (lower.length === 0) break;
    found = [...found, ...lower].sort((a, b) => a.value - b.value);
  }
  return { pairs: found.slice(0, wanted), applications: search.applications };
}
