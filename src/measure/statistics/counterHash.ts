/**
 * Counter-based random numbers: a draw is a function of (seed, stream, slot), so nothing depends on who drew before.
 * Each step is a 32-bit integer hash with two xor-shift-multiply rounds whose constants (0x7feb352d, 0x846ca68b)
 * come from C. Wellons' search for low-bias functions (nullprogram.com/blog/2018/07/31).
 * Good enough to resample data and to make synthetic chains; simulations draw from Philox instead.
 */
import { inverseNormal } from './special.ts';

const GOLDEN = 0x9e3779b9;

/** A 32-bit unsigned integer that depends on every bit of the three counters. */
export function counterHash(seed: number, stream: number, slot: number): number {
  const keyA = mixed(mixed(seed | 0) ^ Math.imul(stream, GOLDEN));
  const keyB = mixed(keyA + GOLDEN + stream);
  return mixed(mixed((slot + keyA) | 0) ^ keyB) >>> 0;
}

/** A whole number from 0 to `count` - 1, each equally likely to within count / 2³². */
export function hashIndex(seed: number, stream: number, slot: number, count: number): number {
  return Math.floor((counterHash(seed, stream, slot) / 2 ** 32) * count);
}

/** A number inside (0, 1). */
export function hashUniform(seed: number, stream: number, slot: number): number {
  return (counterHash(seed, stream, slot) + 0.5) / 2 ** 32;
}

/** A normal number of mean 0 and variance 1. */
export function hashNormal(seed: number, stream: number, slot: number): number {
  return inverseNormal(hashUniform(seed, stream, slot));
}

function mixed(value: number): number {
  let x = value;
  x = Math.imul(x ^ (x >>> 16), 0x7feb352d);
  x = Math.imul(x ^ (x >>> 15), 0x846ca68b);
  return x ^ (x >>> 16);
}
