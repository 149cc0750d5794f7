/**
 * Correlators in time of extent T whose halves are each other's image, C(T − t) = f C(t):
 *   C(t) = Σ_n A_n s(t, m_n),   s(t, m) = e^{−mt} + f e^{−m(T−t)},   f = 1 (cosh), −1 (sinh), 0 (one direction alone).
 * C. Gattringer and C. B. Lang, Quantum Chromodynamics on the Lattice, Springer 2010, section 6.3.
 */
import type { Model } from './fits.ts';
import type { Series } from './series.ts';

/** C(T − t) = fold C(t); 0 where the halves hold different states. */
export type TimeFold = 1 | -1 | 0;

/** Both halves averaged: times 0 … T/2, or 0 … T/2 of what is given where there is no fold. */
export function folded(correlator: readonly Series[], fold: TimeFold): Series[] {
  const extent = correlator.length;
  return correlator.slice(0, Math.floor(extent / 2) + 1).map((values, t) => {
    const mirror = (extent - t) % extent;
    if (fold === 0 || mirror === t) return values;
    return Float64Array.from(values, (value, i) => 0.5 * (value + fold * correlator[mirror][i]));
  });
}

/** s(t, m)/s(t₁, m), which is of order one near t₁. */
export function stateShape(t: number, mass: number, extent: number, fold: TimeFold, reference: number): number {
  const backward = (time: number) => 1 + fold * Math.exp(-mass * (extent - 2 * time));
  return (Math.exp(-mass * (t - reference)) * backward(t)) / backward(reference);
}

/** A₀ s(t, m₀), normalised at t₁: parameters C(t₁), m₀. */
export function oneState(extent: number, fold: TimeFold, reference: number): Model {
  return (t, [amplitude, mass]) => amplitude * stateShape(t, mass, extent, fold, reference);
}

/**
 * A₀ s(t, m₀) + (−1)^t B s(t, e^d), as staggered quarks have it: a partner of opposite parity alternates. Parameters A₀, m₀, B, d.
 */
export function alternatingStates(extent: number, fold: TimeFold, reference: number): Model {
  return (t, [amplitude, mass, partner, logarithm]) =>
    amplitude * stateShape(t, mass, extent, fold, reference) +
    (-1) ** t * partner * stateShape(t, Math.exp(logarithm), extent, fold, reference);
}

/** A₀ s(t, m₀) + A₁ s(t, m₀ + e^d), normalised at t₁: parameters A₀, m₀, A₁, d. The gap e^d keeps the states in order. */
export function twoStates(extent: number, fold: TimeFold, reference: number): Model {
  return (t, [amplitude, mass, excited, gap]) =>
    amplitude * stateShape(t, mass, extent, fold, reference) +
    excited * stateShape(t, mass + Math.exp(gap), extent, fold, reference);
}
