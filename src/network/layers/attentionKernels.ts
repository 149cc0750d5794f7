/** The two site-local kernels of an attention block: scores, and the staples they weigh. */
import { forEachDirection, forEachPair, theories } from '../../gauge/index.ts';
import { algebra, type Group, links, type Matrix, matrices } from '../../group/index.ts';
import { input, kernelFamily, output, reals, several, siteKernel } from '../../kernel/index.ts';
import { type Activation, activate } from './activation.ts';
import { pairIndex } from './kernels.ts';

/**
 * a_{μν}(n) = f( Re tr[ Q_μ T_{μν}(K)† ] − Re tr[ U_μ T_{μν}(U)† ] ), T the staples F_s or B_s:
 * the Wilson loop with a query as one side and keys as the others, minus the same loop of the input.
 */
export const scores = kernelFamily(
  'scores',
  () =>
    theories().flatMap(([group, dimension]) =>
      (['tan', 'relu', 'identity'] as const).map(f => [group, dimension, f] as const),
    ),
  (group: Group, dimension: number, activation: Activation) => {
    const pairs = dimension * (dimension - 1);
    return siteKernel(
      'scores',
      dimension,
      {
        Q: input(links(group, dimension)),
        TK: input(matrices(group, pairs)),
        U: input(links(group, dimension)),
        TU: input(matrices(group, pairs)),
        a: output(reals(pairs)),
      },
      ({ Q, TK, U, TU, a }) =>
        forEachPair(dimension, (mu, nu) => {
          const pair = pairIndex(mu, nu, dimension);
          const loop = Q(mu).mul(TK(pair).dagger()).reTrace();
          const plain = U(mu).mul(TU(pair).dagger()).reTrace();
          a.set(pair, activate(activation, loop.sub(plain), group.colours));
        }),
    );
  },
);

/**
 * The exponent Q_μ = TA( Σ_{ν, s} (a^F_s F_s + a^B_s B_s)(V) closing† ) of one head. `tied` uses the score of
 * the forward loop for both staples.
 */
export const attentionExponent = kernelFamily(
  'attentionExponent',
  () =>
    theories().flatMap(([group, dimension]) => [
      [group, dimension, 1, true] as const,
      [group, dimension, 2, false] as const,
    ]),
  (group: Group, dimension: number, reach: number, tied: boolean) => {
    const pairs = dimension * (dimension - 1);
    return siteKernel(
      'attentionExponent',
      dimension,
      {
        aF: several(reach, input(reals(pairs))),
        aB: several(tied ? 0 : reach, input(reals(pairs))),
        F: several(reach, input(matrices(group, pairs))),
        B: several(reach, input(matrices(group, pairs))),
        closing: input(links(group, dimension)),
        A: output(algebra(group, dimension)),
      },
      ({ aF, aB, F, B, closing, A }) => {
        forEachDirection(dimension, mu => {
          const terms: Matrix[] = [];
          forEachDirection(dimension, nu => {
            if (nu === mu) return;
            const pair = pairIndex(mu, nu, dimension);
            for (let s = 0; s < reach; s++) {
              terms.push(F[s](pair).scale(aF[s](pair)));
              terms.push(B[s](pair).scale((tied ? aF : aB)[s](pair)));
            }
          });
          const total = terms.reduce((a, b) => a.add(b));
          A.set(mu, group.project(total.mul(closing(mu).dagger())));
        });
      },
    );
  },
);
