/** What is asked of a search for eigenpairs, and what it gives. */
import type { Field, Key } from '../../lattice/index.ts';
import type { Chebyshev } from './chebyshev.ts';

export interface EigenOptions {
  /** How many, counted with multiplicity. */
  readonly count: number;
  /** Asked is |A v − λ v| ≤ tolerance |A|, the norm estimated from below. */
  readonly tolerance: number;
  /** Draws the vectors that the searches begin with. */
  readonly key: Key;
  /** Vectors of the Krylov space, all kept in memory. Default: 2 count + 20. */
  readonly space?: number;
  /** Give up after so many restarts. Default 300. */
  readonly maxRestarts?: number;
  /** Damps the rest of the spectrum. Default: chosen after a look at the spectrum; "none" for plain Lanczos. */
  readonly chebyshev?: Chebyshev | 'automatic' | 'none';
}

export interface Eigenpair {
  readonly value: number;
  /** Of norm 1. */
  readonly vector: Field;
  /** |A v − λ v| */
  readonly residual: number;
}

export interface Eigenpairs {
  /** Ascending. */
  readonly pairs: readonly Eigenpair[];
  /** How often A was applied. */
  readonly applications: number;
}
