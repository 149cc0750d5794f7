/** Self-learning HMC with weights that are frozen: acceptance and cost of a trajectory. */
import type { GaugeField } from '../../../src/gauge/index.ts';
import { GaugeField as Links, wilsonAction } from '../../../src/gauge/index.ts';
import { add, type Functional, key } from '../../../src/lattice/index.ts';
import { leapfrogQPQ, repeat, scheduleOf, slhmc } from '../../../src/markov/index.ts';
import { meanOf, varianceOf } from './fit.ts';
import type { Laboratory, Pair } from './pairs.ts';

export interface TrueRun {
  readonly trajectories: number;
  /** ⟨min(1, e^−ΔH)⟩ with its error. */
  readonly acceptance: number;
  readonly acceptanceError: number;
  readonly meanDeltaH: number;
  readonly varianceDeltaH: number;
  /** Variance of the change of the Hamiltonian that is integrated. */
  readonly varianceIntegrator: number;
  /** Applications of the hopping term to the whole lattice, a trajectory. */
  readonly dslash: number;
  /** CPU time of a trajectory, ms. */
  readonly milliseconds: number;
}

/** Trajectories from a thermalised start, in the force of S_g + S_θ. */
export function trueRun(
  lab: Laboratory,
  surrogate: Functional<GaugeField>,
  start: Pair,
  trajectories: number,
  steps = 20,
): TrueRun {
  const { phi, theory, lattice, group } = lab;
  // Numbers of trajectories that no pair has.
  const seed = lab.seed + 1000;
  const deltas: number[] = [];
  const integrated: number[] = [];
  const quarkChange: number[] = [];
  const surrogateChange: number[] = [];
  let watching = false;
  const gauge = wilsonAction(theory.beta);
  const kernel = slhmc({
    action: add(gauge, phi.action),
    effective: { all: add(gauge, surrogate) },
    schedule: scheduleOf(repeat(steps, leapfrogQPQ('all')), 1),
    refresh: (u, { trajectory }) => phi.refresh(u, key(seed, trajectory, 'pseudofermion')),
    onProposal(proposal, from) {
      if (!watching) return;
      quarkChange.push(phi.action.value(proposal) - phi.action.value(from));
      surrogateChange.push(surrogate.value(proposal) - surrogate.value(from));
    },
  });
  const u = new Links(lattice, group);
  u.field.fromArray(start.start);
  let state = kernel.init(u);
  const run = (from: number, count: number) => {
    for (let trajectory = from; trajectory < from + count; trajectory++) {
      const [next, info] = kernel.step({ seed, trajectory }, state);
      state = next;
      deltas.push(info.deltaH);
    }
  };
  run(1, 5);
  deltas.length = 0;
  phi.iterations();
  const costed = Math.min(20, trajectories);
  const before = process.cpuUsage();
  run(6, costed);
  const { user, system } = process.cpuUsage(before);
  const dslash = (phi.iterations().applications ?? 0) / costed;
  deltas.length = 0;
  watching = true;
  run(6 + costed, trajectories);
  deltas.forEach((deltaH, k) => {
    integrated.push(deltaH - quarkChange[k] + surrogateChange[k]);
  });
  const accepted = deltas.map(deltaH => Math.min(1, Math.exp(-deltaH)));
  return {
    trajectories,
    acceptance: meanOf(accepted),
    acceptanceError: Math.sqrt(varianceOf(accepted) / trajectories),
    meanDeltaH: meanOf(deltas),
    varianceDeltaH: varianceOf(deltas),
    varianceIntegrator: varianceOf(integrated),
    dslash,
    milliseconds: (user + system) / 1000 / costed,
  };
}
