/**
 * CRC-32 of IEEE 802.3 (polynomial 0x04C11DB7, reflected 0xEDB88320, initial and final inversion), as in zlib.
 * Own code because the readers also run in browsers.
 */

const table = new Uint32Array(256).map((_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  return value;
});

/** CRC-32 of bytes[start, end), an unsigned 32-bit integer; pass a previous result as `seed` to continue it. */
export function crc32(bytes: Uint8Array, start = 0, end = bytes.length, seed = 0): number {
  let value = ~seed;
  for (let i = start; i < end; i++) value = (value >>> 8) ^ table[(value ^ bytes[i]) & 0xff];
  return ~value >>> 0;
}

/** Rotate a 32-bit word left by `count` mod 32 bits. JavaScript shifts are mod 32, so a count of 0 is safe. */
export function rotateLeft(word: number, count: number): number {
  return ((word << count) | (word >>> (32 - count))) >>> 0;
}

/** Eight hexadecimal digits of a 32-bit word. */
export function hexWord(word: number): string {
  return word.toString(16).padStart(8, '0');
}
