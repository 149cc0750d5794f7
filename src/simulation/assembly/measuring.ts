/** What is measured on configurations F of a run. */
import type { Facts } from '../../catalogue/index.ts';
import type { GaugeField } from '../../gauge/index.ts';
import type { Cite } from '../../lattice/index.ts';
import type { Measurement, TrajectoryRecord, TrajectoryRequest } from '../simulation.ts';

/** One entry of [measure], ready: numbers by name. */
export interface Measuring {
  measure(u: GaugeField, request: TrajectoryRequest): Readonly<Record<string, Measurement>>;
  readonly facts: Readonly<Record<string, Facts>>;
  readonly cites: readonly Cite[];
  /** What to know before some of the values are used, in sentences. */
  readonly remarks?: readonly string[];
}

export interface Measurements<F> {
  /** Measures what is due on the configuration of a trajectory. */
  measure(u: F, request: TrajectoryRequest): TrajectoryRecord['observables'];
  /** What the numbers and lists are, by name. */
  readonly facts: Readonly<Record<string, Facts>>;
  readonly cites: readonly Cite[];
  /** What to know before some of the values are used, by name of observable in front. */
  readonly remarks: readonly string[];
}
