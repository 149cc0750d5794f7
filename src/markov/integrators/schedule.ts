/** A scheme for a trajectory of given length, and the loop that runs it on anything that can drift and be kicked. */
import type { Scheme } from './scheme.ts';
import { forceGroups, isSymmetric, type Step, sumOfMagnitudes, total } from './steps.ts';

export interface TimedStep {
  /** `drift`, or the name of the group of forces that kicks. */
  readonly who: string;
  /** How long, in units of molecular-dynamics time. */
  readonly time: number;
  /** Of a kick: its force is taken at exp(−by F) U, F the force of these groups; `by` is a squared time. */
  readonly shift?: TimedShift;
}

export interface TimedShift {
  readonly by: number;
  readonly along: readonly string[];
}

export interface Schedule {
  readonly scheme: Scheme;
  /** Length of the trajectory in molecular-dynamics time. */
  readonly length: number;
  readonly steps: readonly TimedStep[];
  /** Names of the force groups. */
  readonly groups: readonly string[];
}

/** What a schedule moves. */
export interface Mover {
  /** q ← q + time p */
  drift(time: number): void;
  /** p ← p − time dS/dq, with the forces of this group, at the present or at shifted links */
  kick(group: string, time: number, shift?: TimedShift): void;
}

/**
 * The steps of a trajectory of this length.
 *
 * @throws if the length is not positive; if drifts or the kicks of a group do not add up to one; if the scheme does not
 *   read the same backwards, since the accept test would then not keep the distribution
 */
export function scheduleOf(scheme: Scheme, length: number): Schedule {
  if (!(Number.isFinite(length) && length > 0)) {
    throw new Error(`The length of a trajectory is a positive number; found ${length}.`);
  }
  const groups = forceGroups(scheme.steps);
  const rounding = 4 * scheme.steps.length * Number.EPSILON * sumOfMagnitudes(scheme.steps);
  for (const who of ['drift', ...groups]) {
    const sum = total(scheme.steps, who);
    if (!(Math.abs(sum - 1) <= rounding)) {
      throw new Error(`In the scheme ${scheme.name} the steps of ${who} add up to ${sum}; they must add up to 1.`);
    }
  }
  if (!isSymmetric(scheme.steps)) {
    throw new Error(`The scheme ${scheme.name} is not reversible; its steps must read the same backwards.`);
  }
  const steps = scheme.steps.map(step => timed(step, length));
  return { scheme, length, steps, groups };
}

function timed({ who, coefficient, shift }: Step, length: number): TimedStep {
  const time = length * coefficient;
  return shift ? { who, time, shift: { by: length ** 2 * shift.share, along: shift.along } } : { who, time };
}

/** Runs the steps in order. */
export function integrate({ steps }: Schedule, mover: Mover): void {
  for (const { who, time, shift } of steps) {
    if (who === 'drift') mover.drift(time);
    else mover.kick(who, time, shift);
  }
}
