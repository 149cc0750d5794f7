/** The two site-local kernels of an attention block: scores, and the staples they weigh. */
import { forEachDirection, theories } from '../../gauge/index.ts';
import { algebra, type Group, links, matrices } from '../../group/index.ts';
import { input, kernelFamily, output, parameter, reals, several, siteKernel } from '../../kernel/index.ts';
import { activate, type LocalActivation } from './activation.ts';
import { pairsOf } from './kernels.ts';

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
  (group: Group, dimension: number, activation: LocalActivation, along?: readonly number[]) => {
    const pairs = pairsOf(dimension, along);
    return siteKernel(
      'scores',
      dimension,
      {
        Q: input(links(group, dimension)),
        TK: input(matrices(group, pairs.length)),
        U: input(links(group, dimension)),
        TU: input(matrices(group, pairs.length)),
        a: output(reals(pairs.length)),
      },
      ({ Q, TK, U, TU, a }) => {
        for (const { mu, index } of pairs) {
          const loop = Q(mu).mul(TK(index).dagger()).reTrace();
          const plain = U(mu).mul(TU(index).dagger()).reTrace();
          a.set(index, activate(activation, loop.sub(plain), group.colours));
        }
      },
    );
  },
);

const dimensions = () => [[2], [3], [4]] as const;

/** b = scale a + bias, for every pair. */
export const affineScores = kernelFamily('affineScores', dimensions, (dimension: number, along?: readonly number[]) => {
  const pairs = pairsOf(dimension, along);
  const type = reals(pairs.length);
  return siteKernel(
    'affineScores',
    dimension,
    { scale: parameter, bias: parameter, a: input(type), b: output(type) },
    ({ scale, bias, a, b }) => {
      for (const { index } of pairs) b.set(index, a(index).mul(scale).add(bias));
    },
  );
});

/** L_μ = ln Σ exp(a) over all scores of the link in direction μ. */
export const scoreNorms = kernelFamily(
  'scoreNorms',
  () => dimensions().map(([dimension]) => [dimension, 2] as const),
  (dimension: number, count: number, along?: readonly number[]) => {
    const pairs = pairsOf(dimension, along);
    return siteKernel(
      'scoreNorms',
      dimension,
      { a: several(count, input(reals(pairs.length))), L: output(reals(dimension)) },
      ({ a, L }) =>
        forEachDirection(dimension, mu => {
          const own = pairs.filter(pair => pair.mu === mu);
          const terms = a.flatMap(score => own.map(({ index }) => score(index).exp()));
          L.set(mu, terms.reduce((sum, term) => sum.add(term)).log());
        }),
    );
  },
);

/** b = gain exp(a − L_μ) */
export const normalisedScores = kernelFamily(
  'normalisedScores',
  dimensions,
  (dimension: number, along?: readonly number[]) => {
    const pairs = pairsOf(dimension, along);
    const type = reals(pairs.length);
    return siteKernel(
      'normalisedScores',
      dimension,
      { gain: parameter, a: input(type), L: input(reals(dimension)), b: output(type) },
      ({ gain, a, L, b }) => {
        for (const { mu, index } of pairs) b.set(index, a(index).sub(L(mu)).exp().mul(gain));
      },
    );
  },
);

/** C_μ = Σ_{ν, s} (a^F_s F_s + a^B_s B_s)(V), the staples of `attentionExponent` before they are closed. */
export const attentionSum = kernelFamily(
  'attentionSum',
  () => theories().map(([group, dimension]) => [group, dimension, 2] as const),
  (group: Group, dimension: number, reach: number, along?: readonly number[]) => {
    const pairs = pairsOf(dimension, along);
    return siteKernel(
      'attentionSum',
      dimension,
      {
        aF: several(reach, input(reals(pairs.length))),
        aB: several(reach, input(reals(pairs.length))),
        F: several(reach, input(matrices(group, pairs.length))),
        B: several(reach, input(matrices(group, pairs.length))),
        C: output(matrices(group, dimension)),
      },
      ({ aF, aB, F, B, C }) =>
        forEachDirection(dimension, mu => {
          const own = pairs.filter(pair => pair.mu === mu);
          const terms = own.flatMap(({ index }) =>
            F.flatMap((_, s) => [F[s](index).scale(aF[s](index)), B[s](index).scale(aB[s](index))]),
          );
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
  (group: Group, dimension: number, reach: number, tied: boolean, along?: readonly number[]) => {
    const pairs = pairsOf(dimension, along);
    return siteKernel(
      'attentionExponent',
      dimension,
      {
        aF: several(reach, input(reals(pairs.length))),
        aB: several(tied ? 0 : reach, input(reals(pairs.length))),
        F: several(reach, input(matrices(group, pairs.length))),
        B: several(reach, input(matrices(group, pairs.length))),
        closing: input(links(group, dimension)),
        A: output(algebra(group, dimension)),
      },
      ({ aF, aB, F, B, closing, A }) => {
        forEachDirection(dimension, mu => {
          const own = pairs.filter(pair => pair.mu === mu);
          const terms = own.flatMap(({ index }) =>
            F.flatMap((_, s) => [F[s](index).scale(aF[s](index)), B[s](index).scale((tied ? aF : aB)[s](index))]),
          );
          const total = terms.reduce((a, b) => a.add(b));
          A.set(mu, group.project(total.mul(closing(mu).dagger())));
        });
      },
    );
  },
);
