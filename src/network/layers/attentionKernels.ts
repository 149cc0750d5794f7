/** The two site-local kernels of an attention block: scores, and the staples they weigh. */
import { forEachDirection, forEachPair, theories } from '../../gauge/index.ts';
import { algebra, type Group, links, type Matrix, matrices } from '../../group/index.ts';
import { input, kernelFamily, output, parameter, reals, several, siteKernel } from '../../kernel/index.ts';
import { activate, type LocalActivation } from './activation.ts';
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
  (group: Group, dimension: number, activation: LocalActivation) => {
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

const dimensions = () => [[2], [3], [4]] as const;

/** b = scale a + bias, for every pair. */
export const affineScores = kernelFamily('affineScores', dimensions, (dimension: number) => {
  const type = reals(dimension * (dimension - 1));
  return siteKernel(
    'affineScores',
    dimension,
    { scale: parameter, bias: parameter, a: input(type), b: output(type) },
    ({ scale, bias, a, b }) => {
      for (let pair = 0; pair < dimension * (dimension - 1); pair++) b.set(pair, a(pair).mul(scale).add(bias));
    },
  );
});

/** L_μ = ln Σ exp(a) over all scores of the link in direction μ. */
export const scoreNorms = kernelFamily(
  'scoreNorms',
  () => dimensions().map(([dimension]) => [dimension, 2] as const),
  (dimension: number, count: number) =>
    siteKernel(
      'scoreNorms',
      dimension,
      { a: several(count, input(reals(dimension * (dimension - 1)))), L: output(reals(dimension)) },
      ({ a, L }) =>
        forEachDirection(dimension, mu => {
          const terms = a.flatMap(score =>
            Array.from({ length: dimension - 1 }, (_, k) => score(mu * (dimension - 1) + k).exp()),
          );
          L.set(mu, terms.reduce((sum, term) => sum.add(term)).log());
        }),
    ),
);

/** b = gain exp(a − L_μ) */
export const normalisedScores = kernelFamily('normalisedScores', dimensions, (dimension: number) => {
  const type = reals(dimension * (dimension - 1));
  return siteKernel(
    'normalisedScores',
    dimension,
    { gain: parameter, a: input(type), L: input(reals(dimension)), b: output(type) },
    ({ gain, a, L, b }) =>
      forEachPair(dimension, (mu, nu) => {
        const pair = pairIndex(mu, nu, dimension);
        b.set(pair, a(pair).sub(L(mu)).exp().mul(gain));
      }),
  );
});

/** C_μ = Σ_{ν, s} (a^F_s F_s + a^B_s B_s)(V), the staples of `attentionExponent` before they are closed. */
export const attentionSum = kernelFamily(
  'attentionSum',
  () => theories().map(([group, dimension]) => [group, dimension, 2] as const),
  (group: Group, dimension: number, reach: number) => {
    const pairs = dimension * (dimension - 1);
    return siteKernel(
      'attentionSum',
      dimension,
      {
        aF: several(reach, input(reals(pairs))),
        aB: several(reach, input(reals(pairs))),
        F: several(reach, input(matrices(group, pairs))),
        B: several(reach, input(matrices(group, pairs))),
        C: output(matrices(group, dimension)),
      },
      ({ aF, aB, F, B, C }) =>
        forEachDirection(dimension, mu => {
          const terms: Matrix[] = [];
          forEachDirection(dimension, nu => {
            if (nu === mu) return;
            const pair = pairIndex(mu, nu, dimension);
            for (let s = 0; s < reach; s++) {
              terms.push(F[s](pair).scale(aF[s](pair)), B[s](pair).scale(aB[s](pair)));
            }
          });
          C.set(
            mu,
            terms.reduce((a, b) => a.add(b)),
          );
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
