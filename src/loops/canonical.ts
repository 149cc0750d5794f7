/**
 * When two closed words are the same loop.
 *
 * tr W does not depend on where the walk around the loop begins, and Re tr W not on its orientation. Summed over all
 * sites, neither does the start matter. The canonical form is the representative that begins at n and whose signed
 * directions come first in the order +1 < −1 < +2 < −2 < …, compared entry by entry.
 */
import { adjoint, isClosed, origin, type Step, signedDirections, type Word } from './word.ts';

/**
 * The representative of a closed word among its cyclic shifts, orientations and translations.
 *
 * @param extents sites per direction of a periodic lattice, needed for words that wind around it.
 * @throws if the word is open.
 */
export function canonical(w: Word, extents?: readonly number[]): Word {
  requireClosed(w, extents);
  const shifts = [w, adjoint(w)].flatMap(({ steps }) => steps.map((_, first) => cyclicShift(steps, first)));
  const steps = shifts.reduce((best, next) => (precedes(next, best) ? next : best), shifts[0] ?? []);
  return { dimension: w.dimension, start: origin(w.dimension), steps };
}

/** The steps of a closed walk, begun at the step `first`. */
export function cyclicShift(steps: readonly Step[], first: number): Step[] {
  return [...steps.slice(first), ...steps.slice(0, first)];
}

/**
 * @param extents sites per direction of a periodic lattice, needed for words that wind around it.
 * @throws if the word does not end where it began.
 */
export function requireClosed(w: Word, extents?: readonly number[]): void {
  if (isClosed(w, extents)) return;
  throw new Error(
    `The word [${signedDirections(w)}] is open, but a closed one is needed; ` +
      'if it winds around a periodic lattice, give the extents of the lattice.',
  );
}

function precedes(a: readonly Step[], b: readonly Step[]): boolean {
  const k = a.findIndex((step, index) => rank(step) !== rank(b[index]));
  return k >= 0 && rank(a[k]) < rank(b[k]);
}

function rank({ direction, sign }: Step): number {
  return 2 * direction + (sign > 0 ? 0 : 1);
}
