/** One trajectory through phase space, with a watch on every number that comes out of it. */
import { type Configuration, type Field, type Functional, norm2 } from '../lattice/index.ts';
import type { PhaseSpace } from './hamiltonian.ts';
import { integrate, type Schedule, type TimedShift } from './integrators/index.ts';

/** The actions whose forces kick, by the name of the group that a schedule calls them by. */
export type Forces<F> = Readonly<Record<string, Functional<F>>>;

/**
 * Moves variables and momenta along the schedule.
 *
 * @returns for each force group the root mean square of its kicks: √ of Σ (dS/dq)² per variable (link, spin), averaged over
 *   variables and over the kicks of the trajectory
 * @throws if momenta, variables or a force stop being finite
 */
export function molecularDynamics<F extends Configuration<F>>(
  schedule: Schedule,
  phase: PhaseSpace<F>,
  forces: Forces<F>,
): Record<string, number> {
  const squares: Record<string, number> = {};
  const kicks: Record<string, number> = {};
  // Kicks with no drift between them see the same shifted configuration.
  let shifted: { readonly shift: string; readonly at: F } | undefined;
  const shiftedBy = ({ by, along }: TimedShift): F => {
    const shift = `${by} ${along}`;
    if (shifted?.shift !== shift) {
      shifted = {
        shift,
        at: phase.movedAgainst(
          along.map(group => forces[group]),
          by,
        ),
      };
    }
    return shifted.at;
  };
  integrate(schedule, {
    drift(time) {
      phase.drift(time);
      shifted = undefined;
    },
    kick(group, time, shift) {
      const squared = phase.kick(forces[group], time, shift && shiftedBy(shift));
      kicks[group] = (kicks[group] ?? 0) + 1;
      squares[group] = (squares[group] ?? 0) + squared;
      if (!Number.isFinite(squared)) throw lostNumber(phase, group, kicks[group]);
    },
  });
  const { field, variables } = phase.u;
  const { volume } = field.lattice;
  return Object.fromEntries(
    schedule.groups.map(group => [group, Math.sqrt(squares[group] / (kicks[group] * volume * variables))]),
  );
}

/**
 * @throws unless every group of the schedule has a force and every force is in the schedule
 */
export function requireForces({ groups, scheme }: Schedule, forces: Forces<never>): void {
  const names = Object.keys(forces);
  const list = (some: readonly string[]) => (some.length === 0 ? 'none' : some.join(', '));
  const missing = groups.filter(group => !names.includes(group));
  const idle = names.filter(name => !groups.includes(name));
  if (missing.length === 0 && idle.length === 0) return;
  throw new Error(
    `The integrator ${scheme.name} kicks with ${list(groups)}, but forces are given for ${list(names)}; ` +
      'both must name the same groups.',
  );
}

/** The first quantity, in the order in which they follow from each other, that is not finite. */
function lostNumber<F extends Configuration<F>>({ u, momenta }: PhaseSpace<F>, group: string, kick: number): Error {
  const isLost = (field: Field) =>
    !Number.isFinite(norm2(field.components, field.lattice.dimension).run({ x: field }).total);
  const what = isLost(momenta) ? 'The momenta are' : isLost(u.field) ? 'The fields are' : `The force of ${group} is`;
  return new Error(
    `${what} not finite at kick ${kick} of ${group}; expected finite numbers. ` +
      'Smaller steps are more stable; if the configuration came from a file, check it.',
  );
}
