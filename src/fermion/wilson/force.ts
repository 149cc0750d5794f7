/**
 * The derivative of Wilson bilinears with respect to the links: along U_mu(x) -> exp(i q^a T_a) U_mu(x),
 *   d Re <Y, H X> / dq^a = Re [ Y(x)† (1 - gamma_mu) i T_a V_mu(x) X(x+mu) + X(x)† (1 + gamma_mu) i T_a V_mu(x) Y(x+mu) ].
 * Spin is traced with half spinors: (1 -+ gamma_mu) = P with Y† P X = p(Y)† p(X), p(psi) = psi_upper -+ G_mu psi_lower.
 */
import { forEachDirection } from '../../gauge/index.ts';
import { algebra, apply, type Complex, type Group, links, type Matrix } from '../../group/index.ts';
import { input, kernelFamily, type Parity, parameter, type Real, siteKernel, update } from '../../kernel/index.ts';
import type { Field } from '../../lattice/index.ts';
import { project, type Spinor, spinors } from '../spinor/spinors.ts';
import { spinorTheories } from './dslash.ts';
import type { WilsonOperator } from './operator.ts';

/** M_ij = sum over spins of a_i conj(b_j) */
function outer(a: Spinor, b: Spinor): Complex[][] {
  return a[0].map((_, i) =>
    b[0].map((_, j) =>
      a.map((vector, s) => vector[i].mul(b[s][j].conjugate())).reduce((total, term) => total.add(term)),
    ),
  );
}

/** Re tr(i T_a M) for all a. */
function alongGenerators(group: Group, M: readonly (readonly Complex[])[]): Real[] {
  const { graph } = M[0][0].re;
  return Array.from({ length: group.algebraSize }, (_, a) => {
    const unit = Array.from({ length: group.algebraSize }, (_, b) => graph.constant(a === b ? 1 : 0));
    const generator = group.algebraElement(unit);
    return M.flatMap((row, j) => row.map((z, i) => generator.entry(i, j).mul(z).re)).reduce((sum, term) =>
      sum.add(term),
    );
  });
}

/** X and Y at the site of a link and at its end. */
interface Ends {
  readonly nearX: Spinor;
  readonly nearY: Spinor;
  readonly farX: Spinor;
  readonly farY: Spinor;
}

/** d Re <Y, H X> / dq^a for one link in direction mu. */
export function hopForce(
  group: Group,
  dimension: number,
  mu: number,
  link: Matrix,
  { nearX, nearY, farX, farY }: Ends,
): Real[] {
  const across = (far: Spinor, near: Spinor, sign: 1 | -1) => {
    const carried = project(far, dimension, mu, sign).map(vector => apply(link, vector));
    return outer(carried, project(near, dimension, mu, sign));
  };
  const one = across(farX, nearY, -1);
  const two = across(farY, nearX, 1);
  return alongGenerators(
    group,
    one.map((row, i) => row.map((z, j) => z.add(two[i][j]))),
  );
}

/** F^a_mu(x) += weight d Re <Y, H X> / dq^a; near on the sites of the launch, far on their neighbours. */
export const wilsonForce = kernelFamily('wilsonForce', spinorTheories, (group: Group, dimension: number) => {
  const spinor = spinors(group, dimension);
  return siteKernel(
    'wilsonForce',
    dimension,
    {
      weight: parameter,
      V: input(links(group, dimension)),
      nearX: input(spinor),
      nearY: input(spinor),
      farX: input(spinor),
      farY: input(spinor),
      F: update(algebra(group, dimension)),
    },
    ({ weight, V, nearX, nearY, farX, farY, F }, x) =>
      forEachDirection(dimension, mu => {
        const there = x.plus(mu);
        const ends = { nearX: nearX(x), nearY: nearY(x), farX: farX(there), farY: farY(there) };
        const force = hopForce(group, dimension, mu, V(mu, x), ends);
        F.set(
          mu,
          F(mu).map((old, a) => old.add(force[a].mul(weight))),
        );
      }),
  );
});

/** A spinor field on the even and on the odd sites. */
export interface Halves {
  readonly even: Field;
  readonly odd: Field;
}

/** Prepares force += weight d Re <Y, H X> / dq over all links. */
export function bindHoppingForce(
  { links: V, group, lattice }: WilsonOperator,
  X: Halves,
  Y: Halves,
  force: Field,
): (weight: number) => void {
  const kernel = wilsonForce(group, lattice.dimension);
  const from = (near: Parity & keyof Halves, far: Parity & keyof Halves) =>
    kernel.bind({ V, nearX: X[near], nearY: Y[near], farX: X[far], farY: Y[far], F: force }, { sites: near });
  const [first, second] = [from('even', 'odd'), from('odd', 'even')];
  return weight => {
    first({ weight });
    second({ weight });
  };
}
