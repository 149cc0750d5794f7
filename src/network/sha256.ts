/**
 * SHA-256, one block of 512 bits after the other; own code because weights are also read in browsers, where what there
 * is works in the background only. Reference: NIST FIPS 180-4, sections 4.1.2, 5.1.1 and 6.2.
 */

function firstPrimes(count: number): number[] {
  const primes: number[] = [];
  for (let n = 2; primes.length < count; n++) if (primes.every(p => n % p !== 0)) primes.push(n);
  return primes;
}

/** The first 32 bits of the fractional part. A double holds 52 bits of it, so they are exact. */
const fraction = (x: number) => Math.floor((x - Math.floor(x)) * 2 ** 32);

const roundConstants = Uint32Array.from(firstPrimes(64), p => fraction(Math.cbrt(p)));
const firstState = Uint32Array.from(firstPrimes(8), p => fraction(Math.sqrt(p)));

const rotateRight = (word: number, count: number) => (word >>> count) | (word << (32 - count));

/** The digest of these bytes in 64 hexadecimal digits. */
export function sha256(bytes: Uint8Array): string {
  const padded = new Uint8Array(Math.ceil((bytes.length + 9) / 64) * 64);
  padded.set(bytes);
  padded[bytes.length] = 0x80;
  const view = new DataView(padded.buffer);
  view.setBigUint64(padded.length - 8, 8n * BigInt(bytes.length));
  const state = firstState.slice();
  const schedule = new Uint32Array(64);
  for (let block = 0; block < padded.length; block += 64) {
    for (let t = 0; t < 16; t++) schedule[t] = view.getUint32(block + 4 * t);
    addBlock(state, schedule);
  }
  return Array.from(state, word => word.toString(16).padStart(8, '0')).join('');
}

/** One block; the first 16 words of `w` are the message. */
function addBlock(state: Uint32Array, w: Uint32Array): void {
  for (let t = 16; t < 64; t++) {
    const [x, y] = [w[t - 15], w[t - 2]];
    const sigma0 = rotateRight(x, 7) ^ rotateRight(x, 18) ^ (x >>> 3);
    const sigma1 = rotateRight(y, 17) ^ rotateRight(y, 19) ^ (y >>> 10);
    w[t] = w[t - 16] + sigma0 + w[t - 7] + sigma1;
  }
  let [a, b, c, d, e, f, g, h] = state;
  for (let t = 0; t < 64; t++) {
    const sum1 = rotateRight(e, 6) ^ rotateRight(e, 11) ^ rotateRight(e, 25);
    const choice = (e & f) ^ (~e & g);
    const first = (h + sum1 + choice + roundConstants[t] + w[t]) | 0;
    const sum0 = rotateRight(a, 2) ^ rotateRight(a, 13) ^ rotateRight(a, 22);
    const majority = (a & b) ^ (a & c) ^ (b & c);
    [h, g, f, e, d, c, b, a] = [g, f, e, (d + first) | 0, c, b, a, (first + sum0 + majority) | 0];
  }
  [a, b, c, d, e, f, g, h].forEach((word, k) => {
    state[k] += word;
  });
}
