/**
 * safetensors: named tensors of real numbers with metadata, the form in which network weights are saved.
 *
 *   header length n (uint64, little endian) | n bytes of JSON, padded with spaces | data, little endian
 *
 * JSON: { "__metadata__": { key: text }, name: { dtype, shape, data_offsets: [begin, end] } }, offsets counted from
 * the end of the header, without gaps or overlaps. Reference: https://github.com/huggingface/safetensors.
 *
 * Files written here carry the metadata key "cask.crc32": the CRC-32 of the whole file with the eight digits of
 * this value set to 0. It detects every flipped bit; files of others are read without it, with a remark.
 */

import { crc32, hexWord } from '../bytes/crc32.ts';
import { refuse } from '../bytes/fileError.ts';
import { concatenate, readReals, viewOf, writeReals } from '../bytes/reals.ts';
import { readTensorHeader } from './safetensorsHeader.ts';

export interface Tensor {
  /** Extents, slowest first; empty for a single number. */
  readonly shape: readonly number[];
  /** Values, last axis fastest; the class of the array gives the precision. */
  readonly data: Float64Array | Float32Array;
}

export interface TensorFile {
  readonly tensors: Map<string, Tensor>;
  /** Provenance: any text by key. */
  readonly metadata: Record<string, string>;
  /** What was missing or wrong and accepted. */
  readonly remarks: string[];
}

const checksumKey = 'cask.crc32';
const blankChecksum = '00000000';
const checksumPattern = /"cask\.crc32":"([0-9a-f]{8})"/g;

/**
 * The bytes of a safetensors file. Float64Array becomes F64, Float32Array F32; tensors are stored by name within
 * each type, so equal content gives equal bytes.
 * @throws FileError when a shape does not fit its data, a number is not finite, or a name is reserved
 */
export function writeTensors(
  tensors: ReadonlyMap<string, Tensor>,
  metadata: Readonly<Record<string, string>> = {},
): Uint8Array {
  return concatenate(tensorPieces(tensors, metadata));
}

/** The same piece by piece; data of this computer's order of bytes are not copied. @throws as `writeTensors` */
export function tensorPieces(
  tensors: ReadonlyMap<string, Tensor>,
  metadata: Readonly<Record<string, string>> = {},
): Uint8Array[] {
  if (checksumKey in metadata) refuse(`The metadata key ${checksumKey} is reserved for the checksum of the file.`);
  const described: Record<string, string> = { ...metadata, [checksumKey]: blankChecksum };
  const entries: [string, unknown][] = [['__metadata__', Object.fromEntries(Object.entries(described).sort(byFirst))]];
  const ordered = [...tensors].sort(byAlignmentThenName);
  let offset = 0;
  for (const [name, tensor] of ordered) {
    checkTensor(name, tensor);
    const data_offsets = [offset, offset + (tensor.data.length * bits(tensor)) / 8];
    entries.push([name, { dtype: `F${bits(tensor)}`, shape: tensor.shape, data_offsets }]);
    offset = data_offsets[1];
  }
  const json = new TextEncoder().encode(JSON.stringify(Object.fromEntries(entries)));
  const header = new Uint8Array(8 + Math.ceil(json.length / 8) * 8).fill(0x20);
  viewOf(header).setBigUint64(0, BigInt(header.length - 8), true);
  header.set(json, 8);
  const pieces = [header, ...ordered.map(([, tensor]) => littleEndian(tensor))];
  const checksum = pieces.reduce((seed, piece) => crc32(piece, 0, piece.length, seed), 0);
  header.set(new TextEncoder().encode(hexWord(checksum)), checksumPlace(header, header.length - 8));
  return pieces;
}

const isLittleEndian = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;

function littleEndian(tensor: Tensor): Uint8Array {
  const { data } = tensor;
  if (isLittleEndian) return new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  return writeReals(data, bits(tensor), 'little');
}

const bits = ({ data }: Tensor) => (data instanceof Float64Array ? 64 : 32);
const byFirst = ([a]: [string, unknown], [b]: [string, unknown]) => (a < b ? -1 : a > b ? 1 : 0);
const byAlignmentThenName = (a: [string, Tensor], b: [string, Tensor]) => bits(b[1]) - bits(a[1]) || byFirst(a, b);

function checkTensor(name: string, { shape, data }: Tensor): void {
  if (name === '__metadata__') refuse('A tensor cannot be named __metadata__; the format reserves this name.');
  const count = shape.reduce((product, extent) => product * extent, 1);
  if (shape.some(extent => !Number.isSafeInteger(extent) || extent < 0) || count !== data.length) {
    refuse(`Tensor ${name} has shape [${shape.join(', ')}] but ${data.length} numbers; expected ${count}.`);
  }
  const bad = data.findIndex(value => !Number.isFinite(value));
  if (bad >= 0) refuse(`Tensor ${name} contains ${data[bad]} at position ${bad}; weights must be finite.`);
}

/**
 * Read a safetensors file with tensors of type F64 and F32.
 * @throws FileError when the header is damaged, oversized or ambiguous, offsets leave gaps or overlap, the data are
 *   truncated or not finite, a type is unknown, or the checksum does not match
 */
export function readTensors(bytes: Uint8Array): TensorFile {
  const remarks: string[] = [];
  const header = readTensorHeader(bytes);
  const { [checksumKey]: stored, ...metadata } = header.metadata;
  if (stored === undefined) remarks.push('The file carries no checksum; only its structure could be checked.');
  else checkChecksum(bytes, header.length, stored);
  const tensors = new Map<string, Tensor>();
  for (const { name, precision, shape, start, count } of header.entries) {
    const values = readReals(bytes, start, count, precision, 'little');
    tensors.set(name, { shape, data: precision === 64 ? values : new Float32Array(values) });
  }
  for (const [name, tensor] of tensors) checkTensor(name, tensor);
  return { tensors, metadata, remarks };
}

function checkChecksum(bytes: Uint8Array, headerLength: number, stored: string): void {
  const place = checksumPlace(bytes, headerLength);
  const blank = new TextEncoder().encode(blankChecksum);
  const computed = hexWord(crc32(bytes, place + 8, bytes.length, crc32(blank, 0, 8, crc32(bytes, 0, place))));
  if (computed !== stored) {
    refuse(
      `Checksum does not match: the file states ${stored}, its bytes give ${computed}. The file is damaged, or was ` +
        `changed by another program; if that was intended, remove its metadata key ${checksumKey}.`,
    );
  }
}

/** Byte offset of the eight digits of the checksum. */
function checksumPlace(bytes: Uint8Array, headerLength: number): number {
  const text = new TextDecoder().decode(bytes.subarray(8, 8 + headerLength));
  const matches = [...text.matchAll(checksumPattern)];
  if (matches.length !== 1) {
    refuse(`The metadata key ${checksumKey} does not hold eight hexadecimal digits. The header is damaged.`);
  }
  return 8 + new TextEncoder().encode(text.slice(0, matches[0].index)).length + `"${checksumKey}":"`.length;
}
