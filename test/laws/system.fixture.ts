/** Two-colour QCD with four staggered flavours on 4⁴ at β = 2.7, m = 0.3: whole systems to state laws about. */
import { staggeredPseudofermion } from '../../src/fermion/index.ts';
import { coldStart, type GaugeField, wilsonAction } from '../../src/gauge/index.ts';
import { groupNamed } from '../../src/group/index.ts';
import { Machine } from '../../src/kernel/index.ts';
import { add, key, Lattice, pulledBack } from '../../src/lattice/index.ts';
import {
  type Forces,
  type Hmc,
  type HmcInfo,
  type HmcOptions,
  hmc,
  leapfrogQPQ,
  repeat,
  type StepKey,
  scheduleOf,
  slhmc,
} from '../../src/markov/index.ts';
import { plaquette } from '../../src/measure/index.ts';
import { caskLayer, network, randomiseWeights } from '../../src/network/index.ts';

export const seed = 20240728;

/** A trajectory of this length in so many leapfrog steps. */
export const leapfrog = (steps: number, length = 1) => scheduleOf(repeat(steps, leapfrogQPQ()), length);

export interface System {
  readonly cold: GaugeField;
  /** What every chain of this system has in common: the exact action, and pseudofermions drawn from it. */
  readonly exact: Pick<HmcOptions<GaugeField>, 'action' | 'refresh'> & {
    refresh(u: GaugeField, key: StepKey): void;
  };
  /** Effective forces: heavier quarks on the links themselves, or on those of an attention block. */
  readonly heavier: (mass: number) => Forces<GaugeField>;
  readonly attention: (mass: number, spread: number) => Forces<GaugeField>;
}

export function twoColours(machine: Machine = new Machine('wasm128')): System {
  const lattice = new Lattice([4, 4, 4, 4], machine);
  const group = groupNamed('SU(2)');
  const gauge = wilsonAction(2.7);
  const solver = { tolerance: 1e-12, forceTolerance: 1e-12 };
  const quarks = staggeredPseudofermion({ lattice, group, mass: 0.3, flavours: 4, solver });
  return {
    cold: coldStart(lattice, group),
    exact: {
      action: add(gauge, quarks.action),
      refresh: (u, { seed: s, trajectory }) => quarks.refresh(u, key(s, trajectory, 'pseudofermion')),
    },
    heavier: mass => ({ all: add(gauge, quarks.withMass(mass)) }),
    attention(mass, spread) {
      const map = network('CASK', [caskLayer('block', { reach: 2 })]);
      randomiseWeights(map, spread, key(seed, 0, 'weights'));
      return { all: add(gauge, pulledBack(quarks.withMass(mass), map)) };
    },
  };
}

export interface Chain {
  readonly u: GaugeField;
  readonly infos: readonly HmcInfo[];
  readonly plaquettes: readonly number[];
}

/** A chain from a copy of `start`, its trajectories numbered from `first`. */
export function chainOf(kernel: Hmc<GaugeField>, start: GaugeField, trajectories: number, first = 1): Chain {
  const observable = plaquette();
  const infos: HmcInfo[] = [];
  const plaquettes: number[] = [];
  let state = kernel.init(start.clone());
  for (let trajectory = first; trajectory < first + trajectories; trajectory++) {
    const [next, info] = kernel.step({ seed, trajectory }, state);
    state = next;
    infos.push(info);
    plaquettes.push(observable.measure(state.u));
  }
  return { u: state.u, infos, plaquettes };
}

/** The chain with the exact force. */
export const exactChain = ({ exact }: System, steps = 20) => hmc({ ...exact, schedule: leapfrog(steps) });

/** The chain with another force and the exact accept test. */
export const guidedChain = ({ exact }: System, effective: Forces<GaugeField>, steps = 20) =>
  slhmc({ ...exact, effective, schedule: leapfrog(steps) });
