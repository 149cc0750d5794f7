/** What attention blocks weighed staples by, of each tape that they recorded on: to look at, and no part of the map. */
import type { Side } from '../../gauge/index.ts';
import type { Field, Tape } from '../../lattice/index.ts';
import type { Pair } from './kernels.ts';

/** The weights a_{μν; s}(n) of one head, one side and one extent. */
export interface AttentionWeights {
  /** The block, and its head where it has several: `cask0`, `cask0.head1`. */
  readonly head: string;
  /** On which side of the link the staple lies; "both" where one weight serves both. */
  readonly side: Side | 'both';
  /** s */
  readonly extent: number;
  /** What the numbers of a site belong to, in their order. */
  readonly pairs: readonly Pair[];
  /** As the map was last applied. */
  readonly field: Field;
}

const noted = new WeakMap<Tape, AttentionWeights[]>();

export function noteAttention(tape: Tape, weights: readonly AttentionWeights[]): void {
  noted.set(tape, [...(noted.get(tape) ?? []), ...weights]);
}

/** Of the tape that a network returned with its image; empty for networks without attention. */
export function attentionWeights(tape: Tape): readonly AttentionWeights[] {
  return noted.get(tape) ?? [];
}
