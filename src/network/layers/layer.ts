/** A gauge-covariant layer: a recorded map of link fields with weights. */
import type { Theory } from '../../gauge/index.ts';
import type { Cite, Field, Tape, Weight } from '../../lattice/index.ts';

export type { Theory };

export interface Layer {
  readonly name: string;
  readonly weights: readonly Weight[];
  readonly cites: readonly Cite[];
  /** Where the layer is there for comparison only. */
  readonly breaks?: 'gauge covariance';
  /** Records V = layer(U) on the tape. */
  forward(tape: Tape, links: Field, theory: Theory): Field;
}
