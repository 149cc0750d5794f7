/**
 * Site kernels of gauge-covariant layers. Everything here transforms like a link, n → n + μ, or is invariant.
 *
 * Pair fields hold one matrix per ordered pair of directions (μ, ν), μ ≠ ν, in the order of `pairsOf`.
 */

import { carried, type Side, theories } from '../../gauge/index.ts';
import { type Group, links, matrices } from '../../group/index.ts';
import { input, kernelFamily, output, siteKernel } from '../../kernel/index.ts';

/** A link in direction μ and the direction ν ≠ μ along which it looks; `index` is their place among all pairs. */
export interface Pair {
  readonly mu: number;
  readonly nu: number;
  readonly index: number;
}

/** All pairs, or those whose ν is one of `along`. */
export function pairsOf(dimension: number, along?: readonly number[]): readonly Pair[] {
  const directions = Array.from({ length: dimension }, (_, mu) => mu);
  return directions
    .flatMap(mu => (along ?? directions).filter(nu => nu !== mu).map(nu => ({ mu, nu })))
    .map((pair, index) => ({ ...pair, index }));
}

const sides = () =>
  theories().flatMap(([group, dimension]) =>
    (['forward', 'backward'] as const).map(side => [group, dimension, side] as const),
  );

/** F_{μν; 1} or B_{μν; 1} of the links X, for all pairs or those along chosen ν. */
export const firstStaples = kernelFamily(
  'firstStaples',
  sides,
  (group: Group, dimension: number, side: Side, along?: readonly number[]) => {
    const pairs = pairsOf(dimension, along);
    return siteKernel(
      'firstStaples',
      dimension,
      { X: input(links(group, dimension)), T: output(matrices(group, pairs.length)) },
      ({ X, T }, x) => {
        for (const { mu, nu, index } of pairs)
          T.set(
            index,
            carried(side, X, at => X(mu, at), [mu, nu], x),
          );
      },
    );
  },
);

/** F_{μν; s+1} from F_{μν; s} (or B): one more step of the ladder along ν. */
export const longerStaples = kernelFamily(
  'longerStaples',
  sides,
  (group: Group, dimension: number, side: Side, along?: readonly number[]) => {
    const pairs = pairsOf(dimension, along);
    const type = matrices(group, pairs.length);
    return siteKernel(
      'longerStaples',
      dimension,
      { X: input(links(group, dimension)), S: input(type), T: output(type) },
      ({ X, S, T }, x) => {
        for (const { mu, nu, index } of pairs)
          T.set(
            index,
            carried(side, X, at => S(index, at), [mu, nu], x),
          );
      },
    );
  },
);
