/**
 * The staggered hopping term, links with their phases absorbed (see phases.ts), those of both ends side by side (bothEnds.ts):
 *   (D₀ χ)(x) = ½ Σ_μ [ V_μ(x) χ(x+μ) − V_μ(x−μ)† χ(x−μ) ].
 * D₀ is antihermitian and connects even with odd sites only. The Dirac operator is D = m + D₀; on the sites of one
 * parity D† D = m² − D₀ D₀.
 *
 * The terms are added direction by direction, which is the order in which the machine runs its multiply-add chains.
 */

import { theories } from '../../gauge/index.ts';
import { apply, type ColourVector, colourVectors, type Group } from '../../group/index.ts';
import { input, kernelFamily, output, parameter, type Real, type Site, siteKernel, sum } from '../../kernel/index.ts';
import { bothEnds, type HopMatrices } from '../bothEnds.ts';

/** Along a direction, over so many sites. */
export type Hop = readonly [mu: number, steps: number];

/** Σ_k [ V_k(x) χ(x + hop_k) − V_k(x − hop_k)† χ(x − hop_k) ] */
export function sumOfHops(
  V: HopMatrices,
  chi: (at: Site) => ColourVector,
  x: Site,
  along: readonly Hop[],
): ColourVector {
  let total: ColourVector | undefined;
  for (const [k, [mu, steps]] of along.entries()) {
    const ahead = apply(V.ahead(k), chi(x.plus(mu, steps)));
    const behind = apply(V.behind(k).dagger(), chi(x.minus(mu, steps)));
    total = ahead.map((z, i) => (total ? total[i].add(z) : z).sub(behind[i]));
  }
  return total!;
}

const nearest = (dimension: number) => Array.from({ length: dimension }, (_, mu): Hop => [mu, 1]);

/** out = D₀ χ. On the sites of one parity, χ is needed on the other one only. */
export const hoppingTerm = kernelFamily('staggeredHopping', theories, (group: Group, dimension: number) =>
  siteKernel(
    'staggeredHopping',
    dimension,
    { V: input(bothEnds(group, dimension)), chi: input(colourVectors(group)), out: output(colourVectors(group)) },
    ({ V, chi, out }, x) => out.set(sumOfHops(V, chi, x, nearest(dimension)).map(z => z.scale(0.5))),
  ),
);

/**
 * out = diagonal near + 2 hop D₀ far, with overlap = Re ⟨near, out⟩.
 *
 * D χ is (m, ½, χ, χ); D† χ is (m, −½, χ, χ); and (D† D + s) χ on one parity is
 * (m² + s, −½, χ, D₀ χ), whose overlap is what conjugate gradients need.
 */
export const shiftedHopping = kernelFamily('staggeredShifted', theories, (group: Group, dimension: number) =>
  siteKernel(
    'staggeredShifted',
    dimension,
    {
      diagonal: parameter,
      hop: parameter,
      V: input(bothEnds(group, dimension)),
      near: input(colourVectors(group)),
      far: input(colourVectors(group)),
      out: output(colourVectors(group)),
      overlap: sum,
    },
    ({ diagonal, hop, V, near, far, out, overlap }, x) => {
      const here = near(x);
      const result = sumOfHops(V, far, x, nearest(dimension)).map((z, i) => z.scale(hop).add(here[i].scale(diagonal)));
      out.set(result);
      const products: Real[] = result.flatMap((z, i) => [z.re.mul(here[i].re), z.im.mul(here[i].im)]);
      for (const product of products) overlap.add(product);
    },
  ),
);
