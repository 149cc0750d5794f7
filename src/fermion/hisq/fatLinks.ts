/**
 * Fat links of highly improved staggered quarks, on the tape. With S_ν M the two staples over M in direction ν along the
 * links U, and sums over different directions ν, ρ, σ, all unlike μ:
 *   F(U)_μ = c₁ U_μ + c₃ Σ S_ν U_μ + c₅ Σ S_ν S_ρ U_μ + c₇ Σ S_ν S_ρ S_σ U_μ
 *             + c_L Σ_{±ν} (the staple of extent 2).
 *
 *   level 1 (Fat7)     c₁ = 1/8               c₃ = 1/16    c₅ = 1/64    c₇ = 1/384    c_L = 0
 *   between            W = V (V† V)^{−1/2}, in U(N)
 *   level 2 (asqtad)   c₁ = 1 + ε/8           c₃ = 1/16    c₅ = 1/64    c₇ = 1/384    c_L = −1/8
 *
 * and the straight product of three links W (Naik) for hops over three sites. The coefficients of level 1 add up to one.
 * The five- and seven-link staples are built from the inside outwards, as staples of staples. For unitary links
 * Σ_{±ν} (the staple of extent 2) = S_ν S_ν W_μ − 2 W_μ, because a step to one side and back is none.
 *
 * Reference: E. Follana et al. (HPQCD), Phys. Rev. D 75, 054502 (2007), hep-lat/0610092; A. Bazavov et al. (MILC), Phys.
 * Rev. D 82, 074501 (2010), arXiv:1004.0342, section II and appendix; G. P. Lepage, Phys. Rev. D 59, 074502 (1999).
 */
import { type Around, projectedLink, recordDecoration, recordLinksAlong } from '../../gauge/index.ts';
import type { Group } from '../../group/index.ts';
import type { Field, Tape } from '../../lattice/index.ts';

/** Weights of the paths of 1, 3, 5 and 7 links, and of the straight staple of extent 2. */
export interface PathWeights {
  readonly one: number;
  readonly three: number;
  readonly five: number;
  readonly seven: number;
  readonly lepage: number;
}

export const fat7: PathWeights = { one: 1 / 8, three: 1 / 16, five: 1 / 64, seven: 1 / 384, lepage: 0 };

/** @param naikEpsilon the correction of the mass dependence, 0 for light quarks */
function secondLevel(naikEpsilon: number): PathWeights {
  return { ...fat7, one: 1 + naikEpsilon / 8, lepage: -1 / 8 };
}

/** F(U)_μ for each direction μ, given the links of each direction. With a Lepage term they have to be unitary. */
export function recordFatLinks(tape: Tape, group: Group, links: readonly Field[], weights: PathWeights): Field[] {
  return links.map((U, mu) => {
    const others = links.flatMap((_, nu) => (nu === mu ? [] : [nu]));
    const decorated = (reach: readonly number[], body: (nu: number) => Field, a: number, b: number) => {
      const around: Around[] = reach.map(nu => ({ nu, X: links[nu], Y: body(nu) }));
      return recordDecoration(tape, group, { mu, U, around }, { a, b });
    };
    const { one, three, five, seven, lepage } = weights;
    // All inner staples carry 1/scale, so that S_ν U_μ joins them with the weight of the Lepage term.
    const scale = lepage === 0 ? 1 : lepage;
    const innermost = new Map(others.map(nu => [nu, decorated([nu], () => U, five / scale, seven / scale)]));
    const third = (nu: number, rho: number) => others.find(sigma => sigma !== nu && sigma !== rho)!;
    const middle = new Map(
      others.map(nu => {
        const reach = lepage === 0 ? others.filter(rho => rho !== nu) : others;
        const body = (rho: number) => (rho === nu ? U : innermost.get(third(nu, rho))!);
        return [nu, decorated(reach, body, three, scale)];
      }),
    );
    return decorated(others, nu => middle.get(nu)!, one - 2 * others.length * lepage, 1);
  });
}

/** The two kinds of links that quarks hop along, one field per direction. */
export interface HisqLinks {
  readonly fat: readonly Field[];
  /** W, whose straight products of three are the long links. */
  readonly unitary: readonly Field[];
}

/** Both levels on the tape. */
export function recordHisqLinks(tape: Tape, links: Field, group: Group, naikEpsilon: number): HisqLinks {
  const { dimension } = links.lattice;
  const plain = recordLinksAlong(tape, links, group);
  const smeared = recordFatLinks(tape, group, plain, fat7);
  const unitary = smeared.map(M => tape.record(projectedLink(group, dimension, 'unitary'), { M }).V);
  return { fat: recordFatLinks(tape, group, unitary, secondLevel(naikEpsilon)), unitary };
}
