/** The schedule of molecular dynamics, from its name. */
import {
  leapfrogPQP,
  leapfrogQPQ,
  nest,
  omelyan2,
  repeat,
  type Schedule,
  type Scheme,
  scheduleOf,
  scheme,
} from '../../markov/index.ts';
import type { Resolved } from '../schema/index.ts';

const schemes = { leapfrogQPQ, leapfrogPQP, omelyan2 } as const;

/**
 * Kicks by the groups `gauge` and, with fermions, `fermion`: together, or with gaugeSubsteps > 1 the gauge force on a
 * finer level inside each step of the fermion force.
 */
export function scheduleFor({ sampler, action }: Resolved): Schedule {
  const { integrator, steps, trajectoryLength, gaugeSubsteps } = sampler;
  const named = schemes[integrator];
  if (action.fermion.kind === 'none') return scheduleOf(repeat(steps, named('gauge')), trajectoryLength);
  const once =
    gaugeSubsteps > 1
      ? nest(named('fermion'), repeat(gaugeSubsteps, named('gauge')))
      : kickedBy(named('all'), ['gauge', 'fermion']);
  return scheduleOf(repeat(steps, once), trajectoryLength);
}

/** The scheme with every kick given by several groups at once. */
function kickedBy(single: Scheme, groups: readonly string[]): Scheme {
  const kick = (coefficient: number) => groups.map(who => ({ who, coefficient }));
  return scheme({
    ...single,
    name: single.name.replace('all', groups.join('+')),
    steps: single.steps.flatMap(step => (step.who === 'drift' ? [step] : kick(step.coefficient))),
  });
}
