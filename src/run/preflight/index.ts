/**
 * Preflight: the laws that a theory, its forces, its network and its integrator must obey, tried on a small lattice in
 * about a second before a run is started. docs/preflight.md tells which bugs it has been shown to catch.
 */
import type { Resolved } from '../schema/index.ts';
import { brokenOff, type Finding } from './finding.ts';
import { checkForces } from './forces.ts';
import { checkFreeQuarks } from './freeQuarks.ts';
import { checkGaugeValue } from './gaugeValue.ts';
import { checkMachine } from './machines.ts';
import { checkSmearing } from './smearing.ts';
import { type Subject, subjectOf } from './subject.ts';
import { checkSymmetries } from './symmetries.ts';
import { checkTrajectory } from './trajectory.ts';
import { checkWidths } from './widths.ts';

export { type Finding, showFinding } from './finding.ts';
export { type Subject, subjectOf } from './subject.ts';

const checks: Readonly<Record<string, (subject: Subject) => Finding[]>> = {
  'value of the gauge action': checkGaugeValue,
  'value of the quark action': checkFreeQuarks,
  forces: checkForces,
  'gauge symmetry': checkSymmetries,
  smearing: checkSmearing,
  'random fields': checkWidths,
  trajectory: checkTrajectory,
  'chosen machine': checkMachine,
};

/** All laws, on the theory of a run. Nothing is thrown: a check that breaks off is a law that does not hold. */
export function preflight(run: Resolved): Finding[] {
  try {
    return examine(subjectOf(run));
  } catch (error) {
    return [brokenOff('the theory can be assembled', error)];
  }
}

/** The same for a subject that is already there. */
export function examine(subject: Subject): Finding[] {
  return Object.entries(checks).flatMap(([name, check]) => {
    try {
      return check(subject);
    } catch (error) {
      return [brokenOff(name, error)];
    }
  });
}
