/**
 * Staggered quarks by their definition:
 *   (D₀χ)(n) = ½ Σ_μ η_μ(n) [b_μ(n) U_μ(n) χ(n+μ) − b_μ(n−μ) U_μ(n−μ)† χ(n−μ)],   M = −D₀D₀,
 * η_μ = (−1)^{n₀ + … + n_{μ−1}}, b = −1 on links that close an antiperiodic direction. HISQ has fat links there, and hops
 * over three sites with −(1 + ε)/24 times the product of three reunitarised links (fatLinks.ts).
 *
 * Reference: J. Kogut and L. Susskind, Phys. Rev. D 11, 395 (1975); E. Follana et al., Phys. Rev. D 75, 054502 (2007).
 */
import type { PlainHisqLinks } from './fatLinks.ts';
import { linksBy, type PlainLinks } from './links.ts';
import { plainProduct, plainScaled } from './matrix.ts';
import { fromAhead, fromBehind, type PlainVector, plus, times } from './vectors.ts';

type Boundary = readonly string[];

/** b_μ(x) U_μ(x): −U on the links that close an antiperiodic direction. */
export function closedLinks(links: PlainLinks, boundary: Boundary): PlainLinks {
  const { lattice, forward } = links;
  return linksBy(links, (mu, x) => {
    const closes = boundary[mu] === 'antiperiodic' && lattice.coordinates(x)[mu] === lattice.extents[mu] - 1;
    return plainScaled(forward[x * lattice.dimension + mu], closes ? -1 : 1);
  });
}

/** M of simple staggered quarks. */
export function plainStaggered(links: PlainLinks, boundary: Boundary): (psi: PlainVector) => PlainVector {
  const closed = closedLinks(links, boundary);
  return negatedSquare(psi => hopped(closed, psi, 1));
}

/** M of HISQ. */
export function plainHisq({ fat, unitary }: PlainHisqLinks, boundary: Boundary, epsilon: number) {
  const near = closedLinks(fat, boundary);
  const thin = closedLinks(unitary, boundary);
  const { lattice, forward } = thin;
  const at = (mu: number, x: number, steps: number) =>
    forward[lattice.neighbour(x, mu, steps) * lattice.dimension + mu];
  const far = linksBy(thin, (mu, x) =>
    plainScaled(plainProduct(plainProduct(at(mu, x, 0), at(mu, x, 1)), at(mu, x, 2)), -(1 + epsilon) / 24),
  );
  return negatedSquare(psi => plus(hopped(near, psi, 1), hopped(far, psi, 3)));
}

function negatedSquare(apply: (psi: PlainVector) => PlainVector): (psi: PlainVector) => PlainVector {
  return psi => times(-1, apply(apply(psi)));
}

function hopped(links: PlainLinks, psi: PlainVector, steps: number): PlainVector {
  const { lattice } = links;
  const out = new Float64Array(psi.length);
  const perSite = psi.length / lattice.volume;
  for (let mu = 0; mu < lattice.dimension; mu++) {
    const difference = plus(fromAhead(links, psi, { mu, steps }), fromBehind(links, psi, { mu, steps }), -1);
    for (let x = 0; x < lattice.volume; x++) {
      const before = lattice
        .coordinates(x)
        .slice(0, mu)
        .reduce((sum, n) => sum + n, 0);
      const half = before % 2 === 0 ? 0.5 : -0.5;
      for (let c = x * perSite; c < (x + 1) * perSite; c++) out[c] += half * difference[c];
    }
  }
  return out;
}
