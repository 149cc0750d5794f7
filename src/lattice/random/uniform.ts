/**
 * Uniform numbers in (0, 1): two from each draw.
 *
 * With w the 64-bit words w₀ + 2³² w₁ and w₂ + 2³² w₃ of the draw,  u = (⌊w / 2¹²⌋ + ½) / 2⁵².
 * These are exact in double precision, never 0 or 1, and u and 1−u are equally likely.
 */
import { forEachDraw, type Key, randomWords } from './streams.ts';

/** The uniform number of the 64-bit word low + 2³² high. */
export function uniform(low: number, high: number): number {
  return (high * 2 ** 20 + (low >>> 12) + 0.5) / 2 ** 52;
}

/** The two uniform numbers of one draw. */
export function uniforms(key: Key, site: number, slot: number): [number, number] {
  return uniformPair(randomWords(key, site, slot, new Uint32Array(4)));
}

/** The two uniform numbers of the four words of a draw. */
export function uniformPair(words: Uint32Array): [number, number] {
  return [uniform(words[0], words[1]), uniform(words[2], words[3])];
}

/**
 * Fills `out[count·i + k]` with the uniform number k = 0 … count−1 of `sites[i]`. Each slot makes two, so ⌈count/2⌉ slots
 * are used, from `firstSlot` on.
 *
 * @throws if `out` is not `count · sites.length` numbers long.
 */
export function fillUniform(
  key: Key,
  firstSlot: number,
  count: number,
  sites: ArrayLike<number>,
  out: Float64Array,
): void {
  fillPairs(key, firstSlot, count, sites, out, uniformPair);
}

/** Fills `out` as `fillUniform` does, with any pair of numbers made from the words of a draw. */
export function fillPairs(
  key: Key,
  firstSlot: number,
  count: number,
  sites: ArrayLike<number>,
  out: Float64Array,
  pair: (words: Uint32Array) => [number, number],
): void {
  requireLength(out, count * sites.length);
  forEachDraw(key, { firstSlot, slots: Math.ceil(count / 2), sites }, (words, i, j) => {
    const [first, second] = pair(words);
    const at = count * i + 2 * j;
    out[at] = first;
    if (2 * j + 1 < count) out[at + 1] = second;
  });
}

/** @throws if `out` does not hold `expected` numbers. */
export function requireLength(out: Float64Array, expected: number): void {
  if (out.length !== expected) {
    throw new Error(`There are ${expected} random numbers to fill in, but the array holds ${out.length}.`);
  }
}
