/** What a staggered valence quark is. */
import type { Boundary } from '../../../fermion/index.ts';
import type { Group } from '../../../group/index.ts';
import type { Lattice } from '../../../lattice/index.ts';

export interface StaggeredQuark {
  readonly lattice: Lattice;
  readonly group: Group;
  readonly mass: number;
  /** Default: antiperiodic in time. */
  readonly boundary?: Boundary;
  readonly solver: { readonly tolerance: number; readonly maxIterations?: number };
}
