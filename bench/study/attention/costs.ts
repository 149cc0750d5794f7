/**
 * What an independent configuration costs: HMC as good as we can make it and self-learning HMC, each at the step size that serves it.
 * D-slash applications and CPU time of a trajectory of production, autocorrelation times of plaquette and Polyakov loop.
 *
 *   node bench/study/attention/costs.ts [--mass 0.3] [--trajectories 600] [--thermalise 60] [--train 60] [--extent 4]
 *     [--steps 4] [--masses 0.4,0.5,0.75] [--only hmc] --write FILE.jsonl
 */
import { gammaMethod } from '../../../src/measure/statistics/index.ts';
import { runFromText } from '../../../src/runfile/index.ts';
import { assemble, type Phase } from '../../../src/simulation/index.ts';
import { option } from '../runs.ts';
import { meanOf, varianceOf } from './fit.ts';
import { cpuSeconds, digits, type Line, linesOf, record } from './lines.ts';

interface Sampler {
  readonly name: string;
  readonly label: string;
  /** Lines of [sampler] below its kind. */
  readonly sampler: string;
  readonly effective?: string;
  readonly hasenbusch?: string;
  readonly more?: string;
}

const [mass, trajectories, thermalise, train] = ['mass', 'trajectories', 'thermalise', 'train'].map((name, k) => {
  return Number(option(name, ['0.3', '600', '60', '60'][k]));
});
const [extent, steps] = [Number(option('extent', '4')), Number(option('steps', '4'))];
const only = option('only', '').split(',').filter(Boolean);
const file = option('write', '');

const omelyan = (steps: number) => `integrator = "omelyan2"\nsteps = ${steps}\ngaugeSubsteps = 2`;
const learn = 'learn = ["coefficients"]';
const heavy = option('masses', mass < 0.1 ? '0.1,0.2,0.4' : '0.4,0.5,0.75');
const [first, second, third] = heavy.split(',').map(Number);
const leastSquares = '[training]\noptimiser = { kind = "leastSquares" }';
const adam = (rate: number) => `[training]\noptimiser = { kind = "adam", rate = ${rate} }`;
const samplers: readonly Sampler[] = [
  { name: 'hmc20', label: 'HMC, leapfrog, 20 steps', sampler: '' },
  { name: 'hmc', label: 'HMC, Omelyan, 5 steps', sampler: omelyan(5) },
  { name: 'hmc4', label: 'HMC, Omelyan, 4 steps', sampler: omelyan(4) },
  { name: 'hmc3', label: 'HMC, Omelyan, 3 steps', sampler: omelyan(3) },
  {
    name: 'guess',
    label: 'HMC, Omelyan, 4 steps, chronological guess',
    sampler: `${omelyan(4)}\nsolver.guess = 4\nsolver.precision = "mixed"`,
  },
  {
    name: 'hasenbusch',
    label: 'HMC, Hasenbusch mass, two time scales',
    sampler:
      'levels = [{ forces = ["fermion.2"], integrator = "omelyan2", steps = 2 }, { integrator = "omelyan2", steps = 2 }]',
    hasenbusch: String(mass < 0.1 ? 0.3 : 0.75),
  },
  { name: 'none', label: `SLHMC, ${first}, nothing trained`, sampler: omelyan(steps), effective: `mass = ${first}` },
  {
    name: 'factor',
    label: `SLHMC, ${first}, factor`,
    sampler: omelyan(steps),
    effective: `mass = ${first}, ${learn}`,
    more: leastSquares,
  },
  {
    name: 'masses2',
    label: `SLHMC, masses ${first}, ${second}`,
    sampler: omelyan(steps),
    effective: `mass = ${first}, heavier = [${second}], ${learn}`,
    more: leastSquares,
  },
  {
    name: 'masses3',
    label: `SLHMC, masses ${first}, ${second}, ${third}`,
    sampler: omelyan(steps),
    effective: `mass = ${first}, heavier = [${second}, ${third}], ${learn}`,
    more: leastSquares,
  },
  {
    name: 'noiseless',
    label: `SLHMC, ${first}, φ of the surrogate`,
    sampler: omelyan(steps),
    effective: `mass = ${first}, pseudofermions = "surrogate"`,
  },
  {
    name: 'noiselessLoops',
    label: `SLHMC, ${first}, φ of the surrogate, four loops`,
    sampler: omelyan(steps),
    effective: `mass = ${first}, pseudofermions = "surrogate", loops = { plaquette = 0, rectangle = 0, polyakovSpace = 0, polyakovTime = 0 }, learn = ["loops"]`,
    more: leastSquares,
  },
  {
    name: 'stout',
    label: `SLHMC, ${first}, factor, stout 2 layers`,
    sampler: omelyan(steps),
    effective: `mass = ${first}, coefficients = [1.1], ${learn}`,
    more: `[network]\nkind = "stout"\nblocks = 2\nloops = ["plaquette", "polyakovSpace", "polyakovTime"]\n${adam(1e-3)}`,
  },
  {
    name: 'cask',
    label: `SLHMC, ${first}, factor, CASK`,
    sampler: omelyan(steps),
    effective: `mass = ${first}, coefficients = [1.1], ${learn}`,
    more: `[network]\nkind = "cask"\nreach = 3\n${adam(1e-3)}`,
  },
];

function runFile({ sampler, effective, hasenbusch, more }: Sampler): string {
  return `[lattice]
extent = [${new Array(4).fill(extent).join(', ')}]

[group]
name = "SU(2)"

[action]
gauge = { kind = "plaquette", beta = 2.7 }
fermion = { kind = "staggered", mass = ${mass}, flavours = 4${hasenbusch ? `, hasenbusch = [${hasenbusch}]` : ''} }

[sampler]
kind = "${effective ? 'slhmc' : 'hmc'}"
${sampler}
solver.tolerance = 1e-7
solver.acceptTolerance = 1e-10
${effective ? `effective = { ${effective} }` : ''}

${more ?? ''}

[measure]
polyakovLoop = { every = 1 }

[schedule]
thermalise = ${thermalise}
train = ${more ? train : 0}
trajectories = ${trajectories}
seed = 1
`;
}

async function measured(sampler: Sampler) {
  const { resolved } = runFromText(sampler.name, runFile(sampler));
  const simulation = await assemble(resolved, { announce() {} });
  const names = Object.keys(simulation.observables ?? {});
  const series: Record<string, number[]> = {};
  const deltas: number[] = [];
  let dslash = 0;
  let began = 0;
  const phases: [Phase, number][] = [
    ['thermalise', thermalise],
    ['train', sampler.more ? train : 0],
    ['production', trajectories],
  ];
  let trajectory = 0;
  for (const [phase, count] of phases) {
    if (phase === 'production') {
      simulation.freeze?.();
      began = cpuSeconds();
    }
    for (let k = 0; k < count; k++) {
      trajectory++;
      const measure = Object.fromEntries(names.map(name => [name, phase === 'production']));
      const seen = await simulation.next({ trajectory, phase, measure });
      if (phase !== 'production') continue;
      deltas.push(seen.deltaH!);
      dslash += seen.extra?.dslash ?? 0;
      for (const [name, value] of Object.entries(seen.observables)) {
        if (typeof value !== 'number') continue;
        series[name] ??= [];
        series[name].push(value);
      }
    }
  }
  const milliseconds = (1000 * (cpuSeconds() - began)) / trajectories;
  await simulation.close?.();
  const accepted = deltas.map(d => Math.min(1, Math.exp(-d)));
  return {
    label: sampler.label,
    acceptance: digits(meanOf(accepted)),
    acceptanceError: digits(Math.sqrt(varianceOf(accepted) / trajectories)),
    dslash: digits(dslash / trajectories),
    milliseconds: digits(milliseconds),
    ...Object.fromEntries(
      Object.entries(series).map(([name, values]) => {
        const { mean, error, tauInt: tau, tauIntError: tauError } = gammaMethod(values);
        return [name, { mean: digits(mean, 7), error: digits(error), tau: digits(tau), tauError: digits(tauError) }];
      }),
    ),
  };
}

for (const sampler of samplers.filter(({ name }) => only.length === 0 || only.includes(name))) {
  const identity = { sampler: sampler.name, mass, extent, trajectories, masses: sampler.effective ? heavy : '' };
  const known = (line: Line) => Object.entries(identity).every(([name, value]) => line[name] === value);
  if (linesOf(file).some(known)) continue;
  const began = cpuSeconds();
  const found = await measured(sampler);
  record(file, identity, () => ({ ...found, cpu: digits(cpuSeconds() - began, 3) }));
}
