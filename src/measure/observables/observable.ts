/** What can be measured on a configuration. */
import type { Key } from '../../lattice/index.ts';

export interface Observable<F> {
  /** Column name in logs and reports. */
  readonly name: string;
  /** The definition with all its factors, in one line. */
  readonly normalisation: string;
  /**
   * The value on this configuration.
   *
   * @param key for observables with noise: the draws of this measurement, purpose 'noise'
   */
  measure(u: F, key?: Key): number | number[];
}
