/**
 * Which network, trained on which loss, makes self-learning HMC accept most? Loss and acceptance against training step
 * at equal numbers of trajectories.
 *
 *   node bench/study/cask.ts [--jobs 1] [--out runs/cask]
 *
 * Writes docs/results/cask.md and its figures.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { acceptanceFromMean, formatEstimate } from '../../src/measure/statistics/index.ts';
import type { LogRecord } from '../../src/simulation/index.ts';
import { type Curve, curves } from './curves.ts';
import { type Loss, losses, type Network, networks, runFile, training } from './networks.ts';
import { option, recordsOf, runAll, type StudyRun } from './runs.ts';

const out = option('out', 'runs/cask');
/** Trajectories per point of a curve. */
const window = 80;

const runOf = ({ name }: Network, loss: Loss, seed: number): StudyRun => {
  const folder = `${out}/${name}-${loss}-${seed}`;
  return { name: `${name} ${loss} ${seed}`, file: `${folder}.toml`, folder };
};
const trainedOn = (loss: Loss) => networks.filter(network => network.losses.includes(loss));
const combinations = losses.flatMap(loss =>
  trainedOn(loss).flatMap(network =>
    training.seeds.map(seed => ({ network, loss, seed, run: runOf(network, loss, seed) })),
  ),
);
mkdirSync(out, { recursive: true });
for (const { network, loss, seed, run } of combinations) writeFileSync(run.file, runFile(network, loss, seed));
await runAll(
  combinations.map(({ run }) => run),
  Number(option('jobs', '1')),
);

const mean = (values: readonly number[]) => values.reduce((sum, v) => sum + v, 0) / values.length;
/** Mean over seeds with its standard error. */
function overSeeds(values: readonly number[]): { mean: number; error: number } {
  const centre = mean(values);
  const variance = values.reduce((sum, v) => sum + (v - centre) ** 2, 0) / (values.length - 1);
  return { mean: centre, error: Math.sqrt(variance / values.length) };
}

/** The chance with which each proposal was accepted: smoother than the decisions. */
const chance = ({ deltaH = 0 }: LogRecord) => Math.min(1, Math.exp(-deltaH));

function curveOf({ label }: Network, seeds: readonly LogRecord[][], value: (record: LogRecord) => number): Curve {
  const points = Array.from({ length: Math.floor(training.train / window) }, (_, k) => {
    const parts = seeds.map(records => mean(records.slice(k * window, (k + 1) * window).map(value)));
    const { mean: y, error } = overSeeds(parts);
    return { x: (k + 0.5) * window, y, error };
  });
  return { label, points };
}

const logs = new Map(combinations.map(({ run }) => [run.name, recordsOf(run)]));
const trainingOf = (network: Network, loss: Loss) =>
  training.seeds.map(seed => logs.get(runOf(network, loss, seed).name)!.filter(({ phase }) => phase === 'train'));
const productionOf = (network: Network, loss: Loss) =>
  training.seeds.map(seed => logs.get(runOf(network, loss, seed).name)!.filter(({ phase }) => phase === 'production'));

const folder = new URL('../../docs/results/', import.meta.url);
mkdirSync(new URL('cask/', folder), { recursive: true });
const figures: string[] = [];
for (const loss of losses) {
  for (const quantity of ['loss', 'acceptance'] as const) {
    const value = quantity === 'loss' ? (record: LogRecord) => record.loss! : chance;
    const drawn = trainedOn(loss).map(network => curveOf(network, trainingOf(network, loss), value));
    const file = `cask/${quantity}-${loss}.svg`;
    const caption = `${quantity} against training trajectory, loss "${loss}", mean of ${training.seeds.length} seeds`;
    const range: readonly [number, number] | undefined = quantity === 'acceptance' ? [0, 1] : lossRange(drawn);
    const figure = curves({ caption, xLabel: 'training trajectory', yLabel: quantity, curves: drawn, yRange: range });
    writeFileSync(new URL(file, folder), `${figure}\n`);
    figures.push(`![${caption}](${file})`);
  }
}

/** The first points may be far above everything that follows; room for the legend above the others. */
function lossRange(drawn: readonly Curve[]): [number, number] {
  const later = drawn.flatMap(({ points }) => points.slice(1).map(({ y, error }) => y + error));
  return [0, 1.6 * Math.max(...later)];
}

function row(network: Network, loss: Loss): string {
  const production = productionOf(network, loss);
  const accepted = overSeeds(production.map(records => mean(records.map(r => (r.accepted ? 1 : 0)))));
  const chances = overSeeds(production.map(records => mean(records.map(chance))));
  const deltaH = overSeeds(production.map(records => mean(records.map(r => r.deltaH ?? 0))));
  const last = overSeeds(trainingOf(network, loss).map(records => mean(records.slice(-200).map(r => r.loss!))));
  const cells = [
    network.label,
    String(network.weights),
    formatEstimate(last),
    formatEstimate(deltaH),
    formatEstimate(accepted),
    formatEstimate(chances),
    acceptanceFromMean(Math.max(0, deltaH.mean)).toFixed(3),
  ];
  return `| ${cells.join(' | ')} |`;
}

const tables = losses.map(
  loss => `### Loss "${loss}"

| network | weights | loss, last 200 | ⟨ΔH⟩ | accepted | ⟨min(1, e^−ΔH)⟩ | erfc(√⟨ΔH⟩/2) |
|---|---|---|---|---|---|---|
${trainedOn(loss)
  .map(network => row(network, loss))
  .join('\n')}

${figures.slice(2 * losses.indexOf(loss), 2 * losses.indexOf(loss) + 2).join('\n\n')}
`,
);

writeFileSync(
  new URL('cask-tables.md', folder),
  `# Training study: numbers

Made by \`node bench/study/cask.ts\`. SU(2), 4⁴, β = 2.7, m = 0.3, N_f = 4, effective mass ${training.effectiveMass};
${training.train} training trajectories (one change of the weights each; with "variance" every fourth), then frozen for
${training.trajectories}. Adam, rate 0.0005 for stout and 0.001 for CASK. Mean and standard error over
${training.seeds.length} seeds. Reading: [cask.md](cask.md).

${tables.join('\n')}`,
);
