/**
 * The gradient flow of an action,
 *   dV/dt = Z(V) V,   V(0) = U,   Z = −i (dS/dq^a) T_a,
 * t in units of a²; for the Wilson flow Z = TA(C V†), C the sum of the staples. Smoothing reaches over
 * √(8 t). Steps of one size are those of flowStep.ts; adaptiveFlow.ts chooses them, flowHistory.ts measures on the way.
 *
 * Reference: M. Lüscher, JHEP 08 (2010) 071, arXiv:1006.4518.
 */
import type { Functional } from '../../lattice/index.ts';
import type { GaugeField } from '../configuration.ts';
import { FlowStep } from './flowStep.ts';

export interface FlowOptions {
  /** Whose flow: `wilsonFlowAction`, or any functional of links. */
  readonly action: Functional<GaugeField>;
  /** Flow time of one step, in units of a². */
  readonly epsilon: number;
  readonly steps: number;
}

/**
 * Moves u, in place, along the flow to t = steps · ε. The error at fixed t is of order ε³.
 *
 * @throws if epsilon is not a finite number, or steps is not a whole number
 */
export function gradientFlow(u: GaugeField, { action, epsilon, steps }: FlowOptions): void {
  if (!Number.isFinite(epsilon)) throw new Error(`The step of a flow is a finite number, but ${epsilon} was given.`);
  if (!Number.isInteger(steps) || steps < 0) {
    throw new Error(`A flow takes a whole number of steps, but ${steps} were asked for.`);
  }
  const flow = new FlowStep(u, action);
  for (let step = 0; step < steps; step++) flow.advance(epsilon);
  flow.release();
}
