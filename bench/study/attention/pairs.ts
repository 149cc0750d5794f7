/** Exact trajectories, kept: both ends and the pseudofermion field between them. */
import { type Pseudofermion, staggeredDeterminant, staggeredPseudofermion } from '../../../src/fermion/index.ts';
import { coldStart, GaugeField, hotStart, wilsonAction } from '../../../src/gauge/index.ts';
import { type Group, groupNamed } from '../../../src/group/index.ts';
import { chooseMachine } from '../../../src/kernel/index.ts';
import { add, type Functional, key, Lattice } from '../../../src/lattice/index.ts';
import { hmc, leapfrogQPQ, repeat, scheduleOf } from '../../../src/markov/index.ts';

export interface Theory {
  readonly group: 'SU(2)' | 'SU(3)';
  readonly extent: number;
  readonly beta: number;
  readonly mass: number;
  readonly flavours: number;
}

export const talk: Theory = { group: 'SU(2)', extent: 4, beta: 2.7, mass: 0.3, flavours: 4 };

export interface Pair {
  readonly start: Float64Array;
  readonly end: Float64Array;
  /** Of the field that was drawn at `start`. */
  readonly trajectory: number;
  /** Change of the action of the quarks along the trajectory, φ fixed. */
  readonly exact: number;
  /** H(end) − H(start). */
  readonly deltaH: number;
}

/** A theory with the means to ask about pairs. */
export interface Laboratory {
  readonly theory: Theory;
  readonly lattice: Lattice;
  readonly group: Group;
  readonly seed: number;
  readonly phi: Pseudofermion;
  /** Draws φ as the trajectory of the pair did, and gives both ends. */
  enter(pair: Pair): { start: GaugeField; end: GaugeField };
}

const { machine } = chooseMachine('auto');

export function laboratory(theory: Theory, seed: number): Laboratory {
  const lattice = new Lattice(new Array<number>(4).fill(theory.extent), machine);
  const group = groupNamed(theory.group);
  const { mass, flavours } = theory;
  // Of δr, of order 0.1, this leaves four digits.
  const solver = { tolerance: 1e-8, forceTolerance: 1e-7 };
  const phi = staggeredPseudofermion({ lattice, group, mass, flavours, solver });
  const [start, end] = [new GaugeField(lattice, group), new GaugeField(lattice, group)];
  return {
    theory,
    lattice,
    group,
    seed,
    phi,
    enter(pair) {
      start.field.fromArray(pair.start);
      end.field.fromArray(pair.end);
      phi.refresh(start, key(seed, pair.trajectory, 'pseudofermion'));
      return { start, end };
    },
  };
}

export interface PairsOptions {
  readonly count: number;
  readonly thermalise?: number;
  /** Large lattices reject what begins hot. Default hot. */
  readonly from?: 'hot' | 'cold';
  /** Trajectories from one pair to the next. */
  readonly every?: number;
}

/** Ends of exact trajectories of unit length; ΔH is small, so that hardly any is rejected. */
export function exactPairs(
  lab: Laboratory,
  { count, thermalise = 100, every = 1, from: begin = 'hot' }: PairsOptions,
): Pair[] {
  const { phi, seed, theory, lattice, group } = lab;
  const pairs: Pair[] = [];
  const kernel = hmc({
    action: add(wilsonAction(theory.beta), phi.action),
    schedule: scheduleOf(repeat(20, leapfrogQPQ()), 1),
    refresh: (u, { trajectory }) => phi.refresh(u, key(seed, trajectory, 'pseudofermion')),
    onProposal(proposal, from, { key: { trajectory } }) {
      if (trajectory <= thermalise || trajectory % every !== 0) return;
      const exact = phi.action.value(proposal) - phi.action.value(from);
      pairs.push({
        start: from.field.toArray(),
        end: proposal.field.toArray(),
        trajectory,
        exact,
        deltaH: Number.NaN,
      });
    },
  });
  const first = begin === 'hot' ? hotStart(lattice, group, key(seed, 0, 'start')) : coldStart(lattice, group);
  let state = kernel.init(first);
  for (let trajectory = 1; pairs.length < count; trajectory++) [state] = kernel.step({ seed, trajectory }, state);
  return pairs;
}

/** −ln det of quarks of this mass. */
export const determinantOf = ({ lattice, group, theory }: Laboratory, mass: number): Functional<GaugeField> =>
  staggeredDeterminant({ lattice, group, mass, flavours: theory.flavours });
