/** What `cask measure` is asked for. */
import type { Boundary } from '../../fermion/index.ts';
import type { SmearingTable } from '../../runfile/schema/smearing.ts';
import type { FlowRange } from './arguments.ts';
import type { Preparation } from './links.ts';
import type { Asked } from './options.ts';

export interface MeasureRequest extends Asked, Preparation {
  /** Of all noise. */
  readonly seed: number;
  /** Smearing of the sides of Wilson loops in space. */
  readonly loopSmear?: SmearingTable;
  /** Of quarks; one word is that of time. Default: antiperiodic in time. */
  readonly boundary?: Boundary;
  /** Lists along the flow. */
  readonly flowHistory?: FlowRange;
}
