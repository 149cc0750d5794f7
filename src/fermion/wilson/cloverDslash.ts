/** Hopping and clover term in one kernel each (dslash.ts, clover.ts), so that spinors travel through memory once. */
import { type Group, groupNamed } from '../../group/index.ts';
import {
  input,
  kernelFamily,
  type NumberOf,
  output,
  type Parity,
  parameter,
  siteKernel,
  sum,
} from '../../kernel/index.ts';
import type { Field } from '../../lattice/index.ts';
import { bothEnds } from '../bothEnds.ts';
import { combine, spinors } from '../spinor/spinors.ts';
import { overlapTerms, type Sense, wilsonHopping, wilsonHops, wilsonShifted } from './dslash.ts';
import { applyBlocks, hermitianBlocks } from './hermitianBlocks.ts';

const dimension = 4;
const examples = () =>
  [
    [groupNamed('SU(2)'), 1],
    [groupNamed('SU(3)'), -1],
  ] as const;

/** out = A H ψ: with the inverse blocks for A, what even/odd preconditioning needs on odd sites. */
export const cloverHopping = kernelFamily('cloverHopping', examples, (group: Group, sense: Sense) =>
  siteKernel(
    'cloverHopping',
    dimension,
    {
      V: input(bothEnds(group, dimension)),
      A: input(hermitianBlocks(group, dimension)),
      psi: input(spinors(group, dimension)),
      out: output(spinors(group, dimension)),
    },
    ({ V, A, psi, out }, x) => out.set(applyBlocks(A(), wilsonHops(dimension, sense, V, psi, x))),
  ),
);

/** out = A near + hop H far + shift here, with overlap = Re ⟨here, out⟩. */
export const cloverShifted = kernelFamily('cloverShifted', examples, (group: Group, sense: Sense) =>
  siteKernel(
    'cloverShifted',
    dimension,
    {
      hop: parameter,
      shift: parameter,
      V: input(bothEnds(group, dimension)),
      A: input(hermitianBlocks(group, dimension)),
      near: input(spinors(group, dimension)),
      far: input(spinors(group, dimension)),
      here: input(spinors(group, dimension)),
      out: output(spinors(group, dimension)),
      overlap: sum,
    },
    ({ hop, shift, V, A, near, far, here, out, overlap }, x) => {
      const hops = wilsonHops(dimension, sense, V, far, x).map(vector => vector.map(h => h.scale(hop)));
      const close = applyBlocks(A(), near(x), hops);
      const self = here(x);
      const result = combine(close, self, (z, p) => p.scale(shift).add(z));
      out.set(result);
      for (const term of overlapTerms(result, self)) overlap.add(term);
    },
  ),
);

/** What D = A − κ H is made of, in whatever precision; without blocks, A is 1. */
export interface Pieces {
  readonly group: Group;
  /** Matrices at both ends of the hops. */
  readonly hops: Field;
  readonly clover?: { readonly blocks: Field; readonly inverse: Field } | undefined;
}

/** The fields of `bindClosing`. */
export interface Closing {
  readonly near: Field;
  readonly far: Field;
  readonly here: Field;
  readonly out: Field;
}

/** Prepares out ← A near + hop H far + shift here on `sites`; the answer gives Re ⟨here, out⟩, or leaves it in a place. */
export function bindClosing(
  { group, hops: V, clover }: Pieces,
  fields: Closing,
  sense: Sense,
  sites: Parity,
): (hop: number, shift: number, into?: NumberOf) => number {
  const run = clover
    ? cloverShifted(group, sense).bind({ V, A: clover.blocks, ...fields }, { sites })
    : wilsonShifted(group, V.lattice.dimension, sense).bind({ V, ...fields }, { sites });
  return (hop, shift, into) => run({ hop, shift }, into && { overlap: into }).overlap;
}

/** Prepares out ← A⁻¹ H ψ (or H†) on odd sites. */
export function bindDividedHopping(
  { group, hops: V, clover }: Pieces,
  psi: Field,
  out: Field,
  sense: Sense,
): () => void {
  const run = clover
    ? cloverHopping(group, sense).bind({ V, A: clover.inverse, psi, out }, { sites: 'odd' })
    : wilsonHopping(group, V.lattice.dimension, sense).bind({ V, psi, out }, { sites: 'odd' });
  return () => void run();
}
