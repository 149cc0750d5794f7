// Does every sampler sample the same distribution? `node bench/study/updates.ts [--theory SU(3)] [--minutes 20] [--out f]`
// Heatbath, heatbath with overrelaxation, Metropolis and HMC of pure gauge theories, from hot and from cold starts; for
// each the plaquette and the rectangle with errors by the Γ-method, and finally all pairs in standard deviations. Each
// theory has the same CPU time for every sampler, so that errors show which is the most efficient.
import { writeFileSync } from 'node:fs';
import {
  coldStart,
  type GaugeField,
  hotStart,
  type LoopAction,
  loopAction,
  namedGaugeAction,
} from '../../src/gauge/index.ts';
import { groupNamed } from '../../src/group/index.ts';
import { chooseMachine } from '../../src/kernel/index.ts';
import { key, Lattice } from '../../src/lattice/index.ts';
import { plaquettes, rectangles } from '../../src/loops/index.ts';
import {
  heatbath,
  hmc,
  largestWidth,
  metropolis,
  omelyan2,
  repeat,
  scheduleOf,
  type WidthTuner,
  widthTuner,
} from '../../src/markov/index.ts';
import { type Estimate, formatEstimate, gammaMethodOfReplicas } from '../../src/measure/statistics/index.ts';
import { hostDescription } from '../host.ts';
import { markdown } from '../table.ts';
import { option } from './runs.ts';

interface Theory {
  readonly group: string;
  readonly extents: readonly number[];
  readonly action: string;
  readonly beta: number;
  /** Steps of Omelyan's integrator for a trajectory of length 1. */
  readonly steps: number;
}

const theories: readonly Theory[] = [
  { group: 'U(1)', extents: [8, 8], action: 'wilson', beta: 2, steps: 6 },
  { group: 'U(1)', extents: [4, 4, 4, 4], action: 'wilson', beta: 0.9, steps: 6 },
  { group: 'SU(2)', extents: [8, 8], action: 'wilson', beta: 2.7, steps: 5 },
  { group: 'SU(2)', extents: [4, 4, 4], action: 'wilson', beta: 4, steps: 6 },
  { group: 'SU(2)', extents: [4, 4, 4, 4], action: 'wilson', beta: 2.3, steps: 6 },
  { group: 'SU(2)', extents: [4, 4, 4, 4], action: 'symanzik', beta: 1.8, steps: 6 },
  { group: 'SU(3)', extents: [4, 4], action: 'wilson', beta: 6, steps: 5 },
  { group: 'SU(3)', extents: [4, 4, 4, 4], action: 'wilson', beta: 5.5, steps: 8 },
  { group: 'SU(3)', extents: [4, 4, 4, 4], action: 'symanzik', beta: 4.2, steps: 8 },
];

const seed = 20250301;
const { machine } = chooseMachine('auto');

/** A chain that advances by one step and tells where it is. */
type Chain = (trajectory: number, tuning: boolean) => GaugeField;

const samplers: Readonly<Record<string, (action: LoopAction, u: GaugeField, theory: Theory) => Chain>> = {
  heatbath(action, u) {
    const kernel = heatbath({ action });
    let state = kernel.init(u);
    return trajectory => {
      [state] = kernel.step({ seed, trajectory }, state);
      return state.u;
    };
  },
  'heatbath + 3 overrelaxation'(action, u) {
    const kernel = heatbath({ action, overrelaxation: 3 });
    let state = kernel.init(u);
    return trajectory => {
      [state] = kernel.step({ seed, trajectory }, state);
      return state.u;
    };
  },
  metropolis(action, u) {
    const largest = largestWidth(u.group);
    const tuner: WidthTuner = widthTuner({ width: 0.3, largest });
    const kernel = metropolis({ action, hits: 4, width: tuner.width });
    let state = kernel.init(u);
    return (trajectory, tuning) => {
      const [next, info] = kernel.step({ seed, trajectory }, state);
      state = next;
      if (tuning) tuner.observe(info.acceptance ?? 0);
      else tuner.freeze();
      return state.u;
    };
  },
  HMC(action, u, { steps }) {
    const kernel = hmc({ action, schedule: scheduleOf(repeat(steps, omelyan2()), 1) });
    let state = kernel.init(u);
    return trajectory => {
      [state] = kernel.step({ seed, trajectory }, state);
      return state.u;
    };
  },
};

interface Outcome {
  readonly sampler: string;
  readonly steps: number;
  readonly plaquette: Estimate;
  readonly rectangle: Estimate;
}

const cpuSeconds = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
};

const thermalisation = 200;

/** Two replicas, from a hot and from a cold start, each for so many CPU seconds. */
function outcome(sampler: string, theory: Theory, seconds: number): Outcome {
  const lattice = new Lattice(theory.extents, machine);
  const group = groupNamed(theory.group);
  const { dimension } = lattice;
  const action = namedGaugeAction(theory.action, theory.beta);
  const [small, large] = [plaquettes(dimension), rectangles(dimension)].map(words =>
    loopAction('average', [{ words, beta: -1 / (words.length * lattice.volume) }]),
  );
  const replicas = [hotStart(lattice, group, key(seed, 0, 'start')), coldStart(lattice, group)].map(
    (start, replica) => {
      const chain = samplers[sampler](action, start, theory);
      // The replicas use different random numbers.
      const first = replica * 2 ** 30;
      for (let k = 1; k <= thermalisation; k++) chain(first + k, true);
      const begin = cpuSeconds();
      const values: [number, number][] = [];
      for (let k = thermalisation + 1; cpuSeconds() - begin < seconds; k++) {
        const u = chain(first + k, false);
        values.push([small.value(u), large.value(u)]);
      }
      return values;
    },
  );
  const estimate = (which: 0 | 1) => gammaMethodOfReplicas(replicas.map(values => values.map(pair => pair[which])));
  const steps = replicas.reduce((sum, values) => sum + values.length, 0);
  return { sampler, steps, plaquette: estimate(0), rectangle: estimate(1) };
}

/** The largest difference of two samplers in standard deviations, and how many pairs there are. */
function worst(outcomes: readonly Outcome[], of: (o: Outcome) => Estimate): number {
  const pairs = outcomes.flatMap((a, i) => outcomes.slice(i + 1).map(b => [of(a), of(b)] as const));
  return Math.max(...pairs.map(([a, b]) => Math.abs(a.mean - b.mean) / Math.hypot(a.error, b.error)));
}

const minutes = Number(option('minutes', '20'));
const only = option('theory', '');
const out = option('out', '');
const chosen = theories.filter(({ group, action }) => only === '' || `${group} ${action}`.includes(only));
const seconds = (60 * minutes) / (chosen.length * Object.keys(samplers).length * 2);

const rows: string[][] = [];
const verdicts: string[][] = [];
for (const theory of chosen) {
  const title = `${theory.group} ${theory.extents.join('×')} ${theory.action} ${theory.beta}`;
  const outcomes = Object.keys(samplers).map(sampler => outcome(sampler, theory, seconds));
  for (const { sampler, steps, plaquette, rectangle } of outcomes) {
    rows.push([
      title,
      sampler,
      String(steps),
      formatEstimate(plaquette),
      plaquette.tauInt.toFixed(2),
      formatEstimate(rectangle),
      (plaquette.rHat ?? Number.NaN).toFixed(3),
    ]);
  }
  verdicts.push([title, worst(outcomes, o => o.plaquette).toFixed(2), worst(outcomes, o => o.rectangle).toFixed(2)]);
  console.log(
    rows
      .slice(-outcomes.length)
      .map(row => row.join('  '))
      .join('\n'),
  );
}
const text = [
  hostDescription(),
  markdown(['theory', 'sampler', 'steps', 'plaquette', 'τ', 'rectangle', 'R̂'], rows),
  markdown(['theory', 'plaquette: largest of 6 differences / σ', 'rectangle'], verdicts),
].join('\n\n');
console.log(`\n${text}`);
if (out !== '') writeFileSync(out, `${text}\n`);
