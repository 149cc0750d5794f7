/**
 * Loops in the adjoint representation: S = −(β/N²) Σ_n Σ_W |tr W(n)|², constants dropped.
 *
 * The trace of W in the adjoint representation is |tr W|² − 1. Other normalisations: β_A/(N² − 1) times that trace is our
 * β/N² times it with β = β_A N²/(N² − 1). With C_i the staples of U, one by one,
 *   dS/dq^a = (β/N²) n_T Σ_i project(2 tr(U C_i†)* U C_i†)^a.
 * For U(1) |tr W|² = 1: S is a constant and the force vanishes.
 *
 * Reference: G. Bhanot and M. Creutz, Phys. Rev. D 24, 3212 (1981).
 */
import { algebra, type Group, links } from '../group/index.ts';
import { inPlace, input, kernelFamily, parameter, type Real, siteKernel, sum } from '../kernel/index.ts';
import type { Field } from '../lattice/index.ts';
import { plaquettes, type Word } from '../loops/index.ts';
import type { GaugeField } from './configuration.ts';
import { forEachDirection, theories } from './kernels.ts';
import { transport } from './transport.ts';
import { stapleLines, timesComplex } from './weightedStaples.ts';

/** S / β */
const adjointValue = kernelFamily(
  'adjointAction',
  () => theories().map(([group, dimension]) => [group, dimension, plaquettes(dimension)] as const),
  (group: Group, dimension: number, words: readonly Word[]) =>
    siteKernel('adjointAction', dimension, { U: input(links(group, dimension)), S: sum }, ({ U, S }, x) => {
      const squares = words.map(path => transport(U, path, x).trace().squared());
      S.add(squares.reduce((a, b) => a.add(b)).mul(-1 / group.colours ** 2));
    }),
);

/** Adds dS/dq^a of direction μ. `extents` are needed only for words that wind around the lattice. */
const adjointForce = kernelFamily(
  'adjointForce',
  () => theories().map(([group, dimension]) => [group, dimension, 1, plaquettes(dimension), undefined] as const),
  (group: Group, dimension: number, mu: number, words: readonly Word[], extents: readonly number[] | undefined) =>
    siteKernel(
      'adjointForce',
      dimension,
      { beta: parameter, U: input(links(group, dimension)), F: inPlace(algebra(group, dimension)) },
      ({ beta, U, F }, x) => {
        const loopsHere = stapleLines(U, x, mu, words, extents).map(C => U(mu, x).mul(C.dagger()));
        const forces = loopsHere.map(W => group.project(timesComplex(W, W.trace().conjugate())));
        const factor = beta.mul((2 * group.generatorNorm) / group.colours ** 2);
        F.set(
          mu,
          F(mu).map((f, a) => forces.reduce((sum: Real, force) => sum.add(force[a].mul(factor)), f)),
        );
      },
    ),
);

export interface AdjointTerm {
  readonly words: readonly Word[];
  readonly beta: number;
}

export function adjointAction({ words, beta }: AdjointTerm, { field, group, lattice }: GaugeField): number {
  return beta * adjointValue(group, lattice.dimension, words).run({ U: field }).S;
}

/** out^a += dS/dq^a */
export function addAdjointForce({ words, beta }: AdjointTerm, { field, group, lattice }: GaugeField, out: Field): void {
  const { dimension, extents } = lattice;
  forEachDirection(dimension, mu => {
    adjointForce(group, dimension, mu, words, extents).run({ U: field, F: out, beta });
  });
}

/** out += dS/d(stored reals) */
export function addAdjointDifferential(
  { words, beta }: AdjointTerm,
  { field, group, lattice }: GaugeField,
  out: Field,
): void {
  const kernel = adjointValue(group, lattice.dimension, words).adjoint(['U'], ['U']);
  kernel.run({ U: field, d_S: beta, d_U: out });
}
