/**
 * A gauge group, as far as the lattice needs it: how a link is stored, its Lie algebra, exp, and the way back to the
 * group. Conventions: algebra elements are P = i p^a T_a with tr T_a T_b = δ_ab / 2 (U(1): P = i p), given by
 * their real coefficients p^a.
 */
import type { Real } from '../kernel/index.ts';
import type { Matrix } from './matrix.ts';

export interface Group<M extends Matrix = Matrix> {
  readonly name: string;
  /** N: the size of the matrices. */
  readonly colours: number;
  /** Reals stored per link. */
  readonly linkSize: number;
  /** n in tr T_a T_b = n δ_ab. */
  readonly generatorNorm: number;
  /** k in Re tr A† B = k Σ_c a_c b_c over the stored reals. */
  readonly componentNorm: number;
  /** Number of generators. */
  readonly algebraSize: number;
  /** The matrix with these stored reals. */
  matrix(components: readonly Real[]): M;
  identity(like: Real): M;
  /**
   * Coefficients q^a = 2 Im tr(X T_a) of TA(X) = (X − X†)/2 − trace part = i q^a T_a (U(1): q = Im X).
   */
  project(x: M): Real[];
  /** i p^a T_a */
  algebraElement(p: readonly Real[]): M;
  /** exp(i p^a T_a) */
  exponential(p: readonly Real[]): M;
  /** The nearby group element: rows orthonormalised, determinant one. Exact on the group. */
  unitarise(x: M): M;
  /**
   * The nearest unitary matrix X (X† X)^{−1/2}, its determinant any phase: polar.ts. For SU(2) the determinant is
   * one, because X is a multiple of a group element. NaN where X is nearly singular.
   */
  unitaryPart(x: M): M;
  /** V / (det V)^{1/N} for unitary V, the root with the smallest angle. For U(1) this is V itself. */
  withoutPhase(v: M): M;
}
