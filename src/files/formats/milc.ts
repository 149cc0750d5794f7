/**
 * MILC version 5 gauge files. Header, in the byte order shown by the magic number:
 *
 *   magic 20103 | extents x, y, z, t (int32) | time stamp, 64 characters | order (int32, 0 = natural) |
 *   sum29, sum31 (uint32)
 *
 * then single-precision links in the canonical order. The two sums are XORs of all 32-bit words w_i, rotated left
 * by i mod 29 and i mod 31. Reference: MILC, generic/io_lat4.c.
 */

import { type ByteSource, eachPiece, sourceOf } from '../bytes/byteSource.ts';
import { hexWord, rotateLeft } from '../bytes/crc32.ts';
import { refuse } from '../bytes/fileError.ts';
import { type Endianness, viewOf } from '../bytes/reals.ts';
import { checkShape, extentsText, type ReadConfiguration, realCount } from '../configuration/configuration.ts';
import { canonicalSlice, type LinkSource } from '../configuration/slices.ts';
import { wholeConfiguration } from '../configuration/wholeConfiguration.ts';

export const milcMagic = 20103;
const headerBytes = 96;

/** Byte order of a MILC file by its magic number; undefined when it is not one. */
export function milcEndianness(bytes: Uint8Array): Endianness | undefined {
  if (bytes.length < 4) return undefined;
  const view = viewOf(bytes);
  if (view.getUint32(0, false) === milcMagic) return 'big';
  return view.getUint32(0, true) === milcMagic ? 'little' : undefined;
}

/** The sums (29, 31) over the 32-bit words of `bytes`, which stand behind `firstWord` others with the sums `before`. */
export function milcChecksum(
  bytes: Uint8Array,
  endianness: Endianness,
  firstWord = 0,
  before = { sum29: 0, sum31: 0 },
): { sum29: number; sum31: number } {
  const view = viewOf(bytes);
  let { sum29, sum31 } = before;
  for (let i = 0; 4 * i < bytes.length; i++) {
    const word = view.getUint32(4 * i, endianness === 'little');
    sum29 ^= rotateLeft(word, (firstWord + i) % 29);
    sum31 ^= rotateLeft(word, (firstWord + i) % 31);
  }
  return { sum29: sum29 >>> 0, sum31: sum31 >>> 0 };
}

/**
 * Read a MILC version 5 file.
 * @throws FileError when the header is damaged or the checksums or the unitarity are wrong
 */
export function readMilc(bytes: Uint8Array): ReadConfiguration {
  return wholeConfiguration(openMilc(sourceOf(bytes)));
}

/** The same with the links left in the file. @throws FileError as `readMilc`, as far as header and checksums tell */
export function openMilc(source: ByteSource): LinkSource {
  const start = source.read(0, Math.min(headerBytes, source.length));
  const endianness = milcEndianness(start);
  if (!endianness) refuse(`The file does not begin with the MILC magic number ${milcMagic}.`);
  if (start.length < headerBytes) {
    refuse(`Truncated MILC header: expected ${headerBytes} bytes, found ${start.length}.`);
  }
  const view = viewOf(start);
  const little = endianness === 'little';
  const extents = [4, 8, 12, 16].map(offset => view.getInt32(offset, little));
  checkShape(extents, 3);
  const order = view.getInt32(84, little);
  if (order !== 0) refuse(`The MILC file has site order ${order}; expected 0, sites in natural order.`);
  const expected = realCount(extents, 3) * 4;
  const found = source.length - headerBytes;
  if (found !== expected) {
    refuse(`MILC data: a ${extentsText(extents)} lattice needs ${expected} bytes, found ${found}.`);
  }
  const stored = { sum29: view.getUint32(88, little), sum31: view.getUint32(92, little) };
  let sums = { sum29: 0, sum31: 0 };
  eachPiece(source, { start: headerBytes }, (piece, before) => {
    sums = milcChecksum(piece, endianness, before / 4, sums);
  });
  if (stored.sum29 !== sums.sum29 || stored.sum31 !== sums.sum31) {
    refuse(
      `MILC checksums do not match: the header states ${hexWord(stored.sum29)} ${hexWord(stored.sum31)}, ` +
        `the links give ${hexWord(sums.sum29)} ${hexWord(sums.sum31)}. The file is damaged.`,
    );
  }
  const reals = realCount(extents, 3) / extents[3];
  const date = new TextDecoder('latin1').decode(start.subarray(20, 84)).replace(/\0.*$/s, '');
  return {
    ...{ extents, colours: 3, precision: 32, stated: [], remarks: [] },
    slice: canonicalSlice(source, { start: headerBytes, reals, precision: 32, endianness }),
    header: { date, endianness, sum29: hexWord(sums.sum29), sum31: hexWord(sums.sum31) },
  };
}
