/**
 * Through the crossover: staggered magnetisation of 6×6, J = 1 at half filling, against the temperature, by exact Metropolis and by
 * self-learning with a linear model that is fitted at each temperature. Run files, so that `cask plot` draws them:
 *
 *   node bench/study/spins/temperatures.ts [--out runs/spins]
 *   cask plot runs/spins/scan/t* --figure byTemperature --out docs/results/spins/temperature.svg
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { formatEstimate } from '../../../src/measure/statistics/index.ts';
import { runAll, summaryOf } from '../runs.ts';
import { folderOfStudy } from './results.ts';

const folder = `${folderOfStudy}/scan`;
mkdirSync(folder, { recursive: true });
const betas = [2.5, 5, 10, 20, 40];
const samplers = {
  exact: `sampler = { kind = "metropolis", updates = 144 }
schedule = { thermalise = 25, trajectories = 400, seed = 1 }`,
  slmc: `sampler = { kind = "slmc", chain = { kind = "metropolis", updates = 360, width = 1 } }
effective.kind = "linear"
training.batch = 50
schedule = { thermalise = 80, train = 120, trajectories = 1000, seed = 2 }`,
};
const runs = betas.flatMap(beta =>
  Object.entries(samplers).map(([kind, text]) => {
    const name = `t${beta}-${kind}`;
    const run = { name, file: `${folder}/${name}.toml`, folder: `${folder}/${name}` };
    writeFileSync(
      run.file,
      `lattice.extent = [6, 6]
model = { kind = "doubleExchange", coupling = 1, beta = ${beta}, solver = "own" }
${text}
measure.staggeredMagnetisation.every = 1
measure.energy.every = 1
`,
    );
    return run;
  }),
);
await runAll(runs, 1);
for (const run of runs) {
  const { estimates } = summaryOf(run);
  const shown = ['magnetisation', 'staggeredMagnetisation', 'energy', 'acceptance'].map(name => {
    const estimate = estimates[name];
    return estimate ? `${name} ${formatEstimate(estimate as never)}` : '';
  });
  console.log(`${run.name.padEnd(12)} ${shown.join('  ')}`);
}
