// Whole units of work at both widths: `node bench/units.ts [--only stout] [--quick]`. CPU time, interleaved rounds.
// One process for all, so that start-up and compilation are not in the figures; startUp.ts has those.
// System 1 is SU(2) on 4⁴, β = 2.7, staggered quarks with m = 0.3 and N_f = 4, 20 steps of leapfrog QPQ, length 1.
import { parseArgs } from 'node:util';
import { ConjugateGradient, StaggeredOperator, staggeredPseudofermion } from '../src/fermion/index.ts';
import { type GaugeField, gradientFlow, hotStart, wilsonAction, wilsonFlowAction } from '../src/gauge/index.ts';
import { groupNamed } from '../src/group/index.ts';
import { Machine } from '../src/kernel/index.ts';
import { add, drawGaussian, key, Lattice, pulledBack, type Transformation } from '../src/lattice/index.ts';
import { type Hmc, hmc, leapfrogQPQ, repeat, scheduleOf, slhmc } from '../src/markov/index.ts';
import { caskLayer, type Layer, network, randomiseWeights, stoutLayer } from '../src/network/index.ts';
import { compiled } from './engine.ts';
import { hostDescription } from './host.ts';
import { markdown } from './table.ts';
import { timed } from './timing.ts';

const small = [4, 4, 4, 4];
const medium = [8, 8, 8, 8];
/** Cut into lanes of odd extents, where even and odd sites do not alternate. */
const odd = [6, 6, 6, 6];
const seed = 1;
const spread = 0.01;

/** A piece of work; `parts` tells how many of the units in its name one run does, after the first run. */
interface Unit {
  readonly name: string;
  readonly prepare: (kind: string) => { readonly run: () => void; readonly parts: () => number };
}

function hotLinks(kind: string, group: string, extents: readonly number[]): GaugeField {
  return hotStart(new Lattice(extents, new Machine(kind)), groupNamed(group), key(seed, 0, 'start'));
}

/** A solve of (m² − D₀D₀) x = b on even sites; m = 0.3. */
function conjugateGradient(group: string, extents: readonly number[]): Unit {
  return {
    name: `CG iteration, staggered ${group}, even/odd, ${extents.join('×')}`,
    prepare(kind) {
      const links = hotLinks(kind, group, extents);
      const operator = new StaggeredOperator(links.lattice, links.group).setLinks(links);
      const solver = new ConjugateGradient(operator.normal('even'));
      const source = operator.vector('even');
      drawGaussian(source, key(seed, 0, 'noise'));
      let iterations = 0;
      return {
        run() {
          ({ iterations } = solver.solve(source, { tolerance: 1e-8, shift: 0.3 ** 2 }));
        },
        parts: () => iterations,
      };
    },
  };
}

function randomNetwork(layer: Layer): Transformation<GaugeField> {
  const made = network(layer.name, [layer]);
  randomiseWeights(made, spread, key(seed, 0, 'weights'));
  return made;
}

/** One layer forward, and the derivative of a function of its output pulled back to links and weights. */
function layerUnit(title: string, group: string, extents: readonly number[], layer: () => Layer): Unit {
  return {
    name: `${title}, forward and pullback, ${group}, ${extents.join('×')}`,
    prepare(kind) {
      const links = hotLinks(kind, group, extents);
      const transformation = randomNetwork(layer());
      const upstream = links.field.clone();
      return {
        run() {
          const { image, tape } = transformation.apply(links);
          tape.pullback(image.field, upstream);
          tape.release();
        },
        parts: () => 1,
      };
    },
  };
}

/** A chain of system 1; with a layer, self-learning HMC with the pseudofermions of m = 0.4 on its links. */
function trajectory(title: string, layer?: () => Layer): Unit {
  return {
    name: `${title} trajectory of system 1`,
    prepare(kind) {
      const start = hotLinks(kind, 'SU(2)', small);
      const pseudofermion = staggeredPseudofermion({
        lattice: start.lattice,
        group: start.group,
        mass: 0.3,
        flavours: 4,
        solver: { tolerance: 1e-10, forceTolerance: 1e-8 },
      });
      const gauge = wilsonAction(2.7);
      const exact = pseudofermion.action;
      const learned = layer && pulledBack(pseudofermion.withMass(0.4), randomNetwork(layer()));
      const action = add(gauge, exact);
      const common = {
        action,
        schedule: scheduleOf(repeat(20, leapfrogQPQ()), 1),
        refresh: (u: GaugeField, step: { seed: number; trajectory: number }) =>
          pseudofermion.refresh(u, key(step.seed, step.trajectory, 'pseudofermion')),
      };
      const kernel: Hmc<GaugeField> = learned
        ? slhmc({ ...common, effective: { all: add(gauge, learned) } })
        : hmc(common);
      let state = kernel.init(start);
      let count = 0;
      return {
        run() {
          [state] = kernel.step({ seed, trajectory: ++count }, state);
        },
        parts: () => 1,
      };
    },
  };
}

/** Ten leapfrog steps of pure gauge theory, as other codes time them. */
function gaugeTrajectory(group: string, beta: number, extents: readonly number[]): Unit {
  return {
    name: `pure gauge HMC, ten leapfrog steps, ${group}, ${extents.join('×')}`,
    prepare(kind) {
      const kernel = hmc({ action: wilsonAction(beta), schedule: scheduleOf(repeat(10, leapfrogQPQ()), 0.5) });
      let state = kernel.init(hotLinks(kind, group, extents));
      let count = 0;
      return {
        run() {
          [state] = kernel.step({ seed, trajectory: ++count }, state);
        },
        parts: () => 1,
      };
    },
  };
}

/** Per link: one Runge-Kutta step of the Wilson flow, three stages. */
function flowStep(group: string): Unit {
  return {
    name: `gradient flow, RK3 step per link, ${group}, ${medium.join('×')}`,
    prepare(kind) {
      const links = hotLinks(kind, group, medium);
      const action = wilsonFlowAction();
      return {
        run: () => gradientFlow(links, { action, epsilon: 0.01, steps: 1 }),
        parts: () => links.lattice.volume * links.lattice.dimension,
      };
    },
  };
}

const groups = ['SU(2)', 'SU(3)'];
const caskOf = (reach: number) => () => caskLayer('cask', { reach, variant: 'symmetric' });

const units: readonly Unit[] = [
  ...groups.flatMap(group => [small, medium].map(extents => conjugateGradient(group, extents))),
  ...[odd, medium].flatMap(extents => [gaugeTrajectory('SU(2)', 2.3, extents), gaugeTrajectory('SU(3)', 6, extents)]),
  ...groups.map(flowStep),
  ...groups.flatMap(group => [
    layerUnit('stout', group, small, () => stoutLayer('stout')),
    layerUnit('CASK S=1', group, small, caskOf(1)),
    layerUnit('CASK S=3', group, small, caskOf(3)),
  ]),
  layerUnit('CASK S=3', 'SU(2)', medium, caskOf(3)),
  trajectory('HMC'),
  trajectory('SLHMC stout', () => stoutLayer('stout')),
  trajectory('SLHMC CASK S=3', caskOf(3)),
];

const widths = ['wasm128', 'wasm256'] as const;

function timedUnit({ name, prepare }: Unit, quick: boolean): string[] {
  const prepared = widths.map(kind => compiled(kind === 'wasm256', () => prepare(kind)));
  const candidates = prepared.map(({ run }, k) => ({ name: widths[k], run, flops: 0, bytes: 0, sites: 1 }));
  const timings = timed(candidates, quick ? { rounds: 3, turn: 5 } : { rounds: 9, turn: 30 });
  const micro = (seconds: number, k: number) => ((seconds * 1e6) / prepared[k].parts()).toPrecision(3);
  const ratio = timings[0].minimum / prepared[0].parts() / (timings[1].minimum / prepared[1].parts());
  return [
    name,
    ...timings.flatMap(({ minimum, median }, k) => [micro(minimum, k), micro(median, k)]),
    ratio.toFixed(2),
    prepared[1].parts().toString(),
  ];
}

const { values } = parseArgs({ options: { only: { type: 'string' }, quick: { type: 'boolean', default: false } } });
console.log(hostDescription());
const rows = units
  .filter(({ name }) => values.only === undefined || name.includes(values.only))
  .map(unit => timedUnit(unit, values.quick));
const header = ['unit', '128-bit µs', 'median', '256-bit µs', 'median', '128 / 256', 'units a run'];
console.log(`\n${markdown(header, rows)}`);
