/**
 * Weights of 6×6 on larger lattices: acceptance of self-learning on 8×8 and 10×10 with the linear model and one layer as they were
 * learnt, J = 1, β = 20. Block spins and couplings belong to the nine distances of 6×6. On 6×6 some of these are shared by several
 * images: there is one site at d² = 18, and there are four on 8×8. "Divided" weights are shared out among the images.
 *
 *   node bench/study/spins/transfer.ts [--out runs/spins]
 */
import { selfLearning } from '../../../src/markov/index.ts';
import { formatEstimate, gammaMethod } from '../../../src/measure/statistics/index.ts';
import { effectiveModel, spinMetropolis, takeWeights } from '../../../src/spin/index.ts';
import { type ModelRow, storedInto } from './layers.ts';
import { equilibrated, estimateOf, exactModel, follow, type measured, points } from './points.ts';
import { results } from './results.ts';

interface Row {
  readonly name: string;
  readonly series: Record<(typeof measured)[number], number[]>;
  readonly deltas: number[];
  readonly seconds: number;
}

const part = results<Row>('transfer');
const distances = [1, 2, 4, 5, 8, 9, 10, 13, 18];
const models = results<ModelRow>('layers').rows;
const learntAs = (wanted: string) => models.find(({ name }) => name === wanted)?.weights;
const updates = 36;
for (const [L, sweeps, steps] of [
  [6, 200, 600],
  [8, 80, 400],
  [10, 40, 200],
]) {
  const extents = [L, L];
  const exact = exactModel({ ...points.half, extents });
  const start = equilibrated(exact, 1, sweeps);
  for (const [kind, layers, weights] of [
    ['linear', 0, learntAs('linear')],
    ['transformer of 1', 1, learntAs('transformer 1, seed 1')],
  ] as const) {
    if (!weights) continue;
    for (const how of L === 6 ? ['as learnt'] : ['divided', 'as learnt'])
      part.row(`${L}×${L}, ${kind}, ${how}`, () => {
        const effective = effectiveModel({ extents, shells: distances, layers });
        if (how === 'as learnt') storedInto(effective, weights);
        else takeWeights(effective, storedInto(effectiveModel({ ...points.half, shells: distances, layers }), weights));
        const chain = spinMetropolis({ action: effective, updates, width: 1 });
        const kernel = selfLearning({ action: exact, effective, chain, length: 1 });
        const { series, infos, seconds } = follow(kernel, { exact, start, seed: 3, steps });
        return { series, seconds, deltas: infos.map(({ deltaH }) => deltaH) };
      });
  }
}
for (const { name, series, deltas, seconds } of part.rows) {
  const acceptance = gammaMethod(deltas.map(delta => Math.min(1, Math.exp(-delta))));
  const one = gammaMethod(deltas.map(delta => Math.exp(-delta)));
  console.log(
    `${name.padEnd(26)} acceptance ${formatEstimate(acceptance)} ⟨e^−Δ⟩ ${formatEstimate(one)} m_s ${formatEstimate(estimateOf([series.staggered]))} ` +
      `${((1000 * seconds) / deltas.length).toFixed(1)} ms per step`,
  );
}
