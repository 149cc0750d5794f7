/**
 * The derivative of a word with respect to the links of one direction.
 *
 * By the product rule, each place where W(n) holds U_μ(n+d) or its dagger gives one term
 *   δW(n) = Σ left · δU_μ(n+d) · right      or      Σ left · δU_μ(n+d)† · right,
 * with words `left` and `right` relative to the same n. To see the term from the link, translate both by −d.
 */
import { linkReads, requireDirection, type Word } from './word.ts';

/** W = left · U_μ(n + displacement) · right, the link daggered or not. */
export interface DerivativeTerm {
  readonly left: Word;
  readonly right: Word;
  readonly dagger: boolean;
  readonly displacement: readonly number[];
}

/** One term per occurrence of U_μ or U_μ† in the word, in the order of the word; `mu` is 0 … D−1. */
export function derivative(w: Word, mu: number): DerivativeTerm[] {
  requireDirection(mu, w.dimension);
  return linkReads(w).flatMap(({ direction, dagger, displacement }, k) => {
    if (direction !== mu) return [];
    const afterLink = displacement.map((x, nu) => (nu === mu && !dagger ? x + 1 : x));
    const left = { ...w, steps: w.steps.slice(0, k) };
    const right = { ...w, start: afterLink, steps: w.steps.slice(k + 1) };
    return [{ left, right, dagger, displacement }];
  });
}
