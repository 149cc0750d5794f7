/**
 * Kernels between spectral functions and correlators in Euclidean time, on a grid of frequencies:
 *   C(τ) = Σ_j K(τ, ω_j) A_j,   A_j = A(ω_j) Δω.
 *   cosh       ω cosh(ω (τ − β/2)) / sinh(ωβ/2),  0 ≤ ω,  A = ρ/ω: symmetric correlators on a lattice of L_t = β; 2/β at ω = 0
 *   exp        e^{−τω},  0 ≤ ω,  A = ρ: no temperature
 *   fermionic  e^{−τω} / (1 + e^{−βω}),  −∞ < ω < ∞,  A = ρ: C(0) + C(β) = Σ_j A_j
 */

export const kernelKinds = ['cosh', 'fermionic', 'exp'] as const;
export type KernelKind = (typeof kernelKinds)[number];

export interface FrequencyGrid {
  readonly omega: Float64Array;
  readonly step: number;
}

/** The centres of `count` equal cells of [0, most], or of [−most, most] for the fermionic kernel. */
export function frequencies(kind: KernelKind, most: number, count: number): FrequencyGrid {
  const first = kind === 'fermionic' ? -most : 0;
  const step = (most - first) / count;
  return { omega: Float64Array.from({ length: count }, (_, j) => first + (j + 0.5) * step), step };
}

/** K(τ, ω), without overflow. @param beta the extent in time */
export function kernelAt(kind: KernelKind, tau: number, omega: number, beta: number): number {
  if (kind === 'exp') return Math.exp(-tau * omega);
  if (kind === 'fermionic') {
    return omega > 0
      ? Math.exp(-tau * omega) / (1 + Math.exp(-beta * omega))
      : Math.exp((beta - tau) * omega) / (1 + Math.exp(beta * omega));
  }
  const decay = -Math.expm1(-beta * omega);
  const factor = omega * beta < 1e-8 ? 1 / beta : omega / decay;
  return factor * (Math.exp(-tau * omega) + Math.exp(-(beta - tau) * omega));
}

/** `K[i][j]` of times and frequencies. */
export function kernelMatrix(
  kind: KernelKind,
  times: readonly number[],
  { omega }: FrequencyGrid,
  beta: number,
): Float64Array[] {
  return times.map(tau => omega.map(w => kernelAt(kind, tau, w, beta)));
}
