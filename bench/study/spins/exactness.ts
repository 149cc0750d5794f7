/**
 * Is self-learning Monte Carlo of spins exact? Several seeds of it, with models good and bad, beside several seeds of exact
 * Metropolis, at a point of points.ts.
 *
 *   node bench/study/spins/exactness.ts [--out runs/spins] [--point half|doped] [--share 1]
 */
import { hmc, leapfrogQPQ, repeat, scheduleOf, selfLearning } from '../../../src/markov/index.ts';
import { formatEstimate } from '../../../src/measure/statistics/index.ts';
import { effectiveModel, fitCouplings, recorder, spinMetropolis } from '../../../src/spin/index.ts';
import { option } from '../runs.ts';
import { equilibrated, estimateOf, exactModel, follow, measured, points } from './points.ts';
import { results } from './results.ts';

interface Row {
  readonly name: string;
  readonly kind: string;
  readonly series: Record<(typeof measured)[number], number[]>;
  readonly expMinusDelta?: number[];
  readonly seconds: number;
}

const name = option('point', 'half') as keyof typeof points;
/** Of the steps. */
const share = Number(option('share', '1'));
const part = results<Row>(name === 'half' ? 'exactness' : `exactness-${name}`);
const point = points[name];
const exact = exactModel(point);

// 4 sweeps between measurements.
const kernel = spinMetropolis({ action: exact, updates: 4 * exact.sites, width: 1 });
const learnt = recorder(600);
let state = kernel.init(equilibrated(exact, 99, 200));
for (let trajectory = 1; trajectory <= 600; trajectory++) {
  const [next, { action }] = kernel.step({ seed: 99, trajectory }, state);
  state = next;
  learnt.add(state.u.field, -action);
}
const linear = effectiveModel({ extents: point.extents, shells: 9, layers: 0 });
fitCouplings(linear, learnt.data());
console.log(`J = ${linear.J.map(({ value }) => value.toFixed(3)).join(' ')}`);
/** A model that is wrong by a third in every coupling, so that much is left to the accept test. */
const wrong = effectiveModel({ extents: point.extents, shells: 9, layers: 0 });
linear.weights.forEach((weight, k) => {
  wrong.weights[k].value = 0.67 * weight.value;
});

const schedule = scheduleOf(repeat(10, leapfrogQPQ()), 1);
const updates = (count: number, model = linear) => spinMetropolis({ action: model, updates: count, width: 1 });
const proposing = {
  'linear, 1 × 360': { effective: linear, chain: updates(360), length: 1 },
  'linear, 10 × 36': { effective: linear, chain: updates(36), length: 10 },
  'wrong, 4 × 36': { effective: wrong, chain: updates(36, wrong), length: 4 },
};
for (const seed of [1, 2, 3]) {
  const start = equilibrated(exact, seed, 200);
  if (seed < 3)
    part.row(`exact ${seed}`, () => {
      const { series, seconds } = follow(kernel, { exact, start, seed, steps: 1500 * share });
      return { kind: 'exact Metropolis', series, seconds };
    });
  for (const [kind, options] of Object.entries(proposing)) {
    if (seed === 3 && kind.startsWith('wrong')) continue;
    part.row(`${kind} ${seed}`, () => {
      const { series, infos, seconds } = follow(selfLearning({ action: exact, ...options }), {
        ...{ exact, start, seed: 100 + seed, steps: 2500 * share },
      });
      return { kind, series, seconds, expMinusDelta: infos.map(({ expMinusDeltaH }) => expMinusDeltaH) };
    });
  }
  if (seed < 3)
    part.row(`linear, hmc ${seed}`, () => {
      const chain = selfLearning({
        action: exact,
        effective: linear,
        chain: hmc({ action: linear, schedule }),
        length: 4,
      });
      const { series, infos, seconds } = follow(chain, { exact, start, seed: 200 + seed, steps: 1000 * share });
      return {
        ...{ kind: 'linear, 4 × HMC', series, seconds },
        expMinusDelta: infos.map(({ expMinusDeltaH }) => expMinusDeltaH),
      };
    });
}
const kinds = [...new Set(part.rows.map(({ kind }) => kind))];
const reference = part.rows.filter(({ kind }) => kind === 'exact Metropolis');
for (const kind of kinds) {
  const rows = part.rows.filter(row => row.kind === kind);
  const columns = measured.map(name => {
    const found = estimateOf(rows.map(({ series }) => series[name]));
    const expected = estimateOf(reference.map(({ series }) => series[name]));
    const away = (found.mean - expected.mean) / Math.hypot(found.error, expected.error);
    return `${name} ${formatEstimate(found)} τ ${found.tauInt.toFixed(1)}${kind === 'exact Metropolis' ? '' : ` (${away.toFixed(1)}σ)`}`;
  });
  const one = rows[0].expMinusDelta ? ` ⟨e^−Δ⟩ ${formatEstimate(estimateOf(rows.map(row => row.expMinusDelta!)))}` : '';
  console.log(`${kind.padEnd(18)} ${columns.join('  ')}${one}`);
}
