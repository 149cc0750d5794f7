/**
 * Can something cheaper behave like overlap quarks? Schwinger model, N_f = 2 overlap quarks with exact determinants as the
 * target; surrogates are Wilson quarks and walls with the overlap kernel (b_s = c_s = ω_s), with more and more that is trained.
 *
 *   node bench/study/overlap/mimicry.ts [--extent 8] [--beta 2] [--mass 0.1] [--train 60] [--test 60] [--chain 60] [--seeds 3]
 *
 * Training makes the variance of r = S − S_θ small on configurations of the exact chain (Levenberg–Marquardt); everything in the
 * table is seen on other configurations of it. Acceptance "far" is that of independent proposals from exp(−S_θ),
 *   Σ_ij min(e^{r_i}, e^{r_j}) / (N Σ_j e^{r_j});
 * "SLHMC" is that of trajectories of length 1 with the force of S_θ.
 */
import { overlapDeterminant, wallSign, wilsonDeterminant } from '../../../src/fermion/index.ts';
import { type GaugeField, namedGaugeAction } from '../../../src/gauge/index.ts';
import {
  add,
  type Functional,
  keepBounds,
  key,
  pulledBack,
  scale,
  type Trainable,
  type Transformation,
  type Weight,
} from '../../../src/lattice/index.ts';
import { hmc, slhmc } from '../../../src/markov/index.ts';
import { caskLayer, network, randomiseWeights, stoutLayer } from '../../../src/network/index.ts';
import { option } from '../runs.ts';
import { fitVariance } from './fitVariance.ts';
import { cold, cpuSeconds, exactAction, gaugeAction, group, type Model, square, trajectory, walk } from './model.ts';

const number = (name: string, usual: number) => Number(option(name, String(usual)));
const lattice = square(number('extent', 8));
const model: Model = { lattice, beta: number('beta', 2), mass: number('mass', 0.1), flavours: 2 };
const [train, test, chain, seeds] = [number('train', 60), number('test', 60), number('chain', 60), number('seeds', 3)];
const kappa = number('kappa', 0.26);
const [apart, thermalise] = [2, 50];
const action = exactAction(model);
const schedule = trajectory(4);

const bases = ['Wilson', 'walls 2', 'walls 4', 'walls 8'] as const;
const degrees = ['nothing', 'factor, mass', 'factor, mass, β', '+ ω_s', '+ stout', '+ CASK'] as const;
type Base = (typeof bases)[number];
type Degree = (typeof degrees)[number];

const rows = bases.flatMap(base =>
  degrees
    .filter(degree => !(base === 'Wilson' && degree === '+ ω_s') && !(base === 'walls 8' && degree === '+ CASK'))
    .map(degree => ({ base, degree })),
);

interface Surrogate {
  readonly effective: Trainable<GaugeField>;
  readonly weights: readonly Weight[];
}

function surrogateOf(base: Base, degree: Degree, seed: number): Surrogate {
  const level = degrees.indexOf(degree);
  const weights: Weight[] = [];
  const trained = (from: number, name: string, value: number, least?: number): number | Weight => {
    if (level < from) return value;
    const weight = { name, value, ...(least === undefined ? {} : { least }) };
    weights.push(weight);
    return weight;
  };
  const factor = trained(1, 'factor', 1);
  const common = { lattice, group, flavours: model.flavours };
  const quarks = (): Functional<GaugeField> => {
    if (base === 'Wilson') return wilsonDeterminant({ ...common, kappa: trained(1, 'κ', kappa, 0.1) });
    const count = Number(base.split(' ')[1]);
    const mass = trained(1, 'm', model.mass, 0.005);
    const omegas = Array.from({ length: count }, (_, s) =>
      trained(3, `ω${s + 1}`, level < 3 ? 1 : 0.6 + (0.8 * (s + 0.5)) / count, 0.05),
    );
    return overlapDeterminant({ ...common, mass, sign: wallSign(omegas) });
  };
  const determinant = quarks();
  const shift = trained(2, 'δβ', 0);
  const maps: Partial<Record<Degree, () => Transformation<GaugeField>>> = {
    '+ stout': () => network('stout', [stoutLayer('one'), stoutLayer('two')]),
    '+ CASK': () => network('CASK', [caskLayer('block', { variant: 'symmetric', reach: 2 })]),
  };
  const map = maps[degree]?.();
  if (map) {
    randomiseWeights(map, 0.02, key(seed, 0, 'weights'));
    weights.push(...map.weights);
  }
  const seen = map ? pulledBack(determinant, map) : determinant;
  const effective = add(gaugeAction(model), scale(shift, namedGaugeAction('wilson', 1)), scale(factor, seen));
  return { effective, weights };
}

/** Weights of networks, whose names have a dot, are held near 0, and ω_s below some 10: steeper walls have forces like peaks. */
const held = ({ name }: Weight) =>
  name.includes('.') ? 0.05 : name.startsWith('ω') ? Number(option('hold', '0.02')) : 0;

const mean = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length;
const variance = (values: readonly number[]) => {
  const centre = mean(values);
  return values.reduce((sum, x) => sum + (x - centre) ** 2, 0) / (values.length - 1);
};
function farAcceptance(r: readonly number[]): number {
  const top = Math.max(...r);
  const e = r.map(x => Math.exp(x - top));
  return mean(e.map(a => mean(e.map(b => Math.min(a, b))))) / mean(e);
}

interface Result {
  readonly variance: number;
  readonly far: number;
  readonly near: number;
  readonly nearVariance: number;
  readonly cpu: number;
  readonly weights: string;
}
const results = new Map<string, Result[]>();
const note = (name: string, result: Result) => {
  results.set(name, [...(results.get(name) ?? []), result]);
  const { variance: v, far, near, weights } = result;
  console.error(`${name}: Var r ${v.toPrecision(3)}, far ${far.toFixed(3)}, near ${near.toFixed(3)}; ${weights}`);
};

for (let seed = 1; seed <= seeds; seed++) {
  const ensemble: GaugeField[] = [];
  let accepted = 0;
  let step = 0;
  const before = cpuSeconds();
  const count = apart * (train + test);
  walk(hmc({ action, schedule }), cold(model), { seed, thermalise, steps: count }, (u, info) => {
    accepted += Number(info.accepted);
    if (++step % apart === 0) ensemble.push(u.clone());
  });
  const cpu = (cpuSeconds() - before) / (count + thermalise);
  note('HMC of the target', { variance: 0, far: 1, near: accepted / count, nearVariance: 0, cpu, weights: '' });
  const exact = ensemble.map(u => action.value(u));
  for (const { base, degree } of rows) {
    const { effective, weights } = surrogateOf(base, degree, seed);
    if (weights.length > 0) fitVariance(effective, weights, ensemble.slice(0, train), exact.slice(0, train), held);
    keepBounds(weights);
    const r = ensemble.slice(train).map((u, k) => exact[train + k] - effective.value(u));
    const deltas: number[] = [];
    let taken = 0;
    const start = cpuSeconds();
    const guided = slhmc({ action, effective: { all: effective }, schedule });
    walk(guided, ensemble[train].clone(), { seed: 100 + seed, thermalise: 0, steps: chain }, (_, info) => {
      taken += Number(info.accepted);
      deltas.push(info.deltaH);
    });
    note(`${base} | ${degree}`, {
      variance: variance(r),
      far: farAcceptance(r),
      near: taken / chain,
      nearVariance: variance(deltas),
      cpu: (cpuSeconds() - start) / chain,
      weights: weights.map(({ name, value }) => `${name} ${value.toPrecision(3)}`).join(', '),
    });
  }
}

const scattered = (values: readonly number[], digits: number) =>
  `${mean(values).toFixed(digits)} ± ${Math.sqrt(variance(values) / values.length).toFixed(digits)}`;
console.log(
  `${lattice.extents.join(' × ')}, β = ${model.beta}, N_f = 2, m = ${model.mass}; ${seeds} seeds, ${train} configurations to train, ` +
    `${test} to test, ${chain} trajectories of SLHMC; ± over seeds\n`,
);
console.log(
  '| surrogate | trained | weights | Var r | acceptance, far | acceptance, SLHMC | Var ΔH | CPU s / trajectory | weights of seed 1 |',
);
console.log('|---|---|---|---|---|---|---|---|---|');
for (const [name, list] of results) {
  const of = (pick: (result: Result) => number, digits: number) => scattered(list.map(pick), digits);
  const [{ weights }] = list;
  console.log(
    `| ${name.includes('|') ? name : `${name} |`} | ${weights ? weights.split(',').length : 0} | ${of(x => x.variance, 3)} | ${of(x => x.far, 3)} | ` +
      `${of(x => x.near, 2)} | ${of(x => x.nearVariance, 2)} | ${of(x => x.cpu, 2)} | ${weights} |`,
  );
}
