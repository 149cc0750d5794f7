/** Heatbath, Metropolis and overrelaxation sweeps, as a run describes them. */
import type { GaugeField } from '../../gauge/index.ts';
import { heatbath, largestWidth, metropolis, type WidthTuner, widthTuner } from '../../markov/index.ts';
import { InputError } from '../../runfile/input/problem.ts';
import type { GaugeRun } from '../../runfile/schema/index.ts';
import type { LocalSampler } from '../../runfile/schema/sampler.ts';
import type { TrajectoryRequest } from '../simulation.ts';
import type { Chain } from './chain.ts';
import { thinActionOf } from './gauge.ts';
import type { Theory } from './theory.ts';

export function localUpdatesOf(
  run: GaugeRun,
  sampler: LocalSampler,
  { lattice, group, start }: Theory,
): Chain<GaugeField> {
  const action = thinActionOf(run.action.gauge, lattice);
  const { sweeps, overrelaxation } = sampler;
  const tuner = sampler.kind === 'metropolis' ? tunerOf(sampler.width, largestWidth(group)) : undefined;
  const updates =
    sampler.kind === 'metropolis' && tuner
      ? metropolis({ action, sweeps, overrelaxation, hits: sampler.hits, width: tuner.width })
      : heatbath({ action, sweeps, overrelaxation });
  let state = asInput(() => updates.init(start));
  let phase: TrajectoryRequest['phase'] = 'thermalise';
  return {
    name: updates.name,
    cites: updates.cites,
    banner: [`action:       ${action.name}`, `sampler:      ${updates.name}`],
    get u() {
      return state.u;
    },
    next(request) {
      if (phase === 'thermalise' && request.phase !== phase) tuner?.freeze();
      phase = request.phase;
      const [after, info] = updates.step({ seed: run.schedule.seed, trajectory: request.trajectory }, state);
      state = after;
      const { seconds: _seconds, ...extra } = info;
      if (info.acceptance !== undefined) tuner?.observe(info.acceptance);
      return { extra: extra as Record<string, number> };
    },
    state: () => (tuner ? { [tunerName]: tuner.state() } : {}),
    restore: saved => tuner?.restore(saved[tunerName] ?? []),
  };
}

/** @throws InputError for an action that links cannot be drawn from */
function asInput<Result>(make: () => Result): Result {
  try {
    return make();
  } catch (error) {
    throw error instanceof Error ? new InputError([`sampler.kind: ${error.message}`]) : error;
  }
}

const tunerName = 'tuner';

function tunerOf(width: number, largest: number): WidthTuner {
  return widthTuner({ width: Math.min(width, largest), largest });
}
