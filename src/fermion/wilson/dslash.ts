/**
 * The Wilson hopping term at r = 1, links with the boundary phases absorbed (see boundary.ts), those of both ends side by side
 * (bothEnds.ts):
 *   (H ψ)(x) = Σ_μ [ (1 − γ_μ) V_μ(x) ψ(x+μ) + (1 + γ_μ) V_μ(x−μ)† ψ(x−μ) ].
 * H connects even with odd sites only, and H† = γ₅ H γ₅, which is H with the signs of all γ_μ turned:
 * sign 1 stands for H, sign −1 for H†.
 *
 * Each projector halves the spinor before the link is applied: 1320 operations per site for SU(3) as they are usually
 * counted.
 *
 * Reference: K. G. Wilson, Phys. Rev. D 10, 2445 (1974), and in New Phenomena in Subnuclear Physics (Plenum, 1977).
 */

import { type theories as gaugeTheories, theories } from '../../gauge/index.ts';
import { apply, type ColourVector, type Complex, type Group, type Matrix } from '../../group/index.ts';
import { input, kernelFamily, output, parameter, type Real, type Site, siteKernel, sum } from '../../kernel/index.ts';
import { bothEnds, type HopMatrices } from '../bothEnds.ts';
import { gammaBlock } from '../spinor/gamma.ts';
import { combine, projectedRow, reconstructedRow, type Spinor, spinors } from '../spinor/spinors.ts';

/** H, or H†. */
export type Sense = 1 | -1;

/** Groups and dimensions on which kernels with spinors are tested. */
export const spinorTheories = (): readonly ReturnType<typeof gaugeTheories>[number][] =>
  theories().filter(([, dimension]) => dimension !== 3);

const examples = () =>
  spinorTheories().flatMap(([group, dimension]) => ([1, -1] as const).map(sense => [group, dimension, sense] as const));

/**
 * (H ψ)(x). Half spinors are projected, moved and added one spin component at a time, which is the order in which the
 * machine runs its multiply-add chains: so few numbers are alive at once.
 */
export function wilsonHops(
  dimension: number,
  sense: Sense,
  V: HopMatrices,
  psi: (at: Site) => Spinor,
  x: Site,
): Spinor {
  const total: ColourVector[] = [];
  const addHop = (mu: number, sign: 1 | -1, link: Matrix, there: Spinor) => {
    const half = there.length / 2;
    gammaBlock(dimension, mu).forEach((row, s) => {
      const moved = apply(link, projectedRow(there, s, row, sign));
      const add = (spin: number, terms: ColourVector) => {
        total[spin] = total[spin]?.map((z, c) => z.add(terms[c])) ?? terms;
      };
      add(s, moved);
      add(half + row.column, reconstructedRow(moved, row, sign));
    });
  };
  const ahead: Sense = sense === 1 ? -1 : 1;
  for (let mu = 0; mu < dimension; mu++) {
    addHop(mu, ahead, V.ahead(mu), psi(x.plus(mu)));
    addHop(mu, sense, V.behind(mu).dagger(), psi(x.minus(mu)));
  }
  return total;
}

/** out = H ψ. On the sites of one parity, ψ is needed on the other one only. */
export const wilsonHopping = kernelFamily('wilsonHopping', examples, (group: Group, dimension: number, sense: Sense) =>
  siteKernel(
    'wilsonHopping',
    dimension,
    {
      V: input(bothEnds(group, dimension)),
      psi: input(spinors(group, dimension)),
      out: output(spinors(group, dimension)),
    },
    ({ V, psi, out }, x) => out.set(wilsonHops(dimension, sense, V, psi, x)),
  ),
);

/** Re ⟨a, b⟩ at one site, term by term. */
export function overlapTerms(a: Spinor, b: Spinor): Real[] {
  const others: Complex[] = b.flat();
  return a.flat().flatMap((z, k) => [z.re.mul(others[k].re), z.im.mul(others[k].im)]);
}

/**
 * out = near + hop H far + shift here, with overlap = Re ⟨here, out⟩.
 *
 * D ψ is (ψ, ψ, ψ) with hop = −κ and shift 0. In M + s, where M is a product of such operators, `here` is
 * what M acts on.
 */
export const wilsonShifted = kernelFamily('wilsonShifted', examples, (group: Group, dimension: number, sense: Sense) =>
  siteKernel(
    'wilsonShifted',
    dimension,
    {
      hop: parameter,
      shift: parameter,
      V: input(bothEnds(group, dimension)),
      near: input(spinors(group, dimension)),
      far: input(spinors(group, dimension)),
      here: input(spinors(group, dimension)),
      out: output(spinors(group, dimension)),
      overlap: sum,
    },
    ({ hop, shift, V, near, far, here, out, overlap }, x) => {
      const hops = wilsonHops(dimension, sense, V, far, x);
      const close = combine(hops, near(x), (h, z) => h.scale(hop).add(z));
      const self = here(x);
      const result = combine(close, self, (z, p) => p.scale(shift).add(z));
      out.set(result);
      for (const term of overlapTerms(result, self)) overlap.add(term);
    },
  ),
);
