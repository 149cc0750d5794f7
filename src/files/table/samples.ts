/** What chains measured, in full: for every variable a value, or several, of each chain at each draw. */

export interface Variable {
  readonly name: string;
  readonly description: string;
  readonly unit: string;
  /** What each of its values is, for variables of several. */
  readonly labels?: readonly string[];
  /** By chain, then draw, then label; NaN where nothing was measured. */
  readonly values: Float64Array;
}

export interface Samples {
  /** Names of the chains. */
  readonly chains: readonly string[];
  /** Numbers of the trajectories, the same for all chains. */
  readonly draws: readonly number[];
  readonly variables: readonly Variable[];
  readonly attributes: Readonly<Record<string, string | number>>;
}
