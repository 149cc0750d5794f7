/**
 * How many configurations a model needs: MSE on configurations that were not learnt from, against the number of those that were,
 * for the linear model and one layer of each kind, with errors over three seeds of the first weights.
 *
 *   node bench/study/spins/demand.ts [--out runs/spins]
 */
import { formatEstimate } from '../../../src/measure/statistics/index.ts';
import { effectiveModel, fitCouplings, mseOf, part as partOf } from '../../../src/spin/index.ts';
import { configurations, divided } from './configurations.ts';
import { firstLayer, learn } from './layers.ts';
import { meanOf, points } from './points.ts';
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
    for (const seed of [1, 2, 3]) {
      part.row(`${kind} ${count}, seed ${seed}`, () => {
        const model = firstLayer(linear, kind, seed);
        return { count, learntMse: learn(model, some), testMse: mseOf(model, test) };
      });
    }
  }
}
for (const name of new Set(part.rows.map(row => row.name.replace(/, seed.*/, '')))) {
  const rows = part.rows.filter(row => row.name === name || row.name.startsWith(`${name}, `));
  const [learntMse, testMse] = (['learntMse', 'testMse'] as const).map(which => {
    const values = rows.map(row => row[which]);
    const shown = values.map(value => value.toFixed(4)).join(', ');
    return values.length > 1 ? `${formatEstimate(meanOf(values))}  (${shown})` : shown;
  });
  console.log(`${name.padEnd(20)} learnt ${learntMse}   test ${testMse}`);
}
