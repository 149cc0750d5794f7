/**
 * The checksum of QCDml: that of the command `cksum`. A CRC with the polynomial 0x04C11DB7, most significant bit first,
 * from 0, over the bytes and then over their number, least significant byte first, without leading zeros; inverted.
 * Reference: IEEE Std 1003.1 (POSIX), cksum.
 */
const table = new Uint32Array(256).map((_, byte) => {
  let value = byte << 24;
  for (let bit = 0; bit < 8; bit++) value = value & 0x80000000 ? (value << 1) ^ 0x04c11db7 : value << 1;
  return value >>> 0;
});

const step = (value: number, byte: number) => ((value << 8) ^ table[((value >>> 24) ^ byte) & 0xff]) >>> 0;

/** Takes bytes piece by piece. */
export class Cksum {
  #value = 0;
  #length = 0;

  add(bytes: Uint8Array): void {
    let value = this.#value;
    for (let i = 0; i < bytes.length; i++) value = step(value, bytes[i]);
    this.#value = value;
    this.#length += bytes.length;
  }

  /** Of all bytes so far, an unsigned 32-bit integer. */
  sum(): number {
    let value = this.#value;
    for (let rest = this.#length; rest > 0; rest = Math.floor(rest / 256)) value = step(value, rest % 256);
    return ~value >>> 0;
  }
}
