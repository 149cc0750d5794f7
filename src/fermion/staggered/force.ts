/**
 * The derivative of staggered bilinears with respect to the links.
 *
 * For X = (m² + s − D₀ D₀)⁻¹ φ and Y = D₀ X, the derivative of φ† X along U_μ(x) → exp(i q^a T_a) U_μ(x) is
 *   dS/dq^a = Re [ X(x)† i T_a V_μ(x) Y(x+μ) − Y(x)† i T_a V_μ(x) X(x+μ) ],
 * because d(A⁻¹) = −A⁻¹ dA A⁻¹ and D₀ is antihermitian. If φ lives on one parity only, each term lives on the
 * links that leave one parity.
 *
 * Reference: S. A. Gottlieb, W. Liu, D. Toussaint, R. L. Renken and R. L. Sugar, Phys. Rev. D 35, 2531 (1987).
 */

import { forEachDirection, theories } from '../../gauge/index.ts';
import { algebra, apply, colourVectors, type Group, innerProduct, links } from '../../group/index.ts';
import { input, kernelFamily, parameter, reals, siteKernel, sum, update } from '../../kernel/index.ts';
import type { Field } from '../../lattice/index.ts';
import { bothEnds } from '../bothEnds.ts';
import type { DerivativeSum } from '../derivative.ts';
import type { StaggeredOperator } from './operator.ts';
import { phaseField } from './phases.ts';

/** F^a_μ(x) += weight Re [ near(x)† i T_a V_μ(x) far(x+μ) ] */
export const bilinearForce = kernelFamily('staggeredForce', theories, (group: Group, dimension: number) =>
  siteKernel(
    'staggeredForce',
    dimension,
    {
      weight: parameter,
      V: input(bothEnds(group, dimension)),
      near: input(colourVectors(group)),
      far: input(colourVectors(group)),
      F: update(algebra(group, dimension)),
    },
    ({ weight, V, near, far, F }, x) =>
      forEachDirection(dimension, mu => {
        const here = near(x);
        const there = apply(V.ahead(mu), far(x.plus(mu)));
        const { graph } = weight;
        const force = F(mu).map((old, a) => {
          const unit = Array.from({ length: group.algebraSize }, (_, b) => graph.constant(a === b ? 1 : 0));
          const generator = group.algebraElement(unit);
          return old.add(innerProduct(here, apply(generator, there)).re.mul(weight));
        });
        F.set(mu, force);
      }),
  ),
);

/**
 * Σ_x Σ_μ Re [ near(x)† s_μ(x) U_μ(x) far(x+μ) ] with phases and boundary signs s; its adjoint with respect to U is an outer
 * product.
 */
const staggeredBilinear = kernelFamily('staggeredBilinear', theories, (group: Group, dimension: number) =>
  siteKernel(
    'staggeredBilinear',
    dimension,
    {
      signs: input(reals(dimension)),
      U: input(links(group, dimension)),
      near: input(colourVectors(group)),
      far: input(colourVectors(group)),
      total: sum,
    },
    ({ signs, U, near, far, total }, x) =>
      forEachDirection(dimension, mu => {
        const there = apply(U(mu, x), far(x.plus(mu)));
        total.add(innerProduct(near(x), there).re.mul(signs(mu)));
      }),
  ),
);

/** Prepares adding weight d(φ† X). X may live on one parity, Y = D₀ X then lives on the other. */
export function bindBilinear(
  { hops: V, group, lattice, boundary }: StaggeredOperator,
  X: Field,
  Y: Field,
  { kind, field }: DerivativeSum,
): (weight: number) => void {
  const on = (near: Field, far: Field) => {
    const sites = { sites: near.parity };
    if (kind === 'force') {
      const run = bilinearForce(group, lattice.dimension).bind({ V, near, far, F: field }, sites);
      return (weight: number) => void run({ weight });
    }
    const kernel = staggeredBilinear(group, lattice.dimension).adjoint(['U'], ['U']);
    const run = kernel.bind({ signs: phaseField(lattice, boundary), near, far, d_U: field }, sites);
    return (weight: number) => void run({ d_total: weight });
  };
  const [first, second] = [on(X, Y), on(Y, X)];
  return weight => {
    first(weight);
    second(-weight);
  };
}
