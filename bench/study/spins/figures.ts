/**
 * Self-learning runs with the trained models of layers.ts, as run folders, so that `cask plot` draws them:
 *
 *   node bench/study/spins/figures.ts [--out runs/spins]
 *   cask plot runs/spins/depth/l* --figure acceptanceByLayers --out docs/results/spins/acceptance.svg
 *   cask plot runs/spins/depth/l* --figure lossByWeights --out docs/results/spins/loss.svg
 *   cask plot FILE --figure attention --weights runs/spins/depth/l1/weights.json --out docs/results/spins/attention.svg
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { formatEstimate } from '../../../src/measure/statistics/index.ts';
import { weightsToText } from '../../../src/network/index.ts';
import { effectiveModel } from '../../../src/spin/index.ts';
import { runAll, summaryOf } from '../runs.ts';
import { type ModelRow, storedInto } from './layers.ts';
import { points } from './points.ts';
import { folderOfStudy, results } from './results.ts';

const folder = `${folderOfStudy}/depth`;
mkdirSync(folder, { recursive: true });
const { extents, coupling, beta } = points.half;
const deepest = 6;
const rows = results<ModelRow>('layers').rows;
const runs = Array.from({ length: deepest + 1 }, (_, layers) => layers).flatMap(layers => {
  const row = rows.find(({ name }) => name === (layers === 0 ? 'linear' : `transformer ${layers}, seed 1`));
  if (!row) return [];
  const model = storedInto(effectiveModel({ extents, shells: 9, layers }), row.weights);
  const kind = layers === 0 ? 'linear' : 'transformer';
  const network = { kind, shells: 9, layers, ...(layers === 0 ? {} : { score: 'relu' }) };
  const name = `l${layers}`;
  const weights = `${folder}/${name}.json`;
  writeFileSync(weights, weightsToText(network, model.weights, { study: 'bench/study/spins/layers.ts' }));
  const run = { name, file: `${folder}/${name}.toml`, folder: `${folder}/${name}` };
  writeFileSync(
    run.file,
    `lattice.extent = [${extents.join(', ')}]
model = { kind = "doubleExchange", coupling = ${coupling}, beta = ${beta}, solver = "own" }
sampler = { kind = "slmc", chain = { kind = "metropolis", updates = 180, width = 1 } }
effective = { kind = "${kind}", ${layers === 0 ? '' : `layers = ${layers}, `}weights = "${weights}" }
schedule = { thermalise = 60, trajectories = 400, seed = ${layers + 1} }
measure.staggeredMagnetisation.every = 1
measure.energy.every = 1
output.configurations.every = 100
`,
  );
  return [run];
});
await runAll(runs, 1);
for (const run of runs) {
  const { estimates } = summaryOf(run);
  const shown = ['acceptance', 'staggeredMagnetisation', 'energy'].map(
    name => `${name} ${formatEstimate(estimates[name] as never)}`,
  );
  console.log(`${run.name}  ${shown.join('  ')}`);
}
