/** The contract between pseudofermions and samplers. */
import type { GaugeField } from '../../gauge/index.ts';
import type { Field, Functional, Key, Trainable, Weight } from '../../lattice/index.ts';

export interface SolverStatistics {
  readonly solves: number;
  /** Of conjugate gradients, over all solves. */
  readonly iterations: number;
  /** The largest relative residual |b − A x| / |b| of these solves, recomputed from x. */
  readonly residual: number;
  /** How often the hopping term was applied to all sites, in double precision; where that is counted. */
  readonly applications?: number;
}

/** c S_m; weights may be trained. */
export interface MassTerm {
  readonly coefficient: number | Weight;
  readonly mass: number | Weight;
}

/** A pseudofermion field φ with its action of the configuration U. */
export interface Pseudofermion<U = GaugeField> {
  /** The field itself; kept until the next refresh. */
  readonly field: Field;
  /** Draws φ from exp(−S), with the mass of `action` and these links. The key has the purpose 'pseudofermion'. */
  refresh(u: U, key: Key): void;
  /** S(u) at fixed φ. Value and derivatives are functions of u and φ alone. */
  readonly action: Functional<U>;
  /** The same φ in an action of another mass: a surrogate. */
  withMass(mass: number): Functional<U>;
  /** Σ c S_m of the same φ, from one solve (massSum.ts). Left out where the matrix itself depends on the mass. */
  sumOfMasses?(terms: readonly MassTerm[]): Trainable<U>;
  /**
   * Where the range of rational functions is measured: makes it wider, from the next refresh on, by a factor of 4^`times` at
   * the lower and 2^`times` at the upper end. Left out where the range is a bound.
   */
  widen?(times: number): void;
  /** What the solver did since the last call. */
  iterations(): SolverStatistics;
}
