/**
 * The order of the integrator, twice. With its steps a pendulum, one force sin(q + δ_g) per force group, is moved in plain
 * numbers: halving the steps divides the distance to the exact end by 2^order. And on the lattice, for schemes of fourth
 * order, halving the steps divides the root mean square of ΔH by 2⁴, which would be 2² if a force-gradient step were wrong.
 *
 * Reference: I. P. Omelyan, I. M. Mryglod, R. Folk, Comput. Phys. Commun. 151, 272 (2003).
 */
import { add, key, norm2 } from '../../lattice/index.ts';
import { molecularDynamics, phaseSpace, type Schedule } from '../../markov/index.ts';
import { isDynamics, type MolecularDynamics } from '../../runfile/schema/sampler.ts';
import { scheduleFor, withSteps } from '../../simulation/assembly/integrator.ts';
import { type Finding, finding } from './finding.ts';
import type { Subject } from './subject.ts';

const allowed = 0.3;
/** Errors of sixth order still count on the lattice. */
const allowedOnLattice = 1;
const pendulumTime = 2;
const pendulumSteps = 12;
const latticeTime = 0.16;
const draws = 3;
/** Below this share of the action ΔH is rounding. */
const smallest = 1e-10;

export function checkIntegratorOrder(subject: Subject): Finding[] {
  const { run, schedule } = subject;
  if (!schedule || !isDynamics(run.sampler)) return [];
  const { order } = schedule.scheme;
  const law = 'order of the integrator';
  const found = [finding(`${law}, of a pendulum`, lacking(order, pendulumOrder(subject, run.sampler)), allowed)];
  if (order > 2) {
    found.push(finding(`${law}, on the lattice`, lacking(order, latticeOrder(subject, run.sampler)), allowedOnLattice));
  }
  return found;
}

const lacking = (order: number, measured: number) => Math.max(0, order - measured);

function pendulumOrder({ run }: Subject, dynamics: MolecularDynamics): number {
  const ends = [1, 2, 4].map(factor => {
    const sampler = { ...withSteps(dynamics, factor * pendulumSteps), trajectoryLength: pendulumTime };
    return swung(scheduleFor(run, sampler));
  });
  const apart = (k: number) => Math.hypot(ends[k].q - ends[k + 1].q, ends[k].p - ends[k + 1].p);
  return Math.log2(apart(0) / apart(1));
}

function swung({ steps, groups }: Schedule): { q: number; p: number } {
  let [q, p] = [0.4, 1.1];
  const force = (group: string, at: number) => Math.sin(at + groups.indexOf(group));
  for (const { who, time, shift } of steps) {
    if (who === 'drift') {
      q += time * p;
      continue;
    }
    const against = (shift?.along ?? []).reduce((sum, group) => sum + force(group, q), 0);
    p -= time * force(who, q - (shift?.by ?? 0) * against);
  }
  return { q, p };
}

function latticeOrder({ run, u, driving }: Subject, dynamics: MolecularDynamics): number {
  const conserved = add(...Object.values(driving));
  const phase = phaseSpace(u.clone(), u.momentum(), u.momentum());
  const energy = () => {
    const { total } = norm2(phase.momenta.components, u.lattice.dimension).run({ x: phase.momenta });
    return total / 2 + conserved.value(phase.u);
  };
  const [coarse, fine] = [2, 4].map(steps => {
    const schedule = scheduleFor(run, { ...withSteps(dynamics, steps), trajectoryLength: latticeTime });
    return Array.from({ length: draws }, (_, draw) => {
      phase.u.copyFrom(u);
      phase.drawMomenta(key(7, draw, 'momentum'));
      const before = energy();
      molecularDynamics(schedule, phase, driving);
      return energy() - before;
    });
  });
  const size = u.lattice.volume + Math.abs(conserved.value(u));
  if (Math.hypot(...coarse) < smallest * size) return Number.POSITIVE_INFINITY;
  return Math.log2(Math.hypot(...coarse) / Math.hypot(...fine));
}
