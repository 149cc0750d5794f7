/**
 * Preflight: the laws that a theory, its forces, its network and its integrator must obey, tried on a small lattice in
 * about a second before a run is started. docs/preflight.md tells which bugs it has been shown to catch.
 */
import type { GaugeRun } from '../../runfile/schema/index.ts';
import type { RunFiles } from '../../simulation/simulation.ts';
import { brokenOff, type Finding } from '../finding.ts';
import { checkForces } from './forces.ts';
import { checkFreeQuarks } from './freeQuarks.ts';
import { checkGaugeValue } from './gaugeValue.ts';
import { checkIntegratorOrder } from './integratorOrder.ts';
import { checkLocalUpdates } from './localUpdates.ts';
import { checkMachine } from './machines.ts';
import { checkQuarkValue } from './quarkValue.ts';
import { checkSmearing } from './smearing.ts';
import { type Subject, subjectOf } from './subject.ts';
import { checkSymmetries } from './symmetries.ts';
import { checkTrajectory } from './trajectory.ts';
import { checkWidths } from './widths.ts';

export { type Subject, subjectOf } from './subject.ts';

const checks: Readonly<Record<string, (subject: Subject) => Finding[]>> = {
  'value of the gauge action': checkGaugeValue,
  'free quarks': checkFreeQuarks,
  'value of the quark action': checkQuarkValue,
  forces: checkForces,
  'gauge symmetry': checkSymmetries,
  smearing: checkSmearing,
  'random fields': checkWidths,
  trajectory: checkTrajectory,
  'order of the integrator': checkIntegratorOrder,
  'local updates': checkLocalUpdates,
};

/** How much is examined: everything; all but the comparison of machines; or only until one law does not hold. */
export type Extent = 'all' | 'brief' | 'until one fails';

/**
 * All laws, on the theory of a run. Nothing is thrown: a check that breaks off is a law that does not hold.
 *
 * @param extent 'brief' leaves out the comparison with the reference machine, which takes half as long as all the
 *   rest; when a machine is chosen, it has agreed with the reference on a kernel of all operations.
 */
export function preflight(run: GaugeRun, extent: Extent = 'all', files?: RunFiles): Finding[] {
  try {
    const subject = subjectOf(run, files);
    const found = examine(subject, extent);
    return extent === 'all' ? [...found, ...tried('chosen machine', () => checkMachine(subject))] : found;
  } catch (error) {
    return [brokenOff('the theory can be assembled', error)];
  }
}

/** The same for a subject that is already there, on its own machine. */
export function examine(subject: Subject, extent: Extent = 'brief'): Finding[] {
  const found: Finding[] = [];
  for (const [name, check] of Object.entries(checks)) {
    found.push(...tried(name, () => check(subject)));
    if (extent === 'until one fails' && found.some(({ ok }) => !ok)) break;
  }
  return found;
}

function tried(name: string, check: () => Finding[]): Finding[] {
  try {
    return check();
  } catch (error) {
    return [brokenOff(name, error)];
  }
}
