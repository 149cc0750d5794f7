/**
 * Kernels that update the links of one direction, in place.
 *
 * `linkUpdate` adds up the staples and moves the link in one go: for loops whose staples hold links of the same
 * direction only at sites of the other parity, as those of plaquettes. The kernel room checks that when the kernel is
 * traced. `linkUpdateFrom` takes the staples from a field, and moves the links of one colour, for all other loops.
 */
import { stapleLines, theories, weightedStaples, wordsFromText, wordsToText } from '../../gauge/index.ts';
import { type Group, links, matrices } from '../../group/index.ts';
import { inPlace, input, kernelFamily, parameter, type Real, reals, siteKernel, sum } from '../../kernel/index.ts';
import { plaquettes } from '../../loops/index.ts';
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

/** Handles of the roles that not all updates have. */
interface Extras {
  readonly R?: (component: number) => Real;
  readonly step?: Real;
  readonly tally?: { add(value: Real): void };
}

function roles(group: Group, dimension: number, { move, count }: LinkUpdate) {
  const uniforms = uniformsFor(move, group, count);
  return {
    U: inPlace(links(group, dimension)),
    ...(uniforms > 0 ? { R: input(uniformNumbers(uniforms)), tally: sum } : {}),
    ...(move === 'metropolis' ? { step: parameter } : {}),
  };
}

const optionsOf = (group: Group, { move, count }: LinkUpdate, { R, step }: Extras) => ({
  group,
  count,
  uniform: Array.from({ length: uniformsFor(move, group, count) }, (_, k) => R!(k)),
  ...(step ? { step } : {}),
});

const coefficientRoles = (count: number) =>
  Object.fromEntries(Array.from({ length: count }, (_, i) => [`c${i}`, parameter]));

/**
 * Updates U_mu with the action −Σ_i c_i Σ Re tr W of the loops i, and −c Σ |tr W|² of the loops of the last list, if
 * `squared`. Parameters c0, c1, .., for metropolis also `step`; the sum `tally` as in moves.ts.
 */
export const linkUpdate = kernelFamily(
  'linkUpdate',
  () =>
    theories().flatMap(([group, dimension]) =>
      moves.map(({ move, count }) => {
        const squared = move === 'metropolis' && group.colours > 1;
        const loops = plaquettes(dimension);
        return [group, dimension, 1, wordsToText(squared ? [loops, loops] : [loops]), squared, move, count] as const;
      }),
    ),
  (group: Group, dimension: number, mu: number, loops: string, squared: boolean, move: Move, count: number) => {
    const lists = wordsFromText(loops, dimension);
    const update = { move, count };
    return siteKernel(
      `${move}`,
      dimension,
      { ...coefficientRoles(lists.length), ...roles(group, dimension, update) },
      ({ U, ...handles }, x) => {
        const coefficients = lists.map((_, i) => (handles as unknown as Record<string, Real>)[`c${i}`]);
        const plain = squared ? lists.slice(0, -1) : lists;
        const link = U(mu, x);
        const extras = handles as unknown as Extras;
        const staple = weightedStaples(U, x, mu, plain, coefficients) ?? link.scale(0);
        const around = squared
          ? { coupling: coefficients[plain.length], staples: stapleLines(U, x, mu, lists[plain.length]) }
          : undefined;
        const result = moved(
          move,
          link,
          { staple, ...(around ? { squared: around } : {}) },
          optionsOf(group, update, extras),
        );
        U.set(mu, result.link);
        extras.tally?.add(result.tally);
      },
    );
  },
);

/** Updates U_mu where component mu of K is `colour`, with the weight exp(Re tr U C†). */
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
        ...roles(group, dimension, update),
      },
      ({ U, K, C, colour, ...handles }) => {
        const extras = handles as unknown as Extras;
        const here = K(mu).sub(colour).abs().lessThan(0.5);
        const link = U(mu);
        const result = moved(move, link, { staple: C(0) }, optionsOf(group, update, extras));
        const old = link.components;
        U.set(mu, group.matrix(result.link.components.map((c, k) => here.select(c, old[k]))));
        extras.tally?.add(here.select(result.tally, 0));
      },
    );
  },
);
