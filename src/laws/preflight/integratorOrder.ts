/** The order of the run's own integrator, of a pendulum and, from fourth order on, of ΔH on the lattice. */
import { isDynamics } from '../../runfile/schema/sampler.ts';
import { scheduleFor, withSteps } from '../../simulation/assembly/integrator.ts';
import type { Finding } from '../finding.ts';
import { latticeOrderLaw, pendulumOrderLaw, type Schedules } from '../integratorOrder.ts';
import type { Subject } from './subject.ts';

export function checkIntegratorOrder({ run, u, driving, schedule }: Subject): Finding[] {
  const { sampler } = run;
  if (!schedule || !isDynamics(sampler)) return [];
  const schedules: Schedules = (steps, length) =>
    scheduleFor(run, { ...withSteps(sampler, steps), trajectoryLength: length });
  const found = [pendulumOrderLaw(schedules)];
  if (schedule.scheme.order > 2) found.push(latticeOrderLaw(schedules, u, driving));
  return found;
}
