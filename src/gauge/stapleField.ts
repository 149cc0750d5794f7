/**
 * The staples of one direction as a field, for sums of loops too long for one kernel:
 *   A_μ(n) = Σ_i c_i C_i(n),  C_i the staples of U_μ(n) in the loops i.
 * Kernels that the engine compiles well hold a few dozen matrix products, so each adds some of the staples.
 */
import { type Group, links, type MatrixReader, matrices } from '../group/index.ts';
import {
  input,
  kernelFamily,
  output,
  parameter,
  portions,
  type Real,
  type Site,
  siteKernel,
  update,
} from '../kernel/index.ts';
import type { Field } from '../lattice/index.ts';
import { plaquettes, type Staple, signedDirections, staples, type Word } from '../loops/index.ts';
import type { GaugeField } from './configuration.ts';
import { theories } from './kernels.ts';
import { transport } from './transport.ts';

/** Loops and the factor of their staples. */
export interface WeightedLoops {
  readonly words: readonly Word[];
  readonly coefficient: number;
}

/** Floating-point operations of a matrix product. */
export function productCost({ colours, linkSize }: Group): number {
  return linkSize === 4 ? 28 : 8 * colours ** 3 - 2 * colours ** 2;
}

/** A ← c · staples, or A ← A + c · staples. */
const addStaples = kernelFamily(
  'addStaples',
  () =>
    theories().flatMap(([group, dimension]) => {
      const found = staples(plaquettes(dimension), 0);
      return [false, true].map(adding => [group, dimension, found, adding] as const);
    }),
  (group: Group, dimension: number, list: readonly Staple[], adding: boolean) => {
    const roles = { c: parameter, U: input(links(group, dimension)) };
    const total = (U: MatrixReader, c: Real, x: Site) =>
      list
        .map(({ word, multiplicity }) =>
          multiplicity === 1 ? transport(U, word, x) : transport(U, word, x).scale(multiplicity),
        )
        .reduce((a, b) => a.add(b))
        .scale(c);
    const type = matrices(group, 1);
    return adding
      ? siteKernel('addStaples', dimension, { ...roles, A: update(type) }, ({ A, U, c }, x) =>
          A.set(0, A(0).add(total(U, c, x))),
        )
      : siteKernel('staples', dimension, { ...roles, A: output(type) }, ({ A, U, c }, x) => A.set(0, total(U, c, x)));
  },
);

/** Staples that begin alike together, so that they share products; as many in a piece as one kernel takes. */
function pieces(found: readonly Staple[], group: Group): Staple[][] {
  const key = ({ word }: Staple) => signedDirections(word).join(' ');
  const sorted = found.toSorted((a, b) => key(a).localeCompare(key(b)));
  return portions(sorted, ({ word }) => (word.steps.length - 1) * productCost(group), 'field');
}

/** Prepared work that holds memory until it is disposed of. */
export interface Prepared extends Disposable {
  (): void;
}

/** Prepares to write A_μ to a field of one matrix per site, at least at the sites `among` these, by default at all. */
export function stapleField(
  u: GaugeField,
  mu: number,
  loops: readonly WeightedLoops[],
  out: Field,
  among?: ArrayLike<number>,
): Prepared {
  const { group, lattice } = u;
  const parts = loops
    .flatMap(({ words, coefficient }) =>
      pieces(staples(words, mu, lattice.extents), group).map(list => ({ list, coefficient })),
    )
    .map(({ list, coefficient }, k) => {
      const kernel = addStaples(group, lattice.dimension, list, k > 0);
      return { bound: kernel.bind({ U: u.field, A: out }, among ? { among } : {}), c: coefficient };
    });
  const run = () => {
    if (parts.length === 0) out.fill(0);
    for (const { bound, c } of parts) bound({ c });
  };
  const dispose = () => {
    for (const { bound } of parts) bound.free();
  };
  return Object.assign(run, { [Symbol.dispose]: dispose });
}
