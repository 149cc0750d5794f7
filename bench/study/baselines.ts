/**
 * The plainest surrogates of self-learning HMC: a factor on the heavy action, several heavy masses, gauge loops; and
 * networks on top of the factor. Acceptance over seeds, and what a trajectory costs.
 *
 *   node bench/study/baselines.ts [--mass 0.3] [--flavours 4] [--extent 4] [--seeds 5] [--only none-04,factor-04]
 *     [--thermalise 100] [--train 400] [--trajectories 800] [--jobs 1] [--out runs/baselines] [--write FILE.md]
 *
 * Trained for `train` trajectories and frozen for `trajectories`. Started again, it continues where it stopped.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { formatEstimate } from '../../src/measure/statistics/index.ts';
import type { LogRecord } from '../../src/simulation/index.ts';
import { hostDescription } from '../host.ts';
import { markdown } from '../table.ts';
import { type BaselineRow, baselineFile, baselineRows } from './baselineRows.ts';
import { option, recordsOf, runAll, type StudyRun } from './runs.ts';

const number = (name: string, fallback: number) => Number(option(name, String(fallback)));
const theory = { mass: number('mass', 0.3), flavours: number('flavours', 4), extent: number('extent', 4) };
const lengths = {
  thermalise: number('thermalise', 100),
  train: number('train', 400),
  trajectories: number('trajectories', 800),
};
const seeds = Array.from({ length: number('seeds', 5) }, (_, k) => k + 1);
const only = option('only', '').split(',').filter(Boolean);
const rows = only.length === 0 ? baselineRows : baselineRows.filter(({ name }) => only.includes(name));
const out = option('out', 'runs/baselines');

mkdirSync(out, { recursive: true });
const runOf = (row: BaselineRow, seed: number): StudyRun => {
  const folder = `${out}/${row.name}-${seed}`;
  return { name: `${row.name} ${seed}`, file: `${folder}.toml`, folder };
};
const runs = rows.flatMap(row =>
  seeds.map(seed => {
    const run = runOf(row, seed);
    writeFileSync(run.file, baselineFile({ row, seed, ...theory, ...lengths }));
    return run;
  }),
);
await runAll(runs, number('jobs', 1));

const mean = (values: readonly number[]) => values.reduce((sum, v) => sum + v, 0) / values.length;

/** Mean over seeds with its standard error. */
function overSeeds(values: readonly number[]): string {
  const centre = mean(values);
  const variance = values.reduce((sum, v) => sum + (v - centre) ** 2, 0) / (values.length - 1);
  return formatEstimate({ mean: centre, error: Math.sqrt(variance / values.length) });
}

function line(row: BaselineRow): string[] {
  const folders = seeds.map(seed => runOf(row, seed));
  const production = folders.map(run => recordsOf(run).filter(({ phase }) => phase === 'production'));
  const over = (of: (record: LogRecord) => number) => overSeeds(production.map(records => mean(records.map(of))));
  const seconds = folders.map(({ folder }, k) => {
    const times = readFileSync(`${folder}/timings.jsonl`, 'utf8').trimEnd().split('\n');
    const last = times.slice(-production[k].length).map(text => (JSON.parse(text) as { seconds: number }).seconds);
    return last.toSorted((a, b) => a - b)[Math.floor(last.length / 2)];
  });
  return [
    row.label,
    over(({ deltaH = 0 }) => Math.min(1, Math.exp(-deltaH))),
    over(({ accepted }) => (accepted ? 1 : 0)),
    over(({ deltaH = 0 }) => deltaH),
    mean(production.flat().map(({ extra }) => extra?.dslash ?? 0)).toFixed(0),
    (1000 * mean(seconds)).toFixed(1),
    learntBy(folders, row),
  ];
}

/** The weights at the end of training, means over seeds. */
function learntBy(folders: readonly StudyRun[], { effective, network }: BaselineRow): string {
  if (network === undefined && !effective?.includes('learn')) return '';
  const files = folders.map(({ folder }) => JSON.parse(readFileSync(`${folder}/weights.json`, 'utf8')));
  const names = Object.keys(files[0].weights).filter(
    name => /coefficient|loop/.test(name) || effective?.includes('masses'),
  );
  const shown = names.filter(name => name.startsWith('effective.'));
  return shown.map(name => `${name.slice(10)} ${overSeeds(files.map(({ weights }) => weights[name]))}`).join(', ');
}

const header = ['surrogate', '⟨min(1, e^−ΔH)⟩', 'accepted', '⟨ΔH⟩', 'D-slash', 'ms', 'learnt'];
const { mass, flavours, extent } = theory;
const page = `SU(2), ${extent}⁴, β = 2.7, m = ${mass}, N_f = ${flavours}; 20 × 1/20 leapfrog (QPQ); ${lengths.thermalise} trajectories thermalise,
${lengths.train} train, ${lengths.trajectories} are counted; mean and standard error over ${seeds.length} seeds. D-slash: applications of the
hopping term to the whole lattice, and milliseconds (median), for a trajectory of production; ${hostDescription()}.

${markdown(header, rows.map(line))}
`;
const file = option('write', '');
if (file === '') console.log(page);
else writeFileSync(file, page);
