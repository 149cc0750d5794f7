/** What every way of making configurations gives to a run. */
import type { Cite, Transformation } from '../../lattice/index.ts';
import type { Simulation, State, TrajectoryRecord, TrajectoryRequest } from '../simulation.ts';

export interface Chain<F> extends Pick<Simulation, 'saveWeights' | 'kernels'> {
  readonly name: string;
  readonly cites: readonly Cite[];
  /** Lines for the banner. */
  readonly banner: readonly string[];
  /** The present configuration. */
  readonly u: F;
  /** The network of its effective action, where it has one. */
  readonly network?: Transformation<F> | undefined;
  /** Makes the next configuration. */
  next(request: TrajectoryRequest): Omit<TrajectoryRecord, 'observables'>;
  /** What the next one depends on besides its variables, by name. */
  state(): State;
  /** Takes that up; the variables are taken up already. */
  restore(state: State): void;
}
