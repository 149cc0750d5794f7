/**
 * The derivative of Wilson bilinears with respect to the links: along U_μ(x) → exp(i q^a T_a) U_μ(x),
 *   d Re ⟨Y, H X⟩ / dq^a = Re [ Y(x)† (1 − γ_μ) i T_a V_μ(x) X(x+μ) + X(x)† (1 + γ_μ) i T_a V_μ(x) Y(x+μ) ].
 * Spin is traced with half spinors: (1 ∓ γ_μ) = P with Y† P X = p(Y)† p(X), p(ψ) = ψ_upper ∓ G_μ ψ_lower.
 */
import { forEachDirection } from '../../gauge/index.ts';
import {
  algebra,
  apply,
  type Complex,
  type Group,
  groupNamed,
  innerProduct,
  links,
  type Matrix,
} from '../../group/index.ts';
import { input, kernelFamily, parameter, type Real, reals, siteKernel, sum, update } from '../../kernel/index.ts';
import type { Field } from '../../lattice/index.ts';
import { bothEnds } from '../bothEnds.ts';
import type { DerivativeSum } from '../derivative.ts';
import { project, type Spinor, slices } from '../spinor/spinors.ts';
import { timesPhase } from './boundary.ts';
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

/** d Re ⟨Y, H X⟩ / dq^a for one link in direction μ. */
function hopForce(
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

/** Re [ Y(x)† (1 − γ_μ) V X(x+μ) + X(x)† (1 + γ_μ) V Y(x+μ) ] for one link in direction μ. */
function hopBilinear(dimension: number, mu: number, link: Matrix, { nearX, nearY, farX, farY }: Ends): Real {
  const across = (far: Spinor, near: Spinor, sign: 1 | -1) => {
    const here = project(near, dimension, mu, sign);
    return project(far, dimension, mu, sign)
      .map((vector, s) => innerProduct(here[s], apply(link, vector)).re)
      .reduce((total, term) => total.add(term));
  };
  return across(farX, nearY, -1).add(across(farY, nearX, 1));
}

const examples = () =>
  [
    ...spinorTheories().map(([group, dimension]) => [group, dimension, 1, 0] as const),
    [groupNamed('SU(2)'), 4, 2, 1],
    [groupNamed('U(1)'), 2, 3, 0],
  ] as const;

/** The spinor fields of both kernels, `count` spinors per site. */
const endsOf = (group: Group, dimension: number, count: number) => {
  const spinor = input(slices(group, dimension, count));
  return { nearX: spinor, nearY: spinor, farX: spinor, farY: spinor };
};

/** F^a_μ(x) += weight d Re ⟨Y_s, H X_s⟩ / dq^a; near on the sites of the launch, far on their neighbours. */
export const wilsonForce = kernelFamily(
  'wilsonForce',
  examples,
  (group: Group, dimension: number, count: number, s: number) =>
    siteKernel(
      'wilsonForce',
      dimension,
      {
        weight: parameter,
        V: input(bothEnds(group, dimension)),
        ...endsOf(group, dimension, count),
        F: update(algebra(group, dimension)),
      },
      ({ weight, V, nearX, nearY, farX, farY, F }, x) =>
        forEachDirection(dimension, mu => {
          const there = x.plus(mu);
          const ends = { nearX: nearX(s, x), nearY: nearY(s, x), farX: farX(s, there), farY: farY(s, there) };
          const force = hopForce(group, dimension, mu, V.ahead(mu), ends);
          F.set(
            mu,
            F(mu).map((old, a) => old.add(force[a].mul(weight))),
          );
        }),
    ),
);

/** Σ_x Σ_μ of `hopBilinear` for one s; its adjoint with respect to U is an outer product. */
const wilsonBilinear = kernelFamily(
  'wilsonBilinear',
  examples,
  (group: Group, dimension: number, count: number, s: number) =>
    siteKernel(
      'wilsonBilinear',
      dimension,
      {
        U: input(links(group, dimension)),
        phase: input(reals(2 * dimension)),
        ...endsOf(group, dimension, count),
        total: sum,
      },
      ({ U, phase, nearX, nearY, farX, farY, total }, x) =>
        forEachDirection(dimension, mu => {
          const there = x.plus(mu);
          const link = timesPhase(U(mu), phase(2 * mu), phase(2 * mu + 1));
          const ends = { nearX: nearX(s, x), nearY: nearY(s, x), farX: farX(s, there), farY: farY(s, there) };
          total.add(hopBilinear(dimension, mu, link, ends));
        }),
    ),
);

/** A spinor field on the even and on the odd sites. */
export interface Halves {
  readonly even: Field;
  readonly odd: Field;
}

/** Prepares adding weight d Re ⟨Y, H X⟩ over all links; X and Y are of `count` spinors per site, each by itself. */
export function bindHoppingDerivative(
  { hops: V, phases: phase, group, lattice }: WilsonOperator,
  X: Halves,
  Y: Halves,
  { kind, field }: DerivativeSum,
  count = 1,
): (weight: number) => void {
  const { dimension } = lattice;
  const runs = Array.from({ length: count }, (_, s) =>
    (['even', 'odd'] as const).map(near => {
      const far = near === 'even' ? 'odd' : 'even';
      const ends = { nearX: X[near], nearY: Y[near], farX: X[far], farY: Y[far] };
      const sites = { sites: near };
      if (kind === 'force') return wilsonForce(group, dimension, count, s).bind({ V, ...ends, F: field }, sites);
      const outer = wilsonBilinear(group, dimension, count, s).adjoint(['U'], ['U']);
      return outer.bind({ phase, ...ends, d_U: field }, sites);
    }),
  ).flat();
  return weight => {
    for (const run of runs) run({ weight, d_total: weight });
  };
}
