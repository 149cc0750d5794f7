/**
 * What an independent sample costs, 2 τ_int steps of a chain: exact Metropolis, exact HMC, and self-learning with the models of
 * layers.ts, by local updates or HMC on the model, at J = 1, β = 20 on 6×6 and, with the weights of 6×6 divided among images, on
 * 8×8. First the chains, then the times of all samplers in turn, the fastest round of each; both are kept.
 *
 *   node bench/study/spins/cost.ts [--out runs/spins] [--lattice 6|8]
 */
import { hmc, leapfrogQPQ, repeat, scheduleOf, selfLearning } from '../../../src/markov/index.ts';
import { formatEstimate } from '../../../src/measure/statistics/index.ts';
import { type EffectiveModel, effectiveModel, spinMetropolis, takeWeights } from '../../../src/spin/index.ts';
import { option } from '../runs.ts';
import { type ModelRow, storedInto } from './layers.ts';
import { equilibrated, estimateOf, exactModel, follow, measured, points, type SpinChain } from './points.ts';
import { results } from './results.ts';

const L = Number(option('lattice', '6'));
const extents = [L, L];
const exact = exactModel({ ...points.half, extents });
const start = equilibrated(exact, 1, 200);
const models = results<ModelRow>('layers').rows;
const distances = [1, 2, 4, 5, 8, 9, 10, 13, 18];

/** The one of that kind and depth with the lowest MSE of what it learnt from. */
function trained(kind: string, layers: number): EffectiveModel | undefined {
  const [best] = models
    .filter(row => row.layers === layers && (layers === 0 || row.kind === kind))
    .toSorted((a, b) => a.learntMse - b.learntMse);
  if (!best) return;
  const { kind: of } = best;
  const model = effectiveModel({ extents, shells: distances, layers, kind: of });
  takeWeights(model, storedInto(effectiveModel({ ...points.half, shells: distances, layers, kind: of }), best.weights));
  return model;
}

interface Sampler {
  readonly name: string;
  readonly chain: SpinChain<{ readonly accepted?: boolean }>;
  readonly steps: number;
}
const trajectory = scheduleOf(repeat(8, leapfrogQPQ()), 1);
const local = 10 * exact.sites;
const samplers: Sampler[] = [
  {
    name: 'exact Metropolis, 4 sweeps',
    chain: spinMetropolis({ action: exact, updates: 4 * exact.sites, width: 1 }) as unknown as Sampler['chain'],
    steps: L === 6 ? 1000 : 300,
  },
  { name: 'exact HMC, 8 steps', chain: hmc({ action: exact, schedule: trajectory }), steps: L === 6 ? 1000 : 400 },
];
for (const [kind, layers, slower] of [
  ['linear', 0, 1],
  ['transformer', 1, 2],
  ['transformer', 2, 3],
  ['transformer', 4, 5],
  ['convolution', 2, 3],
] as const) {
  const effective = trained(kind, layers);
  if (!effective) continue;
  const learnt = (chain: SpinChain, length: number) =>
    selfLearning({ action: exact, effective, chain, length }) as unknown as Sampler['chain'];
  const byUpdates = spinMetropolis({ action: effective, updates: local, width: 1 });
  const byTrajectories = hmc({ action: effective, schedule: trajectory });
  const name = `SLMC, ${kind}${layers > 0 ? ` of ${layers}` : ''}`;
  const steps = Math.round(3000 / slower);
  samplers.push(
    {
      name: `${name}, ${local} updates`,
      chain: learnt(byUpdates, 1),
      steps: layers === 0 ? steps : L === 6 ? 400 : 200,
    },
    { name: `${name}, 1 × HMC`, chain: learnt(byTrajectories, 1), steps },
    { name: `${name}, 3 × HMC`, chain: learnt(byTrajectories, 3), steps },
  );
}

interface Row {
  readonly name: string;
  readonly series: Record<(typeof measured)[number], number[]>;
  readonly acceptance: number;
}
const part = results<Row>(`cost-${L}`);
for (const { name, chain, steps } of samplers) {
  part.row(name, () => {
    const { series, infos } = follow(chain, { exact, start, seed: 2, steps });
    return { series, acceptance: infos.filter(({ accepted = true }) => accepted).length / infos.length };
  });
}
const times = results<{ readonly name: string; readonly milliseconds: Record<string, number> }>(`times-${L}`).row(
  'all',
  () => {
    const milliseconds: Record<string, number> = {};
    for (let round = 0; round < 5; round++) {
      for (const { name, chain } of samplers) {
        const steps = Math.max(2, Math.ceil(100 / (milliseconds[name] ?? 50)));
        const { seconds } = follow(chain, { exact, start, seed: 3, steps });
        milliseconds[name] = Math.min(milliseconds[name] ?? Number.POSITIVE_INFINITY, (1000 * seconds) / steps);
      }
    }
    return { milliseconds };
  },
).milliseconds;
for (const { name, series, acceptance } of part.rows) {
  const [m, s, e] = measured.map(quantity => estimateOf([series[quantity]]));
  const slowest = [m, s, e].reduce((a, b) => (b.tauInt > a.tauInt ? b : a));
  const sample = (tau: number) => (2 * tau * times[name]).toFixed(1);
  console.log(
    `${L}×${L} ${name.padEnd(36)} m ${formatEstimate(m)} m_s ${formatEstimate(s)} e ${formatEstimate(e)} acceptance ${acceptance.toFixed(3)} ` +
      `τ(m_s) ${s.tauInt.toFixed(2)}(${s.tauIntError.toFixed(2)}) longest ${slowest.tauInt.toFixed(2)}(${slowest.tauIntError.toFixed(2)}) ` +
      `${times[name].toFixed(2)} ms per step, ${sample(s.tauInt)}(${sample(s.tauIntError)}) per sample of m_s, ` +
      `${sample(slowest.tauInt)}(${sample(slowest.tauIntError)}) of the slowest`,
  );
}
