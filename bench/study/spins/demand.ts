/**
 * How many configurations a model needs: MSE on configurations that were not learnt from, against the number of those that were,
 * for the linear model and one layer of each kind.
 *
 *   node bench/study/spins/demand.ts [--out runs/spins]
 */
import { effectiveModel, fitCouplings, mseOf, part as partOf } from '../../../src/spin/index.ts';
import { configurations, divided } from './configurations.ts';
import { firstLayer, learn } from './layers.ts';
import { points } from './points.ts';
import { results } from './results.ts';

const part = results<{
  readonly name: string;
  readonly count: number;
  readonly learntMse: number;
  readonly testMse: number;
}>('demand');
const { learnt, test } = divided(configurations('half-4000', points.half, 4000));
for (const count of [100, 300, 1000, 3000]) {
  const some = partOf(learnt, 0, count);
  const linear = effectiveModel({ extents: points.half.extents, shells: 9, layers: 0 });
  const bottom = fitCouplings(linear, some);
  part.row(`linear ${count}`, () => ({ count, learntMse: bottom, testMse: mseOf(linear, test) }));
  for (const kind of ['transformer', 'convolution', 'plain'] as const) {
    part.row(`${kind} ${count}`, () => {
      const model = firstLayer(linear, kind, 1);
      return { count, learntMse: learn(model, some), testMse: mseOf(model, test) };
    });
  }
}
for (const { name, learntMse, testMse } of part.rows) {
  console.log(`${name.padEnd(20)} learnt ${learntMse.toFixed(4)}   test ${testMse.toFixed(4)}`);
}
