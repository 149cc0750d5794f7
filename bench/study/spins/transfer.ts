/**
 * Weights of 6×6 on larger lattices: acceptance of self-learning on 8×8 and 10×10 with the linear model and one layer as they were
 * learnt, J = 1, β = 20. Block spins and couplings belong to the nine distances of 6×6. On 6×6 some of these are shared by several
 * images: there is one site at d² = 18, and there are four on 8×8. "Divided" weights are shared out among the images.
 *
 *   node bench/study/spins/transfer.ts [--out runs/spins]
 */
import { selfLearning } from '../../../src/markov/index.ts';
import { formatEstimate, gammaMethod } from '../../../src/measure/statistics/index.ts';
import { chosenShells, effectiveModel, spinMetropolis } from '../../../src/spin/index.ts';
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
/** Each weight of shell n times the number of its sites on 6×6 over that on the larger lattice. */
function divided(names: readonly string[], weights: readonly number[], extents: readonly number[]): number[] {
  const [there, here] = [points.half.extents, extents].map(lengths => chosenShells(lengths, distances));
  return weights.map((value, k) => {
    const n = Number(/^(?:J|.*\.[QKV])(\d+)$/.exec(names[k])?.[1] ?? 0) - 1;
    return n < 0 ? value : (value * there[n].displacements.length) / here[n].displacements.length;
  });
}
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
        const plain = effectiveModel({ extents, shells: distances, layers });
        const names = plain.weights.map(({ name }) => name);
        const effective = storedInto(plain, how === 'divided' ? divided(names, weights, extents) : weights);
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
