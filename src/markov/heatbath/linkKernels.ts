/**
 * Kernels that update the links of one direction, in place.
 *
 * `linkUpdate` adds up the staples and moves the link in one go: for loops whose staples hold links of the same
 * direction only at sites of the other parity, as those of plaquettes. The kernel room checks that when the kernel is
 * traced. `linkUpdateFrom` takes the staples from a field, and moves the links of one colour, for all other loops.
 */
import { stapleLines, theories, weightedStaples } from '../../gauge/index.ts';
import { type Group, links, matrices } from '../../group/index.ts';
import {
  type Handles,
  type Input,
  inPlace,
  input,
  kernelFamily,
  type Parameter,
  parameter,
  type Real,
  reals,
  type Sum,
  several,
  siteKernel,
  sum,
} from '../../kernel/index.ts';
import { plaquettes, type Word } from '../../loops/index.ts';
import { type Move, moved, uniformsFor } from './moves.ts';

/** What is done to a link, in a form that names a kernel. */
export interface LinkUpdate {
  readonly move: Move;
  /** Tries of the heatbath, hits of metropolis; 1 for overrelaxation. */
  readonly count: number;
}

const moves: readonly LinkUpdate[] = [
  { move: 'heatbath', count: 2 },
  { move: 'overrelaxation', count: 1 },
  { move: 'metropolis', count: 1 },
];

/** `count` numbers in (0, 1) per site. */
const uniformNumbers = (count: number) => ({
  ...reals(count),
  name: `${count} uniform numbers`,
  sample: (uniform: () => number) => Array.from({ length: count }, () => Math.max(uniform(), 2 ** -53)),
});

/** Roles that not all updates have. */
type Extras = {
  readonly R?: Input<(component: number) => Real>;
  readonly tally?: Sum;
  readonly step?: Parameter;
};

function extras(group: Group, { move, count }: LinkUpdate): Extras {
  const uniforms = uniformsFor(move, group, count);
  return {
    ...(uniforms > 0 ? { R: input(uniformNumbers(uniforms)), tally: sum } : {}),
    ...(move === 'metropolis' ? { step: parameter } : {}),
  };
}

const optionsOf = (group: Group, { move, count }: LinkUpdate, { R, step }: Handles<Extras>) => ({
  group,
  count,
  uniform: Array.from({ length: uniformsFor(move, group, count) }, (_, k) => R!(k)),
  ...(step ? { step } : {}),
});

/**
 * Updates U_μ with the action −Σ_i c_i Σ Re tr W of the loops i, and −c Σ |tr W|² of the loops of the last list, if
 * `squared`. Parameters `c`, one for each list, for metropolis also `step`; the sum `tally` as in moves.ts.
 */
export const linkUpdate = kernelFamily(
  'linkUpdate',
  () =>
    theories().flatMap(([group, dimension]) =>
      moves.map(({ move, count }) => {
        const squared = move === 'metropolis' && group.colours > 1;
        const loops = plaquettes(dimension);
        return [group, dimension, 1, squared ? [loops, loops] : [loops], squared, move, count] as const;
      }),
    ),
  (
    group: Group,
    dimension: number,
    mu: number,
    lists: readonly (readonly Word[])[],
    squared: boolean,
    move: Move,
    count: number,
  ) => {
    const update = { move, count };
    return siteKernel(
      `${move}`,
      dimension,
      {
        c: several(lists.length, parameter),
        U: inPlace(links(group, dimension)),
        ...extras(group, update),
      },
      ({ c, U, ...handles }, x) => {
        const plain = squared ? lists.slice(0, -1) : lists;
        const link = U(mu, x);
        const staple = weightedStaples(U, x, mu, plain, c) ?? link.scale(0);
        const around = squared
          ? { coupling: c[plain.length], staples: stapleLines(U, x, mu, lists[plain.length]) }
          : undefined;
        const result = moved(
          move,
          link,
          { staple, ...(around ? { squared: around } : {}) },
          optionsOf(group, update, handles),
        );
        U.set(mu, result.link);
        handles.tally?.add(result.tally);
      },
    );
  },
  { notDifferentiable: 'it draws a link from a distribution' },
);

/** Updates U_μ where component μ of K is `colour`, with the weight exp(Re tr U C†). */
export const linkUpdateFrom = kernelFamily(
  'linkUpdateFrom',
  () =>
    theories().flatMap(([group, dimension]) =>
      moves.map(({ move, count }) => [group, dimension, 1, move, count] as const),
    ),
  (group: Group, dimension: number, mu: number, move: Move, count: number) => {
    const update = { move, count };
    return siteKernel(
      `${move} of one colour`,
      dimension,
      {
        colour: parameter,
        K: input(reals(dimension)),
        C: input(matrices(group, 1)),
        U: inPlace(links(group, dimension)),
        ...extras(group, update),
      },
      ({ U, K, C, colour, ...handles }) => {
        const here = K(mu).sub(colour).abs().lessThan(0.5);
        const link = U(mu);
        const result = moved(move, link, { staple: C(0) }, optionsOf(group, update, handles));
        const old = link.components;
        U.set(mu, group.matrix(result.link.components.map((c, k) => here.select(c, old[k]))));
        handles.tally?.add(here.select(result.tally, 0));
      },
    );
  },
  { notDifferentiable: 'it draws a link from a distribution' },
);
