/** A run on a smaller lattice, for rehearsals, estimates and laws: what files hold is of the run's own lattice. */
import { isSpinRun, type Resolved } from '../runfile/schema/index.ts';
import { isDynamics } from '../runfile/schema/sampler.ts';
import type { SpinRun } from '../runfile/schema/spin/index.ts';
import { shellsOf } from '../spin/index.ts';
import { outermostSteps, withSteps } from './assembly/integrator.ts';

/** More steps need no more memory, except for past solutions that the solver starts from. */
const fewestSteps = 2;

/** With as few molecular-dynamics steps as show its memory, from the simplest start. */
export function shortened(run: Resolved, extent: number[]): Resolved {
  if (isSpinRun(run)) return spinsOn(run, extent, 'cold');
  const { sampler } = run;
  const common = { ...run, lattice: { extent }, start: { ...run.start, from: 'cold' } };
  if (!isDynamics(sampler)) return common;
  const steps = Math.min(outermostSteps(sampler), fewestSteps + sampler.solver.guess);
  const trajectoryLength = (sampler.trajectoryLength / outermostSteps(sampler)) * steps;
  return { ...common, sampler: { ...withSteps(sampler, steps), trajectoryLength } };
}

/** Without files: the model begins as it does without any, with the shells that there are. */
export function spinsOn(run: SpinRun, extent: number[], from: string): SpinRun {
  const { effective, training, ...rest } = run;
  const most = shellsOf(extent).length;
  const { weights: _weights, ...model } = effective ?? {};
  const { data: _data, ...learning } = training ?? {};
  return {
    ...rest,
    lattice: { extent },
    start: { from },
    ...(effective
      ? { effective: { ...model, shells: Math.min(effective.shells ?? most, most) } as typeof effective }
      : {}),
    ...(training ? { training: learning as typeof training } : {}),
  };
}
