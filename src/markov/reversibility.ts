/**
 * Reversibility of molecular dynamics: forward, p → −p, forward again must come back to the start. Only rounding, and
 * solvers that stop early, spoil it; hybrid Monte Carlo is exact only as far as it holds.
 *
 * Reference: R. G. Edwards, I. Horvath, A. D. Kennedy, Nucl. Phys. B 484, 375 (1997), hep-lat/9606004.
 */
import { type Configuration, type Functional, key } from '../lattice/index.ts';
import { type PhaseSpace, phaseSpace } from './hamiltonian.ts';
import type { Schedule } from './integrators/index.ts';
import { type Forces, molecularDynamics, requireForces } from './molecularDynamics.ts';
import type { StepKey } from './step.ts';

export interface Reversibility {
  /** Largest difference of a stored real of the configuration after the way there and back. */
  readonly fields: number;
  /** The same for the momenta. */
  readonly momenta: number;
  /** H(there and back) − H(start). */
  readonly deltaH: number;
  /** H(end) − H(start) of the way there. */
  readonly deltaHForward: number;
}

export interface ReversibilityOptions<F> {
  readonly action: Functional<F>;
  /** Default: { all: action }. */
  readonly forces?: Forces<F>;
  readonly schedule: Schedule;
}

/** Goes there and back from a copy of u, with the momenta that this trajectory of hybrid Monte Carlo would draw. */
export function reversibility<F extends Configuration<F>>(
  u: F,
  { seed, trajectory }: StepKey,
  { action, forces = { all: action }, schedule }: ReversibilityOptions<F>,
): Reversibility {
  requireForces(schedule, forces);
  const phase = phaseSpace(u.clone(), u.momentum(), u.momentum());
  phase.drawMomenta(key(seed, trajectory, 'momentum'));
  const start = { fields: u.field.toArray(), momenta: phase.momenta.toArray(), ...energy(action, phase) };
  molecularDynamics(schedule, phase, forces);
  const end = energy(action, phase);
  phase.reverseMomenta();
  molecularDynamics(schedule, phase, forces);
  phase.reverseMomenta();
  const back = energy(action, phase);
  return {
    fields: largestDifference(start.fields, phase.u.field.toArray()),
    momenta: largestDifference(start.momenta, phase.momenta.toArray()),
    deltaH: change(start, back),
    deltaHForward: change(start, end),
  };
}

interface Energy {
  readonly kinetic: number;
  readonly potential: number;
}

function energy<F>(action: Functional<F>, phase: PhaseSpace<F>): Energy {
  return { kinetic: phase.kinetic(), potential: action.value(phase.u) };
}

/** Parts are compared before they are added: their sums are large. */
function change(from: Energy, to: Energy): number {
  return to.kinetic - from.kinetic + (to.potential - from.potential);
}

/** NaN if a number is NaN. */
function largestDifference(a: Float64Array, b: Float64Array): number {
  return a.reduce((largest, x, i) => Math.max(largest, Math.abs(x - b[i])), 0);
}
