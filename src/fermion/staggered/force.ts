/**
 * The derivative of staggered bilinears with respect to the links.
 *
 * For X = (m^2 + s - D_0 D_0)^-1 phi and Y = D_0 X, the derivative of phi† X along U_mu(x) -> exp(i q^a T_a) U_mu(x) is
 *   dS/dq^a = Re [ X(x)† i T_a V_mu(x) Y(x+mu) - Y(x)† i T_a V_mu(x) X(x+mu) ],
 * because d(A^-1) = -A^-1 dA A^-1 and D_0 is antihermitian. If phi lives on one parity only, each term lives on the
 * links that leave one parity.
 *
 * Reference: S. A. Gottlieb, W. Liu, D. Toussaint, R. L. Renken and R. L. Sugar, Phys. Rev. D 35, 2531 (1987).
 */

import { forEachDirection, theories } from '../../gauge/index.ts';
import { algebra, apply, colourVectors, type Group, innerProduct, links } from '../../group/index.ts';
import { input, kernelFamily, parameter, siteKernel, update } from '../../kernel/index.ts';
import type { Field } from '../../lattice/index.ts';
import type { StaggeredOperator } from './operator.ts';

/** F^a_mu(x) += weight Re [ near(x)† i T_a V_mu(x) far(x+mu) ] */
export const bilinearForce = kernelFamily('staggeredForce', theories, (group: Group, dimension: number) =>
  siteKernel(
    'staggeredForce',
    dimension,
    {
      weight: parameter,
      V: input(links(group, dimension)),
      near: input(colourVectors(group)),
      far: input(colourVectors(group)),
      F: update(algebra(group, dimension)),
    },
    ({ weight, V, near, far, F }, x) =>
      forEachDirection(dimension, mu => {
        const here = near(x);
        const there = apply(V(mu, x), far(x.plus(mu)));
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

/** Prepares force += weight d(phi† X)/dq. X may live on one parity, Y = D_0 X then lives on the other. */
export function bindBilinearForce(
  { links: V, group, lattice }: StaggeredOperator,
  X: Field,
  Y: Field,
  force: Field,
): (weight: number) => void {
  const kernel = bilinearForce(group, lattice.dimension);
  const first = kernel.bind({ V, near: X, far: Y, F: force }, { sites: X.parity });
  const second = kernel.bind({ V, near: Y, far: X, F: force }, { sites: Y.parity });
  return weight => {
    first({ weight });
    second({ weight: -weight });
  };
}
