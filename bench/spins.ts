// Speed of spins and electrons: `node bench/spins.ts`. CPU time, the shortest of five turns, in Markdown.
// One exact weight and one gradient by each solver; sweeps of local updates with the exact weight; the effective models on 6×6: value, force, one step of training with 32
// configurations, one step of self-learning Monte Carlo with 36 updates.
import { key, Lattice } from '../src/lattice/index.ts';
import { hmc, leapfrogQPQ, repeat, scheduleOf, selfLearning } from '../src/markov/index.ts';
import { adam } from '../src/network/index.ts';
import {
  beginLayers,
  dataset,
  doubleExchange,
  effectiveModel,
  randomSpins,
  sideBySide,
  spinMetropolis,
} from '../src/spin/index.ts';
import { chooseSolver } from '../src/spin/node/index.ts';
import { hostDescription } from './host.ts';
import { markdown } from './table.ts';
import { timed } from './timing.ts';

const options = { rounds: 5, turn: 20 };
const microseconds = (runs: readonly (() => void)[]) =>
  timed(
    runs.map((run, k) => ({ name: String(k), run, flops: 0, bytes: 0, sites: 1 })),
    options,
  ).map(({ minimum }) => 1e6 * minimum);
const shown = (time: number) => time.toPrecision(3);
const spinsOn = (L: number) => randomSpins(new Lattice([L, L]), key(1, 0, 'start'));
const couplings = { hopping: 1, coupling: 1, chemicalPotential: 0, beta: 20 };

console.log(`${hostDescription()}\n`);
const solvers: string[][] = [];
for (const L of [4, 6, 8, 10, 12]) {
  const spins = spinsOn(L).field.toArray();
  for (const kind of ['own', 'lapack'] as const) {
    const chosen = await chooseSolver(2 * L * L, kind).catch(({ message }: Error) => console.log(message));
    if (!chosen) continue;
    const model = doubleExchange({ ...couplings, extents: [L, L], solver: chosen.solver });
    const times = microseconds([() => model.logWeight(spins), () => model.logWeightGradient(spins)]);
    solvers.push([`${L}×${L}, ${chosen.report.name}`, ...times.map(shown)]);
  }
}
console.log(markdown(['exact', 'weight / µs', 'weight and gradient / µs'], solvers));

// Local updates: a new spectrum for each, or one change of the Green functions for each that is accepted.
const sweeps = [4, 6, 8, 10].map(L => {
  const model = doubleExchange({ ...couplings, extents: [L, L] });
  const bySpectra = { ...model, walk: (spins: Float64Array) => model.walk(spins, 1) };
  const sweep = (action: typeof model, perSite: number) => {
    const kernel = spinMetropolis({ action, updates: perSite * L * L });
    let state = kernel.init(spinsOn(L));
    let [trajectory, accepted] = [0, 0];
    const run = () => {
      const [next, info] = kernel.step({ seed: 1, trajectory: ++trajectory }, state);
      state = next;
      accepted += info.acceptance;
    };
    return { run, acceptance: () => accepted / trajectory };
  };
  const runs = [sweep(bySpectra, 1), sweep(model, 1), sweep(model, 4)];
  const [spectra, one, four] = microseconds(runs.map(({ run }) => run));
  return [`${L}×${L}`, runs[2].acceptance().toFixed(2), ...[spectra, one, four / 4].map(shown)];
});
const ways = ['acceptance', 'by spectra', 'by rank two, 1 sweep', '4 sweeps, per sweep'];
console.log(`\n${markdown(['exact sweep / µs', ...ways], sweeps)}`);

const u = spinsOn(6);
const out = u.momentum();
const exact = doubleExchange({ ...couplings, extents: [6, 6] });
const batch = 32;
const data = dataset(
  Float64Array.from(Array.from({ length: batch }, () => Array.from(u.field.toArray())).flat()),
  new Float64Array(batch),
);
const models = [0, 1, 2, 3, 6].map(layers => {
  const model = effectiveModel({ extents: [6, 6], shells: 9, layers });
  beginLayers(model, 0.05, 1);
  const together = sideBySide(model, batch);
  const optimiser = adam({ rate: 1e-9 });
  const stepOf = <S extends { readonly u: typeof u }, I>(
    chain: Parameters<typeof selfLearning<typeof u, S, I>>[0]['chain'],
  ) => {
    const kernel = selfLearning({ action: exact, effective: model, chain, length: 1 });
    let state = kernel.init(u.clone());
    let trajectory = 0;
    return () => {
      [state] = kernel.step({ seed: 1, trajectory: ++trajectory }, state);
    };
  };
  const times = microseconds([
    () => model.value(u),
    () => model.gradient(u, out),
    () => optimiser.step(model.weights, together.residuals(data).gradient),
    stepOf(spinMetropolis({ action: model })),
    stepOf(hmc({ action: model, schedule: scheduleOf(repeat(10, leapfrogQPQ()), 1) })),
  ]);
  return [`${layers} layers`, ...times.map(shown)];
});
const columns = ['value', 'force', 'training step', 'SLMC step, 36 updates', 'SLMC step, HMC of 10 steps'];
console.log(`\n${markdown(['6×6, µs', ...columns], models)}`);
