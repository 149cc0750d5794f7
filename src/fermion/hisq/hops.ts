/**
 * Hops over one and over three sites. V holds 2D matrices per site, phases and boundary signs absorbed:
 *   V_μ(x) = b_μ(x) η_μ(x) X_μ(x),
 *   V_{D+μ}(x) = c b_μ(x) b_μ(x+μ) b_μ(x+2μ) η_μ(x) W_μ(x) W_μ(x+μ) W_μ(x+2μ),   c = −(1 + ε)/24,
 *   (D₀ χ)(x) = ½ Σ_μ [ V_μ(x) χ(x+μ) − V_μ(x−μ)† χ(x−μ)
 *                         + V_{D+μ}(x) χ(x+3μ) − V_{D+μ}(x−3μ)† χ(x−3μ) ].
 * D₀ is antihermitian and connects even with odd sites only, as for unimproved staggered quarks.
 */
import { forEachDirection, theories } from '../../gauge/index.ts';
import { apply, colourVectors, type Group, innerProduct, links, matrices } from '../../group/index.ts';
import { input, kernelFamily, output, parameter, reals, several, siteKernel, sum } from '../../kernel/index.ts';
import { bothEnds } from '../bothEnds.ts';
import { type Hop, sumOfHops } from '../staggered/dslash.ts';

/** Where a hop with the matrix V_k leads: to neighbours, then over three sites. */
const hopsIn = (dimension: number) =>
  Array.from({ length: 2 * dimension }, (_, k): Hop => [k % dimension, k < dimension ? 1 : 3]);

/** V, from the fat links and W of each direction. */
export const hisqLinks = kernelFamily('hisqLinks', theories, (group: Group, dimension: number) =>
  siteKernel(
    'hisqLinks',
    dimension,
    {
      naik: parameter,
      X: several(dimension, input(links(group, 1))),
      W: several(dimension, input(links(group, 1))),
      signs: input(reals(dimension)),
      V: output(matrices(group, 2 * dimension)),
    },
    ({ naik, X, W, signs, V }, x) =>
      forEachDirection(dimension, mu => {
        const [here, next, last] = [x, x.plus(mu), x.plus(mu, 2)];
        V.set(mu, X[mu](0, here).scale(signs(mu, here)));
        const phase = signs(mu, here).mul(signs(mu, next)).mul(signs(mu, last)).mul(naik);
        const long = W[mu](0, here).mul(W[mu](0, next)).mul(W[mu](0, last));
        V.set(dimension + mu, long.scale(phase));
      }),
  ),
);

/** The matrices V at both ends of the hops. */
export const hisqEnds = kernelFamily('hisqEnds', theories, (group: Group, dimension: number) =>
  siteKernel(
    'hisqEnds',
    dimension,
    { V: input(matrices(group, 2 * dimension)), ends: output(bothEnds(group, 2 * dimension)) },
    ({ V, ends }, x) => {
      for (const [k, [mu, steps]] of hopsIn(dimension).entries()) ends.set(k, V(k, x), V(k, x.minus(mu, steps)));
    },
  ),
);

/** out = D₀ χ. On the sites of one parity, χ is needed on the other one only. */
export const hisqHopping = kernelFamily('hisqHopping', theories, (group: Group, dimension: number) =>
  siteKernel(
    'hisqHopping',
    dimension,
    { V: input(bothEnds(group, 2 * dimension)), chi: input(colourVectors(group)), out: output(colourVectors(group)) },
    ({ V, chi, out }, x) => out.set(sumOfHops(V, chi, x, hopsIn(dimension)).map(z => z.scale(0.5))),
  ),
);

/** out = diagonal near + 2 hop D₀ far, with overlap = Re ⟨near, out⟩. */
export const hisqShifted = kernelFamily('hisqShifted', theories, (group: Group, dimension: number) =>
  siteKernel(
    'hisqShifted',
    dimension,
    {
      diagonal: parameter,
      hop: parameter,
      V: input(bothEnds(group, 2 * dimension)),
      near: input(colourVectors(group)),
      far: input(colourVectors(group)),
      out: output(colourVectors(group)),
      overlap: sum,
    },
    ({ diagonal, hop, V, near, far, out, overlap }, x) => {
      const here = near(x);
      const result = sumOfHops(V, far, x, hopsIn(dimension)).map((z, i) => z.scale(hop).add(here[i].scale(diagonal)));
      out.set(result);
      overlap.add(innerProduct(here, result).re);
    },
  ),
);

/** Σ_x Σ_k Re [ near(x)† V_k(x) far(x + hop) ]; its adjoint with respect to V is an outer product. */
export const hisqBilinear = kernelFamily('hisqBilinear', theories, (group: Group, dimension: number) =>
  siteKernel(
    'hisqBilinear',
    dimension,
    {
      V: input(matrices(group, 2 * dimension)),
      near: input(colourVectors(group)),
      far: input(colourVectors(group)),
      total: sum,
    },
    ({ V, near, far, total }, x) => {
      for (const [k, [mu, steps]] of hopsIn(dimension).entries()) {
        const there = apply(V(k, x), far(x.plus(mu, steps)));
        total.add(innerProduct(near(x), there).re);
      }
    },
  ),
);
