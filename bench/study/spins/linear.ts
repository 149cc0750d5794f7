/**
 * Where the linear model is good: the acceptance of independent proposals of nine couplings on 6×6 at half filling, against J and the
 * temperature. 600 configurations each, three quarters of them to learn from.
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
  readonly beta: number;
  readonly residuals: readonly number[];
}>('linear');
for (const beta of [10, 20, 40]) {
  for (const coupling of [1, 2, 4, 8]) {
    part.row(`J ${coupling}, β ${beta}`, () => {
      const { learnt, test } = divided(
        configurations(`j${coupling}-b${beta}-600`, { ...points.half, coupling, beta }, 600),
      );
      const model = effectiveModel({ extents: points.half.extents, shells: 9, layers: 0 });
      fitCouplings(model, learnt);
      return { coupling, beta, residuals: Array.from(residualsOf(model, test)) };
    });
  }
}
for (const { name, residuals } of part.rows) {
  const mse = meanSquare(residuals);
  console.log(
    `${name.padEnd(12)} MSE ${mse.toFixed(3)}  A ${independentAcceptance(residuals).toFixed(3)}  erfc(√MSE/2) ${acceptanceFromMean(mse).toFixed(3)}  ` +
      `e^−√MSE ${Math.exp(-Math.sqrt(mse)).toFixed(3)}`,
  );
}
