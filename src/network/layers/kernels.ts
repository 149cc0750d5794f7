/**
 * Site kernels of gauge-covariant layers. Everything here transforms like a link, n → n + μ, or is invariant.
 *
 * Pair fields hold one matrix per ordered pair of directions (μ, ν), μ ≠ ν, at index `pairIndex`.
 */

import { carried, forEachPair, type Side, theories } from '../../gauge/index.ts';
import { type Group, links, matrices } from '../../group/index.ts';
import { input, kernelFamily, output, siteKernel } from '../../kernel/index.ts';

/** Position of the pair (μ, ν), μ ≠ ν, among the D (D − 1) pairs. */
export function pairIndex(mu: number, nu: number, dimension: number): number {
  return mu * (dimension - 1) + (nu < mu ? nu : nu - 1);
}

const sides = () =>
  theories().flatMap(([group, dimension]) =>
    (['forward', 'backward'] as const).map(side => [group, dimension, side] as const),
  );

/** F_{μν; 1} or B_{μν; 1} of the links X, for all pairs. */
export const firstStaples = kernelFamily('firstStaples', sides, (group: Group, dimension: number, side: Side) =>
  siteKernel(
    'firstStaples',
    dimension,
    { X: input(links(group, dimension)), T: output(matrices(group, dimension * (dimension - 1))) },
    ({ X, T }, x) =>
      forEachPair(dimension, (mu, nu) => {
        T.set(
          pairIndex(mu, nu, dimension),
          carried(side, X, at => X(mu, at), [mu, nu], x),
        );
      }),
  ),
);

/** F_{μν; s+1} from F_{μν; s} (or B): one more step of the ladder along ν. */
export const longerStaples = kernelFamily('longerStaples', sides, (group: Group, dimension: number, side: Side) => {
  const pairs = dimension * (dimension - 1);
  return siteKernel(
    'longerStaples',
    dimension,
    {
      X: input(links(group, dimension)),
      S: input(matrices(group, pairs)),
      T: output(matrices(group, pairs)),
    },
    ({ X, S, T }, x) =>
      forEachPair(dimension, (mu, nu) => {
        const pair = pairIndex(mu, nu, dimension);
        T.set(
          pair,
          carried(side, X, at => S(pair, at), [mu, nu], x),
        );
      }),
  );
});
