/** Site kernels of the hub of an attention block: what it sees of every link, its averages, and what links see of it. */
import { forEachDirection, theories } from '../../gauge/index.ts';
import { type Group, links, matrices } from '../../group/index.ts';
import { input, kernelFamily, output, parameter, reals, several, siteKernel, sum } from '../../kernel/index.ts';
import { pairsOf } from './kernels.ts';

/** p_μ(n) = Re tr[ Q_μ C_μ† ] / (N n_μ), C_μ a sum of n_μ staples; 0 where there is none. */
export const loopsAtLinks = kernelFamily(
  'loopsAtLinks',
  () => theories().map(([group, dimension]) => [group, Array.from({ length: dimension }, (_, mu) => 2 * mu)] as const),
  (group: Group, counts: readonly number[]) => {
    const dimension = counts.length;
    const roles = {
      Q: input(links(group, dimension)),
      C: input(matrices(group, dimension)),
      p: output(reals(dimension)),
    };
    return siteKernel('loopsAtLinks', dimension, roles, ({ Q, C, p }) =>
      forEachDirection(dimension, mu => {
        if (counts[mu] === 0) p.set(mu, 0);
        else
          p.set(
            mu,
            Q(mu)
              .mul(C(mu).dagger())
              .reTrace()
              .mul(1 / (group.colours * counts[mu])),
          );
      }),
    );
  },
);

/** Z = Σ exp(γ p) and Y = Σ p exp(γ p) over all links in some directions. */
export const hubSums = kernelFamily(
  'hubSums',
  () =>
    [
      [2, [0, 1]],
      [4, [3]],
    ] as const,
  (dimension: number, directions: readonly number[]) =>
    siteKernel(
      'hubSums',
      dimension,
      { gamma: parameter, p: input(reals(dimension)), Z: sum, Y: sum },
      ({ gamma, p, Z, Y }) => {
        for (const mu of directions) {
          const weight = p(mu).mul(gamma).exp();
          Z.add(weight);
          Y.add(weight.mul(p(mu)));
        }
      },
    ),
);

/** c_μ(n) = Σ_i η_i (Y_i / Z_i) p_{i,μ}(n), the score of a link with the hub. */
export const hubScores = kernelFamily(
  'hubScores',
  () =>
    [
      [2, 1],
      [4, 2],
    ] as const,
  (dimension: number, count: number) =>
    siteKernel(
      'hubScores',
      dimension,
      {
        eta: several(count, parameter),
        Y: several(count, parameter),
        Z: several(count, parameter),
        p: several(count, input(reals(dimension))),
        c: output(reals(dimension)),
      },
      ({ eta, Y, Z, p, c }) =>
        forEachDirection(dimension, mu => {
          const terms = p.map((invariant, i) => invariant(mu).mul(eta[i].mul(Y[i]).div(Z[i])));
          c.set(
            mu,
            terms.reduce((a, b) => a.add(b)),
          );
        }),
    ),
);

/** b = a + c_μ for every pair (μ, ν); without scores of neighbours c_μ. */
export const scoresWithHub = kernelFamily(
  'scoresWithHub',
  () =>
    [
      [2, 1],
      [4, 0],
    ] as const,
  (dimension: number, neighbours: 0 | 1, along?: readonly number[]) => {
    const pairs = pairsOf(dimension, along);
    return siteKernel(
      'scoresWithHub',
      dimension,
      {
        a: several(neighbours, input(reals(pairs.length))),
        c: input(reals(dimension)),
        b: output(reals(pairs.length)),
      },
      ({ a, c, b }) => {
        for (const { mu, index } of pairs)
          b.set(
            index,
            a.reduce((sum, own) => sum.add(own(index)), c(mu)),
          );
      },
    );
  },
);
