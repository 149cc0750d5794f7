/**
 * Wilson and clover quarks by their definition, on all sites:
 *   (Hψ)(n) = Σ_μ [(1 − γ_μ) V_μ(n) ψ(n+μ) + (1 + γ_μ) V_μ(n−μ)† ψ(n−μ)],
 *   A = 1 − c_SW κ Σ_{μ<ν} γ_μ γ_ν F_{μν},   F_{μν} = (Q − Q†)/8, Q the four plaquettes that turn from μ to ν,
 * and without the odd sites D̂ = A_ee − κ² H_eo A_oo⁻¹ H_oe. Vectors that are zero on odd sites stay so under D̂.
 *
 * Reference: K. G. Wilson, Phys. Rev. D 10, 2445 (1974); B. Sheikholeslami and R. Wohlert, Nucl. Phys. B 259, 572 (1985).
 */
import { plainGammas } from './gamma.ts';
import { plainInverse } from './inverse.ts';
import { alongPath, type PlainLinks } from './links.ts';
import {
  type PlainMatrix,
  plainDagger,
  plainIdentity,
  plainKronecker,
  plainProduct,
  plainScaled,
  plainSum,
} from './matrix.ts';
import { closedLinks } from './staggered.ts';
import { fromAhead, fromBehind, onSites, onSpins, type PlainVector, plus } from './vectors.ts';

/** 1 for an operator, −1 for its adjoint. */
export type PlainSense = 1 | -1;

/** H or H†, which has the other signs of γ. */
export function wilsonHop(links: PlainLinks, psi: PlainVector, sense: PlainSense): PlainVector {
  let out = new Float64Array(psi.length);
  plainGammas(links.lattice.dimension).forEach((gamma, mu) => {
    const [ahead, behind] = [fromAhead(links, psi, { mu }), fromBehind(links, psi, { mu })];
    out = plus(
      plus(plus(out, ahead), behind),
      onSpins(gamma, plus(behind, ahead, -1), links.colours),
      sense,
    ) as typeof out;
  });
  return out;
}

export interface PlainWilson {
  /** M = D̂†D̂ */
  normal(psi: PlainVector): PlainVector;
  /** ln |det A_oo| */
  readonly logDeterminant: number;
}

export function plainWilson(
  links: PlainLinks,
  boundary: readonly string[],
  { kappa, cSw }: { readonly kappa: number; readonly cSw: number },
): PlainWilson {
  const closed = closedLinks(links, boundary);
  const clover = cSw === 0 ? undefined : cloverMatrices(links, cSw * kappa);
  const inverted = clover?.map(plainInverse);
  const inverses = inverted?.map(({ inverse }) => inverse);
  const schur = (psi: PlainVector, sense: PlainSense) => {
    const hopped = wilsonHop(closed, psi, sense);
    const back = wilsonHop(closed, inverses ? onSites(inverses, hopped) : hopped, sense);
    return plus(clover ? onSites(clover, psi) : psi, back, -(kappa ** 2));
  };
  const odd = (inverted ?? []).filter((_, x) => !links.lattice.isEven(x));
  return {
    normal: psi => schur(schur(psi, 1), -1),
    logDeterminant: odd.reduce((sum, { logDeterminant }) => sum + logDeterminant, 0),
  };
}

/** A on every site, spins slower than colours. */
function cloverMatrices(links: PlainLinks, coefficient: number): PlainMatrix[] {
  const { dimension, volume } = links.lattice;
  const gammas = plainGammas(dimension);
  const planes = gammas.flatMap((first, mu) =>
    gammas.slice(mu + 1).map((second, k) => ({ mu, nu: mu + 1 + k, spin: plainProduct(first, second) })),
  );
  return Array.from({ length: volume }, (_, x) =>
    planes.reduce(
      (A, { mu, nu, spin }) => plainSum(A, plainKronecker(spin, fieldStrength(links, mu, nu, x)), -coefficient),
      plainIdentity(gammas[0].size * links.colours),
    ),
  );
}

function fieldStrength(links: PlainLinks, mu: number, nu: number, x: number): PlainMatrix {
  const [a, b] = [mu + 1, nu + 1];
  const leaves = [
    [a, b, -a, -b],
    [b, -a, -b, a],
    [-a, -b, a, b],
    [-b, a, b, -a],
  ].map(steps => alongPath(links, steps, x));
  const Q = leaves.reduce((sum, leaf) => plainSum(sum, leaf));
  return plainScaled(plainSum(Q, plainDagger(Q), -1), 1 / 8);
}
