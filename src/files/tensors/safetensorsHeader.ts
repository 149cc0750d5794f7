/**
 * The JSON header of a safetensors file, checked before anything is allocated: sizes, names, types, offsets.
 * Reference: https://github.com/huggingface/safetensors, section "Format".
 */

import { refuse } from '../bytes/fileError.ts';
import { duplicateKey } from '../bytes/jsonKeys.ts';
import { viewOf } from '../bytes/reals.ts';
import type { Precision } from '../configuration/configuration.ts';

export interface TensorEntry {
  readonly name: string;
  readonly precision: Precision;
  readonly shape: readonly number[];
  /** First byte of the values, counted from the start of the file. */
  readonly start: number;
  /** Number of values. */
  readonly count: number;
}

export interface TensorHeader {
  readonly metadata: Record<string, string>;
  readonly entries: readonly TensorEntry[];
  /** Bytes of the JSON text, padding included; it begins at byte 8. */
  readonly length: number;
}

/** Upper bound of the JSON text, that of the reference implementation. */
const headerLimit = 100_000_000;
const precisions = new Map<unknown, Precision>([
  ['F64', 64],
  ['F32', 32],
]);

/**
 * Read and check the header.
 * @throws FileError when it is truncated, oversized, not JSON, ambiguous, or does not describe exactly the data
 */
export function readTensorHeader(bytes: Uint8Array): TensorHeader {
  if (bytes.length < 8) refuse(`Truncated safetensors file: expected at least 8 bytes, found ${bytes.length}.`);
  const announced = viewOf(bytes).getBigUint64(0, true);
  if (announced > BigInt(Math.min(headerLimit, bytes.length - 8))) {
    refuse(
      bytes[8] === 0x7b
        ? `The safetensors header announces ${announced} bytes; found ${bytes.length - 8}, at most ${headerLimit} are ` +
            'allowed. The file is cut off.'
        : 'The file is no safetensors file: it does not begin with a header.',
    );
  }
  const length = Number(announced);
  const { __metadata__, ...named } = parseHeader(bytes.subarray(8, 8 + length));
  const entries = Object.entries(named).map(([name, value]) => tensorEntry(name, value, 8 + length));
  checkCoverage(entries, 8 + length, bytes.length);
  return { metadata: textByKey(__metadata__ ?? {}), entries, length };
}

type Json = Record<string, unknown>;

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) >= 0;

function parseHeader(bytes: Uint8Array): Json {
  let text: string;
  let value: unknown;
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    value = JSON.parse(text);
  } catch (error) {
    const cause = error instanceof Error ? error.message : String(error);
    refuse(`The safetensors header is not JSON in UTF-8: ${cause}. The file is damaged or of another format.`);
  }
  if (!text.startsWith('{') || !isObject(value)) refuse('The safetensors header must be a JSON object.');
  const twice = duplicateKey(text);
  if (twice !== undefined) refuse(`The safetensors header names "${twice}" twice; expected once.`);
  return value;
}

function textByKey(value: unknown): Record<string, string> {
  if (!isObject(value)) refuse('The safetensors metadata must be a JSON object.');
  const pairs = Object.entries(value).map(([key, text]): [string, string] => {
    return typeof text === 'string' ? [key, text] : refuse(`The safetensors metadata "${key}" must be text.`);
  });
  return Object.fromEntries(pairs);
}

function tensorEntry(name: string, value: unknown, dataStart: number): TensorEntry {
  const known = ['dtype', 'shape', 'data_offsets'];
  if (!isObject(value) || Object.keys(value).some(key => !known.includes(key))) {
    refuse(`Tensor ${name} must be described by ${known.join(', ')} and nothing else.`);
  }
  const precision = precisions.get(value.dtype);
  if (precision === undefined) {
    refuse(`Tensor ${name} has dtype ${JSON.stringify(value.dtype)}; only F64 and F32 are read.`);
  }
  const { shape, data_offsets: offsets } = value;
  if (!Array.isArray(shape) || !shape.every(isCount)) {
    refuse(`Tensor ${name} has shape ${JSON.stringify(shape)}; expected a list of non-negative integers.`);
  }
  if (!Array.isArray(offsets) || offsets.length !== 2 || !offsets.every(isCount)) {
    refuse(`Tensor ${name} has data_offsets ${JSON.stringify(offsets)}; expected two non-negative integers.`);
  }
  const [begin, end] = offsets;
  const count = shape.reduce((product, extent) => product * extent, 1);
  if ((count * precision) / 8 !== end - begin) {
    refuse(
      `Tensor ${name} of shape [${shape.join(', ')}] in ${precision}-bit numbers needs ${(count * precision) / 8} ` +
        `bytes; its data_offsets ${begin} to ${end} hold ${end - begin}.`,
    );
  }
  return { name, precision, shape, start: dataStart + begin, count };
}

/** Tensors must lie one behind the other and fill the file exactly. */
function checkCoverage(entries: readonly TensorEntry[], dataStart: number, fileLength: number): void {
  let covered = dataStart;
  for (const { name, start, count, precision } of [...entries].sort((a, b) => a.start - b.start || a.count - b.count)) {
    if (start !== covered) {
      refuse(
        `The data of tensor ${name} begin at byte ${start}, expected ${covered}: tensors ` +
          `${start < covered ? 'overlap' : 'leave a gap'}.`,
      );
    }
    covered += (count * precision) / 8;
  }
  if (covered !== fileLength) {
    refuse(
      `Truncated or overlong safetensors file: the header describes ${covered} bytes, the file holds ${fileLength}.`,
    );
  }
}
