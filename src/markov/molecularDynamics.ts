/** One trajectory through phase space, with a watch on every number that comes out of it. */
import { hypotenuse } from '../kernel/index.ts';
import { type Configuration, coordinatesOf, type Field, type Functional, norm2 } from '../lattice/index.ts';
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
  let drifted = 0;
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
      drifted = time;
      shifted = undefined;
    },
    kick(group, time, shift) {
      const squared = phase.kick(forces[group], time, shift && shiftedBy(shift));
      kicks[group] = (kicks[group] ?? 0) + 1;
      squares[group] = (squares[group] ?? 0) + squared;
      if (!Number.isFinite(squared)) throw lostNumber(phase, { group, kick: kicks[group], drifted });
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

interface Place {
  readonly group: string;
  /** Counts from 1 in a trajectory. */
  readonly kick: number;
  /** Time of the drift before it. */
  readonly drifted: number;
}

/** The first quantity, in the order in which they follow from each other, that is not finite. */
function lostNumber<F extends Configuration<F>>(phase: PhaseSpace<F>, { group, kick, drifted }: Place): Error {
  const { u, momenta } = phase;
  const isLost = (field: Field) =>
    !Number.isFinite(norm2(field.components, field.lattice.dimension).run({ x: field }).total);
  const at = `not finite at kick ${kick} of ${group}; expected finite numbers.`;
  const advice = 'Smaller steps are more stable; if the configuration came from a file, check it.';
  if (isLost(momenta)) return new Error(`The momenta are ${at} ${advice}`);
  if (!isLost(u.field)) return new Error(`The force of ${group} is ${at} ${advice}`);
  return new Error(`The fields are ${at} ${exponentIn(phase, drifted)} ${advice}`);
}

/** What the last drift exponentiated where it was largest: exp is NaN beyond the reach in which it is accurate. */
function exponentIn<F extends Configuration<F>>({ u, momenta }: PhaseSpace<F>, time: number): string {
  const p = momenta.toArray();
  const coefficients = u.forceSize / u.variables;
  let [largest, where] = [0, 0];
  for (let variable = 0; variable * coefficients < p.length; variable++) {
    const size = hypotenuse(...p.subarray(variable * coefficients, (variable + 1) * coefficients));
    if (size > largest) [largest, where] = [size, variable];
  }
  const site = Math.floor(where / u.variables);
  return (
    `The drift before it, by ${time}, had its largest exponent at the site (${coordinatesOf(site, momenta.lattice.extents).join(', ')}), ` +
    `direction ${where % u.variables}: momentum ${largest.toPrecision(3)}, exponent ${(Math.abs(time) * largest).toPrecision(3)}.`
  );
}
