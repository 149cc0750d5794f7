/**
 * CPU time per independent sample at equal observables, 2 τ_int steps of a chain: exact Metropolis, exact HMC, and self-learning
 * with the linear model, one layer and four (of layers.ts), on 6×6, J = 1, β = 20. The chains are those of
 * exactness.ts; what is missing there is made here.
 *
 *   node bench/study/spins/cost.ts [--out runs/spins]
 */
import { hmc, leapfrogQPQ, repeat, scheduleOf, selfLearning } from '../../../src/markov/index.ts';
import { formatEstimate } from '../../../src/measure/statistics/index.ts';
import { type EffectiveModel, effectiveModel, spinMetropolis } from '../../../src/spin/index.ts';
import { type ModelRow, storedInto } from './layers.ts';
import { equilibrated, estimateOf, exactModel, follow, measured, points } from './points.ts';
import { results } from './results.ts';

interface Row {
  readonly name: string;
  readonly series: Record<(typeof measured)[number], number[]>;
  readonly seconds: number;
  readonly acceptance?: number;
}

const part = results<Row>('cost');
const exact = exactModel(points.half);
const start = equilibrated(exact, 1, 200);

part.row('exact HMC, 8 steps of 1', () => {
  const kernel = hmc({ action: exact, schedule: scheduleOf(repeat(8, leapfrogQPQ()), 1) });
  const { series, infos, seconds } = follow(kernel, { exact, start, seed: 1, steps: 600 });
  return { series, seconds, acceptance: infos.filter(({ accepted }) => accepted).length / infos.length };
});

const learning = (name: string, effective: EffectiveModel, updates: number, steps: number) =>
  part.row(name, () => {
    const chain = spinMetropolis({ action: effective, updates, width: 1 });
    const kernel = selfLearning({ action: exact, effective, chain, length: 1 });
    const { series, infos, seconds } = follow(kernel, { exact, start, seed: 2, steps });
    return { series, seconds, acceptance: infos.filter(({ accepted }) => accepted).length / infos.length };
  });
const models = results<ModelRow>('layers').rows;
for (const [name, layers, updates, steps] of [
  ['linear', 0, 36, 2000],
  ['linear', 0, 360, 2000],
  ['linear', 0, 1080, 2000],
  ['transformer 1, seed 1', 1, 360, 400],
  ['transformer 4, seed 1', 4, 360, 250],
] as const) {
  const row = models.find(found => found.name === name);
  if (!row) continue;
  const model = storedInto(effectiveModel({ extents: points.half.extents, shells: 9, layers }), row.weights);
  learning(`${layers} layers, ${updates} updates`, model, updates, steps);
}
for (const { name, series, seconds, acceptance } of part.rows) {
  const [m, s, e] = measured.map(quantity => estimateOf([series[quantity]]));
  const perStep = (1000 * seconds) / series.energy.length;
  console.log(
    `${name.padEnd(32)} m ${formatEstimate(m)} m_s ${formatEstimate(s)} e ${formatEstimate(e)} τ(m_s) ${s.tauInt.toFixed(2)}(${s.tauIntError.toFixed(2)}) ` +
      `acceptance ${acceptance?.toFixed(3)} ${perStep.toFixed(2)} ms per step, ${(2 * s.tauInt * perStep).toFixed(1)} ms per sample`,
  );
}
