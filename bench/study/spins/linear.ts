/**
 * Where the linear model is good: the acceptance of independent proposals of nine couplings on 6×6 against J, μ and the
 * temperature. 400 configurations each, three quarters of them to learn from.
 *
 *   node bench/study/spins/linear.ts [--out runs/spins]
 */
import { acceptanceFromMean } from '../../../src/measure/statistics/index.ts';
import { effectiveModel, fitCouplings, residualsOf } from '../../../src/spin/index.ts';
import { independentAcceptance, meanSquare } from './acceptance.ts';
import { configurations, divided } from './configurations.ts';
import { points } from './points.ts';
import { results } from './results.ts';

const part = results<{
  readonly name: string;
  readonly coupling: number;
  readonly chemicalPotential: number;
  readonly beta: number;
  readonly residuals: readonly number[];
}>('linear');
for (const [coupling, chemicalPotential, beta] of [
  [1, 0, 10],
  [1, 0, 20],
  [1, 0, 40],
  [2, 0, 20],
  [4, 0, 20],
  [8, 0, 20],
  [1, -1, 20],
  [2, -1, 20],
  [4, -3, 10],
  [4, -3, 20],
  [4, -3, 25],
  [4, -3, 30],
  [4, -3, 40],
]) {
  part.row(`J ${coupling}, μ ${chemicalPotential}, β ${beta}`, () => {
    const { learnt, test } = divided(
      configurations(
        `j${coupling}-m${chemicalPotential}-b${beta}-400`,
        { ...points.half, coupling, chemicalPotential, beta },
        400,
      ),
    );
    const model = effectiveModel({ extents: points.half.extents, shells: 9, layers: 0 });
    fitCouplings(model, learnt);
    return { coupling, chemicalPotential, beta, residuals: Array.from(residualsOf(model, test)) };
  });
}
for (const { name, residuals } of part.rows) {
  const mse = meanSquare(residuals);
  console.log(
    `${name.padEnd(16)} MSE ${mse.toFixed(3)}  A ${independentAcceptance(residuals).toFixed(3)}  erfc(√MSE/2) ${acceptanceFromMean(mse).toFixed(3)}  ` +
      `e^−√MSE ${Math.exp(-Math.sqrt(mse)).toFixed(3)}`,
  );
}
