/**
 * Preflight of a run of spins: the laws that its model, its effective model and its moves must obey, tried on at most 4 sites
 * per direction with random spins, as those of gauge theories are.
 */
import type { SpinRun } from '../../../runfile/schema/spin/index.ts';
import { brokenOff, type Finding } from '../../finding.ts';
import { checkModel } from './model.ts';
import { checkMoves } from './moves.ts';
import { type SpinSubject, spinSubjectOf } from './subject.ts';
import { checkSpinSymmetries } from './symmetries.ts';

export { type SpinSubject, spinSubjectOf } from './subject.ts';

const checks: Readonly<Record<string, (subject: SpinSubject) => Finding[]>> = {
  'value and force of the model': checkModel,
  'symmetries of the model': checkSpinSymmetries,
  moves: checkMoves,
};

/** Nothing is thrown: a check that breaks off is a law that does not hold. */
export async function preflightSpins(run: SpinRun): Promise<Finding[]> {
  try {
    return examineSpins(await spinSubjectOf(run));
  } catch (error) {
    return [brokenOff('the theory can be assembled', error)];
  }
}

/** The same for a subject that is already there. */
export function examineSpins(subject: SpinSubject): Finding[] {
  return Object.entries(checks).flatMap(([name, check]) => {
    try {
      return check(subject);
    } catch (error) {
      return [brokenOff(name, error)];
    }
  });
}
