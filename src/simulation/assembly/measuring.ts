/** One entry of [measure], ready: numbers by name. */
import type { Facts } from '../../catalogue/index.ts';
import type { GaugeField } from '../../gauge/index.ts';
import type { Cite } from '../../lattice/index.ts';
import type { Measurement, TrajectoryRequest } from '../simulation.ts';

export interface Measuring {
  measure(u: GaugeField, request: TrajectoryRequest): Readonly<Record<string, Measurement>>;
  readonly facts: Readonly<Record<string, Facts>>;
  readonly cites: readonly Cite[];
  /** What to know before some of the values are used, in sentences. */
  readonly remarks?: readonly string[];
}
