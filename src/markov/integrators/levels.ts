/**
 * Schedules from plain data: one entry per time scale, slowest and dearest forces first.
 *
 * The first level cuts the trajectory into `steps` steps of its scheme; every further one does the same with each drift
 * of a single step of the level before it. Forces of one level kick together.
 *
 * Reference: J. C. Sexton and D. H. Weingarten, Nucl. Phys. B 380, 665 (1992).
 */
import { forceGradient } from './forceGradient.ts';
import { leapfrogPQP } from './leapfrogPQP.ts';
import { leapfrogQPQ } from './leapfrogQPQ.ts';
import { omelyan2 } from './omelyan2.ts';
import { omf4 } from './omf4.ts';
import { omf4QPQ } from './omf4QPQ.ts';
import { type Schedule, scheduleOf } from './schedule.ts';
import { kickedBy, nest, repeat, type Scheme } from './scheme.ts';

/** Every elementary scheme, by the name that run files call it by. */
export const schemes = { leapfrogQPQ, leapfrogPQP, omelyan2, omf4, omf4QPQ, forceGradient } as const;

export type SchemeName = keyof typeof schemes;

export const schemeNames = Object.keys(schemes) as readonly SchemeName[];

/** One time scale. */
export interface Level {
  /** Names of the force groups that kick on this time scale. */
  readonly forces: readonly string[];
  /** One of `schemeNames`. */
  readonly scheme: string;
  /** Steps in the trajectory, or in each drift of a step of the level before. */
  readonly steps: number;
}

/**
 * The schedule of nested levels, the outermost first.
 *
 * @param length of the trajectory in molecular-dynamics time
 * @param forces the names of all forces there are; each must be in exactly one level. Default: those of the levels.
 * @throws if there is no level, a scheme or force is unknown, a force is in no level or in two, a level has no force, or
 *   steps or length are not positive
 */
export function scheduleFromLevels(
  levels: readonly Level[],
  length: number,
  forces: readonly string[] = levels.flatMap(level => level.forces),
): Schedule {
  requireSense(levels, forces);
  const scheme = levels.reduceRight<Scheme | undefined>((inner, level) => {
    const once = kickedBy(level.forces, schemes[level.scheme as SchemeName]());
    return repeat(level.steps, inner ? nest(once, inner) : once);
  }, undefined);
  return scheduleOf(scheme!, length);
}

function requireSense(levels: readonly Level[], forces: readonly string[]): void {
  const known = forces.join(', ');
  if (levels.length === 0) throw new Error(`The integrator has no level; give at least one, with the forces ${known}.`);
  const seen = new Map<string, number>();
  levels.forEach((level, k) => {
    const place = `Level ${k + 1} of the integrator`;
    if (!Object.hasOwn(schemes, level.scheme)) {
      throw new Error(`${place} has the scheme "${level.scheme}"; known are ${schemeNames.join(', ')}.`);
    }
    if (!(Number.isInteger(level.steps) && level.steps >= 1)) {
      throw new Error(`${place} has ${level.steps} steps; expected 1, 2, 3 ...`);
    }
    if (level.forces.length === 0)
      throw new Error(`${place} has no forces; give it some of ${known}, or leave it out.`);
    for (const force of level.forces) {
      if (!forces.includes(force)) {
        throw new Error(`${place} has the force "${force}", which is not in this theory; its forces are ${known}.`);
      }
      if (seen.has(force)) {
        throw new Error(
          `The force "${force}" is in levels ${seen.get(force)} and ${k + 1}; give each force one level.`,
        );
      }
      seen.set(force, k + 1);
    }
  });
  const idle = forces.filter(force => !seen.has(force));
  if (idle.length > 0) {
    throw new Error(`No level of the integrator has the force ${idle.join(', ')}; put every force in a level.`);
  }
}
