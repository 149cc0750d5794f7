/** A gauge-covariant layer: a recorded map of link fields with weights. */
import type { Group } from '../../group/index.ts';
import type { Cite, Field, Tape, Weight } from '../../lattice/index.ts';

/** What a layer needs to know about where it is used. */
export interface Theory {
  readonly group: Group;
  readonly extents: readonly number[];
}

export interface Layer {
  readonly name: string;
  readonly weights: readonly Weight[];
  readonly cites: readonly Cite[];
  /** Records V = layer(U) on the tape. */
  forward(tape: Tape, links: Field, theory: Theory): Field;
}
