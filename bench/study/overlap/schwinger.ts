/**
 * Overlap quarks in the Schwinger model: plaquette, Q² and condensate for N_f = 1, 2 by five ways that must agree.
 *
 *   node bench/study/overlap/schwinger.ts [--extent 6] [--beta 2] [--mass 0.2] [--steps 1000]
 *
 * Reweighting: a heatbath of the gauge action, every configuration with the weight det^{N_f}. Metropolis: quenched HMC proposes,
 * the ratio of exact determinants decides. HMC: exact force. SLHMC: force of Wilson quarks, or of walls, exact accept test.
 */
import { overlapDeterminant, wallSign, wilsonDeterminant } from '../../../src/fermion/index.ts';
import type { GaugeField } from '../../../src/gauge/index.ts';
import { add, type Functional } from '../../../src/lattice/index.ts';
import { heatbath, hmc, selfLearning, slhmc } from '../../../src/markov/index.ts';
import { type Estimate, formatEstimate, gammaDerived } from '../../../src/measure/statistics/index.ts';
import { option } from '../runs.ts';
import {
  cold,
  cpuSeconds,
  exactAction,
  eye,
  gaugeAction,
  group,
  type Model,
  type Seen,
  square,
  trajectory,
  walk,
} from './model.ts';

const lattice = square(Number(option('extent', '6')));
const [beta, mass] = [Number(option('beta', '2')), Number(option('mass', '0.2'))];
const steps = Number(option('steps', '1000'));
const seed = 20261201;

type Row = Readonly<Record<'plaquette' | 'index' | 'condensate', Estimate>>;
const numbers = ['plaquette', 'index', 'condensate'] as const;
const numberOf = (seen: Seen, name: (typeof numbers)[number]) => (name === 'index' ? seen.index ** 2 : seen[name]);

/** Averages with the weights exp(w), w up to a constant. */
function averages(seen: readonly Seen[], logWeight: (one: Seen) => number): Row {
  const logs = seen.map(logWeight);
  const top = logs.reduce((a, b) => Math.max(a, b), -Infinity);
  const weights = logs.map(w => Math.exp(w - top));
  const of = (name: (typeof numbers)[number]) =>
    gammaDerived(([a, b]) => a / b, [seen.map((one, k) => weights[k] * numberOf(one, name)), weights]);
  return { plaquette: of('plaquette'), index: of('index'), condensate: of('condensate') };
}

const quenched = (model: Model) => {
  const seen: Seen[] = [];
  const look = eye(model);
  const every = 3;
  let step = 0;
  const chain = heatbath({ action: gaugeAction(model) });
  walk(chain, cold(model), { seed, thermalise: 100, steps: 10 * every * steps }, u => {
    if (step++ % every === 0) seen.push(look(u));
  });
  return seen;
};

const print = (flavours: number, method: string, row: Row, first: Row, rest: string) => {
  const away = numbers.map(
    name => (row[name].mean - first[name].mean) / Math.hypot(row[name].error, first[name].error),
  );
  const worst = away.reduce((a, b) => (Math.abs(b) > Math.abs(a) ? b : a), 0);
  const cells = [...numbers.map(name => formatEstimate(row[name])), row === first ? '' : `${worst.toFixed(1)} σ`, rest];
  console.log(`| ${flavours} | ${method} | ${cells.join(' | ')} |`);
};

console.log(
  `${lattice.extents.join(' × ')}, β = ${beta}, m = ${mass}, ρ = 1, ${steps} trajectories, ${10 * steps} configurations reweighted\n`,
);
console.log('| N_f | method | plaquette | Q² | condensate | largest difference | acceptance | CPU s / trajectory |');
console.log('|---|---|---|---|---|---|---|---|');
const sample = quenched({ lattice, beta, mass, flavours: 0 });
print(
  0,
  'heatbath',
  averages(sample, () => 0),
  averages(sample, () => 0),
  '| |',
);
for (const flavours of [1, 2]) {
  const model: Model = { lattice, beta, mass, flavours };
  const reweighted = averages(sample, one => flavours * one.logDeterminant);
  print(flavours, 'reweighted', reweighted, reweighted, '|');
  const action = exactAction(model);
  const gauge = gaugeAction(model);
  const beside = (S: Functional<GaugeField>) => ({ all: add(gauge, S) });
  const walls = (count: number) =>
    overlapDeterminant({ lattice, group, mass, flavours, sign: wallSign(Array.from({ length: count }, () => 1)) });
  const schedule = trajectory(4);
  const metropolis = selfLearning({
    action,
    effective: gauge,
    chain: hmc({ action: gauge, schedule: trajectory(4, 0.5) }),
    length: 1,
  });
  const chains = {
    'exact-determinant Metropolis': metropolis,
    HMC: hmc({ action, schedule }),
    'SLHMC, Wilson κ = 0.23': slhmc({
      action,
      effective: beside(wilsonDeterminant({ lattice, group, kappa: 0.23, flavours })),
      schedule,
    }),
    'SLHMC, 2 walls': slhmc({ action, effective: beside(walls(2)), schedule }),
    'SLHMC, 4 walls': slhmc({ action, effective: beside(walls(4)), schedule }),
  };
  for (const [name, chain] of Object.entries(chains)) {
    const look = eye(model);
    const seen: Seen[] = [];
    let accepted = 0;
    const before = cpuSeconds();
    const count = chain === metropolis ? 3 * steps : steps;
    walk(chain as typeof metropolis, cold(model), { seed, thermalise: 50, steps: count }, (u, info) => {
      seen.push(look(u));
      accepted += Number(info.accepted);
    });
    const rate = `${(accepted / count).toFixed(2)} | ${((cpuSeconds() - before) / count).toFixed(2)}`;
    print(
      flavours,
      name,
      averages(seen, () => 0),
      reweighted,
      rate,
    );
  }
}
