/** The schedule of molecular dynamics, from its description. */
import {
  kickedBy,
  nest,
  repeat,
  type Schedule,
  scheduleFromLevels,
  scheduleOf,
  schemes,
  stepTuner,
} from '../../markov/index.ts';
import { forceNames } from '../../runfile/schema/action.ts';
import type { GaugeRun } from '../../runfile/schema/index.ts';
import type { MolecularDynamics } from '../../runfile/schema/sampler.ts';

/**
 * With [[sampler.levels]] these, nested. Else the forces of gluons and quarks kick together, or with gaugeSubsteps > 1
 * the gauge force on a finer level inside each step of the fermion forces.
 */
export function scheduleFor(run: Pick<GaugeRun, 'action'>, sampler: MolecularDynamics): Schedule {
  const { integrator, steps, trajectoryLength, gaugeSubsteps, levels } = sampler;
  const forces = forcesOf(run, sampler);
  if (levels) {
    const rest = forces.filter(name => !levels.some(level => level.forces.includes(name)));
    const described = levels.map(level => ({
      forces: level.forces.length > 0 ? level.forces : rest,
      scheme: level.integrator,
      steps: level.steps,
    }));
    return scheduleFromLevels(described, trajectoryLength, forces);
  }
  const scheme = schemes[integrator];
  const quarks = forces.filter(name => name !== 'gauge');
  const once =
    gaugeSubsteps > 1
      ? nest(kickedBy(quarks, scheme()), repeat(gaugeSubsteps, scheme('gauge')))
      : kickedBy(forces, scheme());
  return scheduleOf(repeat(steps, once), trajectoryLength);
}

function forcesOf({ action }: Pick<GaugeRun, 'action'>, { kind }: MolecularDynamics): readonly string[] {
  if (kind === 'slmc') return ['gauge'];
  return kind === 'slhmc' ? ['gauge', 'fermion'] : forceNames(action);
}

/** The steps of a trajectory, on the outermost level. */
export function outermostSteps({ steps, levels }: MolecularDynamics): number {
  return levels?.[0].steps ?? steps;
}

/** The same integrator with another number of steps. */
export function withSteps(sampler: MolecularDynamics, steps: number): MolecularDynamics {
  const [first, ...rest] = sampler.levels ?? [];
  return { ...sampler, steps, ...(first && { levels: [{ ...first, steps }, ...rest] }) };
}

/** Schedules whose number of steps is tuned while the chain thermalises; without `tune`, one schedule for ever. */
export interface TunedSchedule {
  now(): Schedule;
  /** On the outermost level of it. */
  steps(): number;
  observe(deltaH: number): void;
  freeze(): void;
  /** Empty without `tune`. */
  state(): Record<string, Float64Array>;
  restore(state: Readonly<Record<string, Float64Array>>): void;
}

export function tunedSchedule(run: Pick<GaugeRun, 'action'>, sampler: MolecularDynamics): TunedSchedule {
  const first = scheduleFor(run, sampler);
  const steps = outermostSteps(sampler);
  if (!sampler.tune)
    return { now: () => first, steps: () => steps, observe() {}, freeze() {}, state: () => ({}), restore() {} };
  const tuner = stepTuner({ target: sampler.tune.acceptance, order: first.scheme.order, steps });
  const known = new Map([[steps, first]]);
  return {
    now() {
      const wanted = tuner.steps();
      const schedule = known.get(wanted) ?? scheduleFor(run, withSteps(sampler, wanted));
      known.set(wanted, schedule);
      return schedule;
    },
    steps: () => tuner.steps(),
    observe: deltaH => tuner.observe(deltaH),
    freeze: () => tuner.freeze(),
    state: () => ({ [tunerName]: tuner.state() }),
    restore: state => tuner.restore(state[tunerName] ?? []),
  };
}

const tunerName = 'tuner';
