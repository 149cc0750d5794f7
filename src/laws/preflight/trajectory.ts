/**
 * One short trajectory of the run's own integrator: there and back again, the energy it conserves, and the rule by
 * which its end is taken.
 *
 * Energy: with steps ε the change of H = K + S along a true Hamiltonian flow is c ε² + O(ε⁴); from ε and ε/2 the part
 * that does not vanish with ε is (4 ΔH(ε/2) − ΔH(ε)) / 3. It shows a kick, a drift or a kinetic energy with a wrong
 * factor, which reversibility cannot see.
 */
import type { GaugeField } from '../../gauge/index.ts';
import { add, drawGaussian, type Functional, functional, key, norm2 } from '../../lattice/index.ts';
import { molecularDynamics, type PhaseSpace, phaseSpace, type Schedule } from '../../markov/index.ts';
import { isDynamics, type MolecularDynamics } from '../../runfile/schema/sampler.ts';
import { scheduleFor, withSteps } from '../../simulation/assembly/integrator.ts';
import { type Finding, finding } from '../finding.ts';
import { distance } from '../motion.ts';
import { reversalLaw, trajectoryOf } from '../reversal.ts';
import type { Subject } from './subject.ts';

const start = { seed: 5, trajectory: 1 };
const allowedReversal = 1e-9;
const allowedEnergy = 1e-4;
const allowedReport = 1e-10;
const shortTime = 0.04;
const few = 2;

export function checkTrajectory(subject: Subject): Finding[] {
  const { run, u, driving, schedule } = subject;
  if (!schedule || !isDynamics(run.sampler)) return [];
  const conserved = add(...Object.values(driving));
  const momenta = u.momentum();
  drawGaussian(momenta, key(start.seed, start.trajectory, 'momentum'));
  const reversal = { momenta, tolerance: allowedReversal, name: 'a trajectory' };
  return [
    reversalLaw(trajectoryOf(schedule, driving), u, reversal),
    finding('small steps conserve the energy', energyError(subject, run.sampler, conserved), allowedEnergy),
    finding('a step reports the change of its energy', reportedError(subject, schedule, conserved), allowedReport),
    ...acceptRule(subject, schedule),
  ];
}

/** ΔH of a step of the sampler against the difference of both ends of the same trajectory. */
function reportedError(
  { u, driving, sampler }: Subject,
  schedule: Schedule,
  conserved: Functional<GaugeField>,
): number {
  const phase = phaseSpace(u.clone(), u.momentum(), u.momentum());
  phase.drawMomenta(key(start.seed, start.trajectory, 'momentum'));
  const before = energies(phase, conserved);
  molecularDynamics(schedule, phase, driving);
  const after = energies(phase, conserved);
  const kernel = sampler({ action: conserved, forces: driving, schedule });
  const [, { deltaH }] = kernel.step(start, kernel.init(u.clone()));
  const expected = after.kinetic - before.kinetic + (after.potential - before.potential);
  return Math.abs(deltaH - expected) / (Math.abs(after.kinetic) + Math.abs(after.potential) + 1);
}

function energyError(
  { run, u, driving }: Subject,
  dynamics: MolecularDynamics,
  conserved: Functional<GaugeField>,
): number {
  const phase = phaseSpace(u.clone(), u.momentum(), u.momentum());
  const walk = (steps: number) => {
    phase.u.copyFrom(u);
    phase.drawMomenta(key(start.seed, start.trajectory, 'momentum'));
    const before = energies(phase, conserved);
    molecularDynamics(scheduleFor(run, { ...withSteps(dynamics, steps), trajectoryLength: shortTime }), phase, driving);
    const after = energies(phase, conserved);
    return { kinetic: after.kinetic - before.kinetic, potential: after.potential - before.potential };
  };
  const coarse = walk(few);
  const fine = walk(2 * few);
  const rest = (4 * (fine.kinetic + fine.potential) - (coarse.kinetic + coarse.potential)) / 3;
  return Math.abs(rest) / (Math.abs(fine.kinetic) + Math.abs(fine.potential) + 1);
}

function energies(phase: PhaseSpace<GaugeField>, conserved: Functional<GaugeField>) {
  const momenta = phase.momenta;
  const squared = norm2(momenta.components, phase.u.lattice.dimension).run({ x: momenta }).total;
  return { kinetic: squared / 2, potential: conserved.value(phase.u) };
}

/** Far too large a rise of H is refused and leaves the bits of before; a fall is accepted. */
function acceptRule({ u, driving, sampler }: Subject, schedule: Schedule): Finding[] {
  const still = (group: string): [string, Functional<GaugeField>] => [
    group,
    functional({ name: 'no force', cites: [], value: () => 0, differential: (_, out) => void out.fill(0) }),
  ];
  const forces = Object.fromEntries(Object.keys(driving).map(still));
  const proposed = (rise: number) => {
    let calls = 0;
    const action = { ...forces[Object.keys(forces)[0]], value: () => (calls++ === 0 ? 0 : rise) };
    const kernel = sampler({ action, forces, schedule });
    const [after, { accepted, deltaH }] = kernel.step(start, kernel.init(u.clone()));
    const isMoved = distance(after.u.field.toArray(), u.field.toArray()) > 0;
    return accepted === rise < 0 && isMoved === rise < 0 && Math.abs(deltaH - rise) < 1e-6;
  };
  const wrong = [1000, -1000].filter(rise => !proposed(rise)).length;
  return [finding('the accept test refuses a rise of H and takes a fall', wrong, 0)];
}
