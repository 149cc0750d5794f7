/**
 * The pullback of stout layers by hand, in plain numbers: the recursion of C. Morningstar and M. Peardon,
 * hep-lat/0311018, section IV, which is the delta rule of Y. Nagai and A. Tomiya, arXiv:2103.11965.
 *
 * G_μ(n) stands for a derivative: dS = Σ Re tr( G dU ). For V = exp(X) U, X = TA(ρ C U†):
 *   M      = integral over s of exp((1−s) X) U G_V exp(s X),     Λ = TA(M),
 *   G_U    = G_V exp(X) − ρ C† Λ + what the links inside C receive,
 *   dS/dρ = Re tr Σ U† Λ C              (2 Re tr where dS = 2 Re tr(δ dU)).
 * A path W = L u R inside C gives its link u the share R U† Λ ρ L, a daggered link the dagger of that.
 */
import { plaquetteStapleSum } from './plainCask.fixture.ts';
import { linkOn, mapLinks, type PlainLinks, pathLinks, plaquetteStaples } from './plainLinks.fixture.ts';
import {
  antihermitianTraceless,
  dagger,
  difference,
  exponential,
  exponentialAdjoint,
  identity,
  type PlainMatrix,
  product,
  sum,
  times,
  trace,
} from './plainMatrices.fixture.ts';

/** G of the Wilson action at U: −(β/N) C†. */
export function wilsonDerivative(beta: number, u: PlainLinks): PlainLinks {
  return mapLinks(u, (link, site, mu) =>
    times(-beta / Math.sqrt(link.length / 2), dagger(plaquetteStapleSum(u, site, mu))),
  );
}

/** From G at V = Stout_ρ(U) to G at U, and dS/dρ. */
export function plainStoutPullback(
  rho: number,
  u: PlainLinks,
  upstream: PlainLinks,
): { derivative: PlainLinks; weight: number } {
  const staples = mapLinks(u, (_, site, mu) => plaquetteStapleSum(u, site, mu));
  const exponents = mapLinks(u, (link, site, mu) =>
    antihermitianTraceless(times(rho, product(staples.links[site][mu], dagger(link)))),
  );
  const lambdas = mapLinks(u, (link, site, mu) =>
    antihermitianTraceless(exponentialAdjoint(exponents.links[site][mu], product(link, upstream.links[site][mu]))),
  );
  const own = mapLinks(u, (_, site, mu) => {
    const throughLink = product(upstream.links[site][mu], exponential(exponents.links[site][mu]));
    return difference(throughLink, times(rho, product(dagger(staples.links[site][mu]), lambdas.links[site][mu])));
  });
  const shares: PlainMatrix[][] = own.links.map(row => [...row]);
  let weight = 0;
  u.links.forEach((row, site) => {
    row.forEach((link, mu) => {
      const closed = product(dagger(link), lambdas.links[site][mu]);
      weight += trace(product(closed, staples.links[site][mu]))[0];
      for (const path of plaquetteStaples(u.extents.length, mu)) addShares(u, site, path, times(rho, closed), shares);
    });
  });
  return { derivative: { ...u, links: shares }, weight };
}

/** Re tr(closed dW), W the path, written as a derivative of each of its links. */
function addShares(
  u: PlainLinks,
  site: number,
  path: readonly number[],
  closed: PlainMatrix,
  shares: PlainMatrix[][],
): void {
  const steps = pathLinks(u.extents, site, path);
  const links = steps.map(step => linkOn(u, step));
  const one = identity(Math.sqrt(closed.length / 2));
  steps.forEach((step, k) => {
    const left = product(one, ...links.slice(0, k));
    const right = product(one, ...links.slice(k + 1));
    const share = product(right, closed, left);
    const row = shares[step.site];
    row[step.mu] = sum(row[step.mu], step.dagger ? dagger(share) : share);
  });
}
