/**
 * Real numbers in files: IEEE 754 single or double, big or little endian, or decimal text.
 */

import type { Precision } from '../configuration/configuration.ts';

export type Endianness = 'big' | 'little';

/** A finite number in decimal notation; nothing else that `Number` would accept. */
export const decimalNumber = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

/** A DataView over exactly these bytes. */
export function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** Read `count` reals from `bytes`, starting at byte `offset`. The caller has checked that the bytes are there. */
export function readReals(
  bytes: Uint8Array,
  offset: number,
  count: number,
  precision: Precision,
  endianness: Endianness,
): Float64Array {
  const view = viewOf(bytes);
  const little = endianness === 'little';
  const values = new Float64Array(count);
  if (precision === 64) {
    for (let i = 0; i < count; i++) values[i] = view.getFloat64(offset + 8 * i, little);
  } else {
    for (let i = 0; i < count; i++) values[i] = view.getFloat32(offset + 4 * i, little);
  }
  return values;
}

/** The bytes of these reals; for 32 bits each value is rounded to the nearest single. */
export function writeReals(
  values: Float64Array | Float32Array,
  precision: Precision,
  endianness: Endianness,
): Uint8Array {
  const bytes = new Uint8Array((values.length * precision) / 8);
  const view = viewOf(bytes);
  const little = endianness === 'little';
  if (precision === 64) {
    for (let i = 0; i < values.length; i++) view.setFloat64(8 * i, values[i], little);
  } else {
    for (let i = 0; i < values.length; i++) view.setFloat32(4 * i, values[i], little);
  }
  return bytes;
}

/** Join pieces into one array of bytes. */
export function concatenate(pieces: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(pieces.reduce((total, piece) => total + piece.length, 0));
  let offset = 0;
  for (const piece of pieces) {
    bytes.set(piece, offset);
    offset += piece.length;
  }
  return bytes;
}
