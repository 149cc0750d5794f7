/** What every way of making configurations gives to a run. */
import type { GaugeField } from '../../gauge/index.ts';
import type { Cite } from '../../lattice/index.ts';
import type { Simulation, State, TrajectoryRecord, TrajectoryRequest } from '../simulation.ts';

export interface Chain extends Pick<Simulation, 'saveWeights'> {
  readonly name: string;
  readonly cites: readonly Cite[];
  /** Lines for the banner. */
  readonly banner: readonly string[];
  /** The present configuration. */
  readonly u: GaugeField;
  /** Makes the next configuration. */
  next(request: TrajectoryRequest): Omit<TrajectoryRecord, 'observables'>;
  /** What the next one depends on besides the links, by name. */
  state(): State;
  /** Takes that up; the links are taken up already. */
  restore(state: State): void;
}
