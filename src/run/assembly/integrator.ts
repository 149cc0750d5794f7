/** The schedule of molecular dynamics, from its description. */
import { kickedBy, nest, repeat, type Schedule, scheduleFromLevels, scheduleOf, schemes } from '../../markov/index.ts';
import { forceNames } from '../schema/action.ts';
import type { Resolved } from '../schema/index.ts';
import type { MolecularDynamics } from '../schema/sampler.ts';

/**
 * With [[sampler.levels]] these, nested. Else the forces of gluons and quarks kick together, or with gaugeSubsteps > 1
 * the gauge force on a finer level inside each step of the fermion forces.
 */
export function scheduleFor(run: Pick<Resolved, 'action'>, sampler: MolecularDynamics): Schedule {
  const { integrator, steps, trajectoryLength, gaugeSubsteps, levels } = sampler;
  const forces = sampler.kind === 'slhmc' ? ['gauge', 'fermion'] : forceNames(run.action);
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
