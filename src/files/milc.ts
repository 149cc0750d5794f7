/**
 * MILC version 5 gauge files. Header, in the byte order shown by the magic number:
 *
 *   magic 20103 | extents x, y, z, t (int32) | time stamp, 64 characters | order (int32, 0 = natural) |
 *   sum29, sum31 (uint32)
 *
 * then single-precision links in the canonical order. The two sums are XORs of all 32-bit words w_i, rotated left
 * by i mod 29 and i mod 31. Reference: MILC, generic/io_lat4.c.
 */

import { checkShape, extentsText, type ReadConfiguration, realCount } from './configuration.ts';
import { hexWord, rotateLeft } from './crc32.ts';
import { refuse } from './fileError.ts';
import { type Endianness, readReals, viewOf } from './reals.ts';
import { inspectLinks } from './verification.ts';

export const milcMagic = 20103;
const headerBytes = 96;

/** Byte order of a MILC file by its magic number; undefined when it is not one. */
export function milcEndianness(bytes: Uint8Array): Endianness | undefined {
  if (bytes.length < 4) return undefined;
  const view = viewOf(bytes);
  if (view.getUint32(0, false) === milcMagic) return 'big';
  return view.getUint32(0, true) === milcMagic ? 'little' : undefined;
}

/** The sums (29, 31) over the 32-bit words of `bytes`. */
export function milcChecksum(bytes: Uint8Array, endianness: Endianness): { sum29: number; sum31: number } {
  const view = viewOf(bytes);
  let sum29 = 0;
  let sum31 = 0;
  for (let i = 0; 4 * i < bytes.length; i++) {
    const word = view.getUint32(4 * i, endianness === 'little');
    sum29 ^= rotateLeft(word, i % 29);
    sum31 ^= rotateLeft(word, i % 31);
  }
  return { sum29: sum29 >>> 0, sum31: sum31 >>> 0 };
}

/**
 * Read a MILC version 5 file.
 * @throws FileError when the header is damaged or the checksums or the unitarity are wrong
 */
export function readMilc(bytes: Uint8Array): ReadConfiguration {
  const remarks: string[] = [];
  const endianness = milcEndianness(bytes);
  if (!endianness) refuse(`The file does not begin with the MILC magic number ${milcMagic}.`);
  if (bytes.length < headerBytes) {
    refuse(`Truncated MILC header: expected ${headerBytes} bytes, found ${bytes.length}.`);
  }
  const view = viewOf(bytes);
  const little = endianness === 'little';
  const extents = [4, 8, 12, 16].map(offset => view.getInt32(offset, little));
  checkShape(extents, 3);
  const order = view.getInt32(84, little);
  if (order !== 0) refuse(`The MILC file has site order ${order}; expected 0, sites in natural order.`);
  const expected = realCount(extents, 3) * 4;
  const found = bytes.length - headerBytes;
  if (found !== expected) {
    refuse(`MILC data: a ${extentsText(extents)} lattice needs ${expected} bytes, found ${found}.`);
  }
  const stored = { sum29: view.getUint32(88, little), sum31: view.getUint32(92, little) };
  const sums = milcChecksum(bytes.subarray(headerBytes), endianness);
  if (stored.sum29 !== sums.sum29 || stored.sum31 !== sums.sum31) {
    refuse(
      `MILC checksums do not match: the header states ${hexWord(stored.sum29)} ${hexWord(stored.sum31)}, ` +
        `the links give ${hexWord(sums.sum29)} ${hexWord(sums.sum31)}. The file is damaged.`,
    );
  }
  const links = readReals(bytes, headerBytes, realCount(extents, 3), 32, endianness);
  const configuration = { extents, colours: 3, precision: 32 as const, links };
  inspectLinks(configuration, remarks);
  const date = new TextDecoder('latin1').decode(bytes.subarray(20, 84)).replace(/\0.*$/s, '');
  return {
    configuration,
    remarks,
    header: { date, endianness, sum29: hexWord(sums.sum29), sum31: hexWord(sums.sum31) },
  };
}
