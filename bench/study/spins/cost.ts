/**
 * CPU time per independent sample at equal observables, 2 τ_int steps of a chain: exact Metropolis, exact HMC, and self-learning
 * with the linear model and with one and two layers (of the study of layers), on 6×6, J = 1, β = 20. The chains are those of
 * exactness.ts; what is missing there is made here.
 *
 *   node bench/study/spins/cost.ts [--out runs/spins]
 */
import { hmc, leapfrogQPQ, repeat, scheduleOf, selfLearning } from '../../../src/markov/index.ts';
import { formatEstimate } from '../../../src/measure/statistics/index.ts';
import { effectiveModel, spinMetropolis } from '../../../src/spin/index.ts';
import { linearModel } from './configurations.ts';
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

const learning = (name: string, effective: ReturnType<typeof linearModel>, updates: number, steps: number) =>
  part.row(name, () => {
    const chain = spinMetropolis({ action: effective, updates, width: 1 });
    const kernel = selfLearning({ action: exact, effective, chain, length: 1 });
    const { series, infos, seconds } = follow(kernel, { exact, start, seed: 2, steps });
    return { series, seconds, acceptance: infos.filter(({ accepted }) => accepted).length / infos.length };
  });
const linear = linearModel(points.half);
for (const updates of [36, 120, 360, 1080]) learning(`linear, ${updates} updates`, linear, updates, 3000);
const models = results<ModelRow>('layers').rows;
for (const layers of [1, 2, 4]) {
  const row = models.find(({ name }) => name === `transformer ${layers}, seed 1`);
  if (!row) continue;
  const model = storedInto(effectiveModel({ extents: points.half.extents, shells: 9, layers }), row.weights);
  learning(`transformer of ${layers}, 360 updates`, model, 360, 600);
}
for (const { name, series, seconds, acceptance } of part.rows) {
  const [m, s, e] = measured.map(quantity => estimateOf([series[quantity]]));
  const perStep = (1000 * seconds) / series.energy.length;
  console.log(
    `${name.padEnd(32)} m ${formatEstimate(m)} m_s ${formatEstimate(s)} e ${formatEstimate(e)} τ(m_s) ${s.tauInt.toFixed(2)}(${s.tauIntError.toFixed(2)}) ` +
      `acceptance ${acceptance?.toFixed(3)} ${perStep.toFixed(2)} ms per step, ${(2 * s.tauInt * perStep).toFixed(1)} ms per sample`,
  );
}
