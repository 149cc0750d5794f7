/** What can be measured on a configuration. */
import type { Key } from '../../lattice/index.ts';

/** V is the shape of its values: one number, or several. */
export interface Observable<F, V extends number | number[] = number | number[]> {
  /** Column name in logs and reports. */
  readonly name: string;
  /** The definition with all its factors, in one line. */
  readonly normalisation: string;
  /** What each of several values is, in their order. */
  readonly labels?: readonly string[];
  /**
   * The value on this configuration.
   *
   * @param key for observables with noise: the draws of this measurement, purpose 'noise'
   */
  measure(u: F, key?: Key): V;
}
