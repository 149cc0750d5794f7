/**
 * Gaussian numbers of mean 0 and variance 1, two from each draw.
 *
 *   g₁ = √(−2 ln u₁) cos 2πu₂,   g₂ = √(−2 ln u₁) sin 2πu₂,   |g| ≤ √(106 ln 2) ≈ 8.57
 *
 * Reference: G. E. P. Box and M. E. Muller, Ann. Math. Statist. 29, 610 (1958).
 */
import { ln, sinCosTwoPi } from './elementary.ts';
import { type Key, randomWords } from './streams.ts';
import { fillPairs, uniformPair } from './uniform.ts';

/** Two independent Gaussian numbers from two uniform ones, u₁ in (0, 1). */
export function gaussianPair(u1: number, u2: number): [number, number] {
  const radius = Math.sqrt(-2 * ln(u1));
  const [sine, cosine] = sinCosTwoPi(u2);
  return [radius * cosine, radius * sine];
}

/** The two Gaussian numbers of one draw. */
export function gaussians(key: Key, site: number, slot: number): [number, number] {
  return gaussiansOf(randomWords(key, site, slot, new Uint32Array(4)));
}

/**
 * Fills `out[count·i + k]` with the Gaussian number k = 0 … count−1 of `sites[i]`. Each slot makes two, so ⌈count/2⌉
 * slots are used, from `firstSlot` on.
 *
 * @throws if `out` is not `count · sites.length` numbers long.
 */
export function fillGaussian(
  key: Key,
  firstSlot: number,
  count: number,
  sites: ArrayLike<number>,
  out: Float64Array,
): void {
  fillPairs(key, firstSlot, count, sites, out, gaussiansOf);
}

function gaussiansOf(words: Uint32Array): [number, number] {
  return gaussianPair(...uniformPair(words));
}
