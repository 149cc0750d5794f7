/**
 * Self-learning hybrid Monte Carlo: molecular dynamics along an effective action S_θ, accept test with the exact S.
 *
 * Why it is exact. One step draws p ~ exp(−p²/2) and maps (U, p) to (U', −p') by an integrator in the force of S_θ.
 *   1. Drift U ← exp(c P) U changes U by a left translation that depends on p alone; kick p ← p − c F(U) shifts p by
 *      something that depends on U alone. Both keep the volume dU dp, for every function F of U.
 *   2. A list of such steps that reads the same backwards is undone by itself after p → −p, for every F.
 *   3. So (U, p) → (U', −p') is its own inverse and has Jacobian 1: accepting it with probability min(1, exp(−ΔH)),
 *      ΔH = H(U', p') − H(U, p), H = p²/2 + S, is a Metropolis step with detailed balance for exp(−H), hence for
 *      exp(−S). Nowhere was F required to be the force of S.
 * What F must be: a function of U alone, the same throughout the trajectory. Pseudofermions are drawn from S and stay
 * fixed, so they are part of what S_θ may depend on; weights may change between trajectories, and must not during
 * the ones that are measured, because a chain whose rule depends on its past need not converge to exp(−S).
 *
 * How well it works. With r = S_θ − S and perfectly small steps ΔH = −(r(U') − r(U)): the acceptance is
 * erfc(σ / √8) for a Gaussian change of r of standard deviation σ. Constants in S_θ do not matter.
 *
 * References: Y. Nagai, M. Okumura, K. Kobayashi, M. Shiga, Phys. Rev. B 102, 041124 (2020), arXiv:1909.02255;
 * Y. Nagai and A. Tomiya, arXiv:2103.11965 (lattice gauge theory with a covariant network).
 */
import { type Configuration, papers } from '../lattice/index.ts';
import { type Hmc, type HmcOptions, hmc } from './hmc.ts';
import type { Forces } from './molecularDynamics.ts';

export interface SlhmcOptions<F> extends Omit<HmcOptions<F>, 'forces'> {
  /** The effective action S_θ, as a sum over the force groups of the schedule. */
  readonly effective: Forces<F>;
}

/** Hybrid Monte Carlo with the forces of `effective` and the accept test of `action`. Errors as in `hmc`. */
export function slhmc<F extends Configuration<F>>({ effective, ...options }: SlhmcOptions<F>): Hmc<F> {
  const kernel = hmc({ ...options, forces: effective });
  return {
    ...kernel,
    name: `SL${kernel.name}`,
    cites: [...papers('Nagai:2019slhmc', 'Nagai:2021bhh'), ...kernel.cites],
  };
}
