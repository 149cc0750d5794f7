/** What moves spins along an action: one spin at a time, or trajectories. */
import { type Hmc, hmc, kickedBy, repeat, type Schedule, scheduleOf, schemes } from '../../markov/index.ts';
import type { SpinMoves } from '../../runfile/schema/spin/sampler.ts';
import { type SpinAction, type SpinField, type SpinMetropolis, spinMetropolis } from '../../spin/index.ts';

type Trajectories = Extract<SpinMoves, { kind: 'hmc' }>;
type Updates = Extract<SpinMoves, { kind: 'metropolis' }>;

/** The schedule of trajectories with the only force there is. */
export function spinSchedule({ integrator, steps, trajectoryLength }: Trajectories): Schedule {
  return scheduleOf(repeat(steps, kickedBy(['spins'], schemes[integrator]())), trajectoryLength);
}

export function trajectoriesOn(action: SpinAction, moves: Trajectories): Hmc<SpinField> {
  return hmc({ action, forces: { spins: action }, schedule: spinSchedule(moves) });
}

/** @param width in place of the one of the run, while it is tuned */
export function updatesOn(action: SpinAction, { updates, width }: Updates, tuned?: () => number): SpinMetropolis {
  return spinMetropolis({ action, width: tuned ?? width, ...(updates === undefined ? {} : { updates }) });
}
