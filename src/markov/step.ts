/**
 * What a Markov chain is made of. A transition kernel is a pair of functions; the state is all that the next step needs,
 * the info is what is worth knowing about the last one.
 *
 * Random numbers are functions of the seed and of the number of the trajectory. A chain can therefore be resumed from
 * its state and that number alone, and the same seed gives the same bits.
 */
import type { Cite } from '../lattice/index.ts';

/** Fixes every random number of one step. No two steps of a chain may have the same trajectory number. */
export interface StepKey {
  readonly seed: number;
  readonly trajectory: number;
}

/**
 * One move that leaves a distribution invariant.
 *
 * Fields are large, so a step may write into the buffers of the state it was given. Only the returned state is valid
 * afterwards; whoever wants to keep a configuration clones it.
 */
export interface TransitionKernel<State, Info, Configuration> {
  readonly name: string;
  readonly cites: readonly Cite[];
  /** Begins a chain at this configuration, which belongs to the state from then on. */
  init(start: Configuration): State;
  step(key: StepKey, state: State): [State, Info];
}
