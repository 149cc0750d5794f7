/**
 * MILC gauge files. Header, in the byte order shown by the magic number: of version 5 (and of 6 and 7)
 *
 *   magic 20103 | extents x, y, z, t (int32) | time stamp, 64 characters | order (int32, 0 = natural) |
 *   sum29, sum31 (uint32)
 *
 * and of version 1 (and of 2 to 4), where the two couplings are mostly β and a mass,
 *
 *   magic 59354 | extents x, y, z, t (int32) | two couplings (float32)
 *
 * then single-precision links in the canonical order. The two sums are XORs of all 32-bit words w_i, rotated left
 * by i mod 29 and i mod 31; version 1 has none. Reference: MILC, generic/io_lat4.c, include/file_types.h.
 */

import { type ByteSource, eachPiece, sourceOf } from '../bytes/byteSource.ts';
import { hexWord, rotateLeft } from '../bytes/crc32.ts';
import { refuse } from '../bytes/fileError.ts';
import { type Endianness, viewOf } from '../bytes/reals.ts';
import {
  checkShape,
  contradict,
  extentsText,
  type ReadConfiguration,
  type ReadOptions,
  realCount,
} from '../configuration/configuration.ts';
import { canonicalSlice, type LinkSource } from '../configuration/slices.ts';
import { wholeConfiguration } from '../configuration/wholeConfiguration.ts';

/** Length of the header by the magic number. */
const headers: Readonly<Record<number, { readonly version: 1 | 5; readonly bytes: number }>> = {
  20103: { version: 5, bytes: 96 },
  59354: { version: 1, bytes: 28 },
};

/** Version and byte order of a MILC file by its magic number; undefined when it is not one. */
export function milcKind(start: Uint8Array): { version: 1 | 5; bytes: number; endianness: Endianness } | undefined {
  if (start.length < 4) return undefined;
  for (const endianness of ['big', 'little'] as const) {
    const header = headers[viewOf(start).getUint32(0, endianness === 'little')];
    if (header !== undefined) return { ...header, endianness };
  }
  return undefined;
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
 * Read a MILC file of version 1 or 5.
 * @throws FileError when the header is damaged or the checksums or the unitarity are wrong
 */
export function readMilc(bytes: Uint8Array, options: ReadOptions = {}): ReadConfiguration {
  return wholeConfiguration(openMilc(sourceOf(bytes), options), options);
}

/** The same with the links left in the file. @throws FileError as `readMilc`, as far as header and checksums tell */
export function openMilc(source: ByteSource, options: ReadOptions = {}): LinkSource {
  const start = source.read(0, Math.min(96, source.length));
  const kind = milcKind(start);
  if (!kind) refuse(`The file does not begin with a MILC magic number, ${Object.keys(headers).join(' or ')}.`);
  const { version, bytes, endianness } = kind;
  if (start.length < bytes) refuse(`Truncated MILC header: expected ${bytes} bytes, found ${start.length}.`);
  const view = viewOf(start);
  const little = endianness === 'little';
  const extents = [4, 8, 12, 16].map(offset => view.getInt32(offset, little));
  checkShape(extents, 3);
  const expected = realCount(extents, 3) * 4;
  const found = source.length - bytes;
  if (found !== expected) {
    refuse(`MILC data: a ${extentsText(extents)} lattice needs ${expected} bytes, found ${found}.`);
  }
  const remarks: string[] = [];
  const header =
    version === 5 ? currentHeader(source, { start, endianness }, options, remarks) : oldHeader(view, little, remarks);
  const reals = realCount(extents, 3) / extents[3];
  return {
    ...{ extents, colours: 3, precision: 32, stated: [], remarks },
    slice: canonicalSlice(source, { start: bytes, reals, precision: 32, endianness }),
    isWhole: version === 5 && !options.ignoreChecksum,
    header: { version, endianness, ...header },
  };
}

/** What the header of version 5 says behind the extents; its checksums are compared. */
function currentHeader(
  source: ByteSource,
  { start, endianness }: { start: Uint8Array; endianness: Endianness },
  options: ReadOptions,
  remarks: string[],
): Record<string, string | number> {
  const view = viewOf(start);
  const little = endianness === 'little';
  const order = view.getInt32(84, little);
  if (order !== 0) refuse(`The MILC file has site order ${order}; expected 0, sites in natural order.`);
  const stated = { sum29: view.getUint32(88, little), sum31: view.getUint32(92, little) };
  let sums = { sum29: 0, sum31: 0 };
  eachPiece(source, { start: start.length }, (piece, before) => {
    sums = milcChecksum(piece, endianness, before / 4, sums);
  });
  if (stated.sum29 !== sums.sum29 || stated.sum31 !== sums.sum31) {
    contradict(
      `MILC checksums do not match: the header states ${hexWord(stated.sum29)} ${hexWord(stated.sum31)}, ` +
        `the links give ${hexWord(sums.sum29)} ${hexWord(sums.sum31)}. The file is damaged.`,
      options,
      remarks,
    );
  }
  const date = new TextDecoder('latin1').decode(start.subarray(20, 84)).replace(/\0.*$/s, '');
  return { date, sum29: hexWord(stated.sum29), sum31: hexWord(stated.sum31) };
}

function oldHeader(view: DataView, little: boolean, remarks: string[]): Record<string, number> {
  remarks.push('MILC files of version 1 have no checksum: only finiteness and unitarity of the links were checked.');
  // Seven digits are all that a number of 32 bits holds.
  const coupling = (offset: number) => Number(view.getFloat32(offset, little).toPrecision(7));
  return { 'coupling 1': coupling(20), 'coupling 2': coupling(24) };
}
