/** One entry of [measure], ready: numbers by name. */
import type { GaugeField } from '../../gauge/index.ts';
import type { Measurement, ObservableFacts, TrajectoryRequest } from '../simulation.ts';

export interface Measuring {
  measure(u: GaugeField, request: TrajectoryRequest): Readonly<Record<string, Measurement>>;
  readonly facts: Readonly<Record<string, ObservableFacts>>;
}
