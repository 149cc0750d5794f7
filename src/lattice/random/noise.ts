/**
 * Discrete noise for stochastic traces, tr A ≈ ⟨η† A η⟩.
 *
 *   Z2: η = ±1            ⟨η_i η_j⟩ = δ_ij
 *   Z4: η = 1, i, −1, −i  ⟨η_i* η_j⟩ = δ_ij,  ⟨η_i η_j⟩ = 0
 *
 * Both have |η| = 1, so that only off-diagonal elements of A make noise. The bits of a draw are used from the lowest of
 * the first word on: 128 numbers of Z2, or 64 of Z4, from each slot.
 *
 * Reference: S.-J. Dong and K.-F. Liu, Phys. Lett. B 328, 130 (1994).
 */
import { forEachDraw, type Key } from './streams.ts';
import { requireLength } from './uniform.ts';

const wordBits = 32;
const drawBits = 4 * wordBits;
const realPart = [1, 0, -1, 0];
const imaginaryPart = [0, 1, 0, -1];

/**
 * Fills `out[count·i + k]` with the Z2 noise k = 0 … count−1 of `sites[i]`, from ⌈count/128⌉ slots.
 *
 * @throws if `out` is not `count · sites.length` numbers long.
 */
export function fillZ2(key: Key, firstSlot: number, count: number, sites: ArrayLike<number>, out: Float64Array): void {
  requireLength(out, count * sites.length);
  forEachDigit({ key, firstSlot, count, sites, bits: 1 }, (digit, at) => {
    out[at] = digit === 0 ? 1 : -1;
  });
}

/**
 * Fills `out` with `count` complex numbers of Z4 noise per site, from ⌈count/64⌉ slots: the real and imaginary parts of
 * number k of `sites[i]` are `out[2 (count·i + k)]` and the one after it.
 *
 * @throws if `out` is not `2 · count · sites.length` numbers long.
 */
export function fillZ4(key: Key, firstSlot: number, count: number, sites: ArrayLike<number>, out: Float64Array): void {
  requireLength(out, 2 * count * sites.length);
  forEachDigit({ key, firstSlot, count, sites, bits: 2 }, (digit, at) => {
    out[2 * at] = realPart[digit];
    out[2 * at + 1] = imaginaryPart[digit];
  });
}

interface Digits {
  key: Key;
  firstSlot: number;
  count: number;
  sites: ArrayLike<number>;
  bits: number;
}

/** Cuts the words of the draws into digits of `bits` bits: `visit(digit, count·i + k)`. */
function forEachDigit(
  { key, firstSlot, count, sites, bits }: Digits,
  visit: (digit: number, at: number) => void,
): void {
  const perDraw = drawBits / bits;
  const mask = 2 ** bits - 1;
  forEachDraw(key, { firstSlot, slots: Math.ceil(count / perDraw), sites }, (words, i, j) => {
    const last = Math.min(count, (j + 1) * perDraw);
    for (let k = j * perDraw; k < last; k++) {
      const position = bits * (k - j * perDraw);
      visit((words[Math.floor(position / wordBits)] >>> (position % wordBits)) & mask, count * i + k);
    }
  });
}
