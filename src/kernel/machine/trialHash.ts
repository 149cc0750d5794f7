/**
 * What the trial kernels leave behind, as one number. Every operation of theirs is fixed by IEEE 754, so it is the same
 * wherever products and sums are rounded apart, and vouches for a machine where `js` cannot run beside it.
 */

/** FNV-1a of the 64-bit patterns, as 64 bits in hexadecimal. */
export function hashOf(numbers: Float64Array): string {
  const words = new BigUint64Array(numbers.buffer, numbers.byteOffset, numbers.length);
  const hash = words.reduce((so, word) => BigInt.asUintN(64, (so ^ word) * 0x100000001b3n), 0xcbf29ce484222325n);
  return hash.toString(16).padStart(16, '0');
}

/** Of `trialResult` on `js`. */
export const trialHash = '814927bce45a5712';
