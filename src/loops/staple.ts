/**
 * Staples: what multiplies a link in a sum of loops.
 *
 * Let S = Σ_n Σ_W Re tr W(n) over closed words W. Every place where W holds U_μ gives, after a cyclic shift, a
 * translation and (for U_μ†) a dagger, the same form Re tr[ U_μ(n) C(n)† ] with an open word C that runs n → n+μ̂ and
 * so transforms like U_μ(n). The staples of S are all these C, and
 *   δS = Σ_{n,μ} Re tr[ δU_μ(n) Σ_C C(n)† ].
 * For the plaquettes they are F + B below: 2(D−1) per link.
 *
 * Reference: M. Albanese et al. (APE), Phys. Lett. B 192, 163 (1987); C. Morningstar and M. Peardon,
 * Phys. Rev. D 69, 054501 (2004), Eq. (1) (the sum C_μ).
 */
import { cyclicShift, requireClosed } from './canonical.ts';
import { adjoint, equals, origin, requireDirection, signedDirections, type Word, word } from './word.ts';

/** An open word n → n+μ̂, and how often it occurs. */
export interface Staple {
  readonly word: Word;
  readonly multiplicity: number;
}

/**
 * All staples of direction `mu` (0 … D−1) in the sum of Re tr W over `words` and over all translations. Words are not
 * reduced: a link that a word holds twice gives two staples.
 *
 * A Polyakov loop of L links is met L times in the sum over all translations, so its staple has multiplicity L.
 *
 * @param extents sites per direction of a periodic lattice, needed for words that wind around it.
 * @throws if a word is open.
 */
export function staples(words: readonly Word[], mu: number, extents?: readonly number[]): Staple[] {
  const found: { word: Word; multiplicity: number }[] = [];
  for (const path of words.flatMap(w => staplesOfWord(w, mu, extents))) {
    const known = found.find(staple => equals(staple.word, path));
    if (known) known.multiplicity++;
    else found.push({ word: path, multiplicity: 1 });
  }
  return found;
}

/** F_{μν;s}(n): s steps along ν, the link U_μ(n+sν̂), and s steps back. The plaquette's forward staple at s = 1. */
export function forwardStaple(mu: number, nu: number, s = 1, dimension = 4): Word {
  return bridge(mu, nu, s, dimension, 1);
}

/** B_{μν;s}(n): s steps against ν, the link U_μ(n−sν̂), and s steps back. */
export function backwardStaple(mu: number, nu: number, s = 1, dimension = 4): Word {
  return bridge(mu, nu, s, dimension, -1);
}

function staplesOfWord(w: Word, mu: number, extents?: readonly number[]): Word[] {
  requireDirection(mu, w.dimension);
  requireClosed(w, extents);
  return w.steps.flatMap(({ direction, sign }, k) => {
    if (direction !== mu) return [];
    const rest = { ...w, start: origin(w.dimension), steps: cyclicShift(w.steps, k).slice(1) };
    // After +μ the rest leads n+μ̂ → n and must be turned round; after −μ it already leads n → n+μ̂.
    return [sign > 0 ? { ...adjoint(rest), start: rest.start } : rest];
  });
}

function bridge(mu: number, nu: number, s: number, dimension: number, sign: 1 | -1): Word {
  requireDirection(mu, dimension);
  requireDirection(nu, dimension);
  if (mu === nu || !Number.isInteger(s) || s < 1) {
    throw new Error(
      `A staple needs two different directions and an extent s of at least 1, not ${mu}, ${nu}, s = ${s}.`,
    );
  }
  const pillar = new Array<number>(s).fill(sign * (nu + 1));
  const back = signedDirections(adjoint(word(pillar, { dimension })));
  return word([...pillar, mu + 1, ...back], { dimension });
}
