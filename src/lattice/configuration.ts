/**
 * What a sampler needs of a configuration, whatever its variables are: links, spins, real fields.
 *
 * The variables q of a configuration live on a manifold whose motions are q → exp(t p) q for real coefficients p, `forceSize`
 * of them per site: left translations of a group for links, rotations for spins, shifts for real fields. Each such motion
 * must keep the measure dq, and `exp(−t p)` must undo `exp(t p)`: the exactness of hybrid Monte Carlo rests on these two
 * alone (markov/hmc.ts).
 */
import type { Field } from './field.ts';

export interface Configuration<F> {
  /** The stored reals. */
  readonly field: Field;
  /** Variables per site, of which root mean squares are taken: links, spins, components. */
  readonly variables: number;
  /** Reals per site of momenta and forces. */
  readonly forceSize: number;
  clone(): F;
  copyFrom(other: F): void;
  /** A new field for momenta or forces, zero. */
  momentum(): Field;
  /** Prepares q ← exp(time p) q along these momenta. */
  bindDrift(momenta: Field): (time: number) => void;
  /**
   * Puts every variable back on the manifold, from which rounding drives it; returns the root mean square change per
   * variable. Where the manifold is flat there is nothing to do, and the answer is 0.
   */
  restore(): number;
  /** Turns dS/d(stored reals) at this configuration into the force dS/dq: see `Functional.gradient`. */
  forceFromComponents(derivative: Field, force: Field): void;
}
