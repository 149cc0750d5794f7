/**
 * The gradient flow of an action,
 *   dV/dt = Z(V) V,   V(0) = U,   Z = -i (dS/dq^a) T_a,
 * t in units of a^2; for the Wilson flow Z = TA(C V^dagger), C the sum of the staples. Smoothing reaches over
 * sqrt(8 t).
 *
 * One step of the Runge-Kutta scheme of third order on the group, with Z_i = eps Z(W_i) and W_0 = V_t:
 *   W_1 = exp(1/4 Z_0) W_0,   W_2 = exp(8/9 Z_1 - 17/36 Z_0) W_1,   V_{t+eps} = exp(3/4 Z_2 - 8/9 Z_1 + 17/36 Z_0) W_2.
 * Each exponent is a multiple of the last force plus a multiple of the exponent before, so one sum is carried along.
 *
 * Reference: M. Luscher, JHEP 08 (2010) 071, arXiv:1006.4518, appendix C.
 */
import { type Cite, type Functional, workspaceOf, xpay } from '../../lattice/index.ts';
import type { GaugeField } from '../configuration.ts';
import { drift } from '../kernels.ts';

export const flowPaper: Cite = {
  key: 'Luscher:2010iy',
  bibtex: `@article{Luscher:2010iy,
  author = {L{\\"u}scher, Martin},
  title = {Properties and uses of the {Wilson} flow in lattice {QCD}},
  journal = {JHEP},
  volume = {08},
  pages = {071},
  year = {2010},
  eprint = {1006.4518},
  doi = {10.1007/JHEP08(2010)071}
}`,
};

/** K <- force + carry K;  W <- exp(-eps factor K) W */
const stages = [
  { carry: 0, factor: 1 / 4 },
  { carry: -17 / 32, factor: 8 / 9 },
  { carry: -32 / 27, factor: 3 / 4 },
] as const;

export interface FlowOptions {
  /** Whose flow: `wilsonFlowAction`, or any functional of links. */
  readonly action: Functional<GaugeField>;
  /** Flow time of one step, in units of a^2. */
  readonly epsilon: number;
  readonly steps: number;
}

/**
 * Moves u, in place, along the flow to t = steps * epsilon. The error at fixed t is of order epsilon^3.
 *
 * @throws if epsilon is not a finite number, or steps is not a whole number
 */
export function gradientFlow(u: GaugeField, { action, epsilon, steps }: FlowOptions): void {
  if (!Number.isFinite(epsilon)) throw new Error(`The step of a flow is a finite number, but ${epsilon} was given.`);
  if (!Number.isInteger(steps) || steps < 0) {
    throw new Error(`A flow takes a whole number of steps, but ${steps} were asked for.`);
  }
  const workspace = workspaceOf(u.lattice);
  const force = workspace.take(u.forceSize);
  // The first stage multiplies what the field held before by zero, so that must be finite.
  const sum = workspace.take(u.forceSize).fill(0);
  const combine = xpay(u.forceSize, u.lattice.dimension).bind({ x: force, y: sum });
  const move = drift(u.group, u.lattice.dimension).bind({ U: u.field, P: sum });
  for (let step = 0; step < steps; step++) {
    for (const { carry, factor } of stages) {
      action.gradient(u, force);
      combine({ a: carry });
      move({ eps: -epsilon * factor });
    }
  }
  workspace.giveBack(force);
  workspace.giveBack(sum);
}
