/** What can be measured on a configuration. */
import type { Key } from '../../lattice/index.ts';

/**
 * Where each of several values stands: columns of equal length, such as { R: [1, 1, 2, 2], T: [1, 2, 1, 2] }. The last
 * column is the axis; values that agree in all others are one curve. Null: the value is not on that axis.
 */
export type Coordinates = Readonly<Record<string, readonly (number | string | null)[]>>;

/** C(T − t) = fold · C(t); 0 where the two halves of the lattice hold different states. */
export type Fold = 1 | -1 | 0;

/** V is the shape of its values: one number, or several. */
export interface Observable<F, V extends number | number[] = number | number[]> {
  /** Column name in logs and reports. */
  readonly name: string;
  /** The definition with all its factors, in one line. */
  readonly normalisation: string;
  /** What each of several values is, in their order; none for a single number. */
  readonly coordinates?: Coordinates;
  /** Of correlators in time: of all, or by the coordinate `channel`. */
  readonly fold?: Fold | Readonly<Record<string, Fold>>;
  /** What to know before some of the values are used, in sentences. */
  readonly remarks?: readonly string[];
  /**
   * The value on this configuration.
   *
   * @param key for observables with noise: the draws of this measurement, purpose 'noise'
   */
  measure(u: F, key?: Key): V;
}
