/** Links of neighbours as they are, in place of staples: what attention sees without parallel transport. */
import { type Side, theories } from '../../gauge/index.ts';
import { type Group, links, matrices } from '../../group/index.ts';
import { input, kernelFamily, output, siteKernel } from '../../kernel/index.ts';
import { pairsOf } from './kernels.ts';

const every = () =>
  theories().flatMap(([group, dimension]) =>
    (['forward', 'backward'] as const).map(side => [group, dimension, side] as const),
  );

/** T_{μν}(n) = X_μ(n ± ν) */
export const firstNeighbours = kernelFamily(
  'firstNeighbours',
  every,
  (group: Group, dimension: number, side: Side, along?: readonly number[]) => {
    const pairs = pairsOf(dimension, along);
    return siteKernel(
      'firstNeighbours',
      dimension,
      { X: input(links(group, dimension)), T: output(matrices(group, pairs.length)) },
      ({ X, T }, x) => {
        for (const { mu, nu, index } of pairs) {
          T.set(index, X(mu, side === 'forward' ? x.plus(nu) : x.minus(nu)).scale(1));
        }
      },
    );
  },
);

/** T_{μν}(n) = S_{μν}(n ± ν) */
export const furtherNeighbours = kernelFamily(
  'furtherNeighbours',
  every,
  (group: Group, dimension: number, side: Side, along?: readonly number[]) => {
    const pairs = pairsOf(dimension, along);
    const type = matrices(group, pairs.length);
    return siteKernel('furtherNeighbours', dimension, { S: input(type), T: output(type) }, ({ S, T }, x) => {
      for (const { nu, index } of pairs) {
        T.set(index, S(index, side === 'forward' ? x.plus(nu) : x.minus(nu)).scale(1));
      }
    });
  },
);
