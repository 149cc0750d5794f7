/**
 * The text format of Bridge++ as used by Gaugefields.jl and LatticeQCD.jl: no header, one number per line;
 * t, z, y, x slow to fast, then mu = x, y, z, t, row, column, real part, imaginary part: the canonical order.
 * The lattice size is not in the file, so the caller gives it. Any dimension and any N will do.
 * Reference: Gaugefields.jl, src/output/bridge_format.jl; Bridge++, https://bridge.kek.jp/Lattice-code/.
 */

import {
  checkConfiguration,
  checkShape,
  extentsText,
  type GaugeConfiguration,
  type ReadConfiguration,
  realCount,
  realsPerLink,
  type ShapeHint,
} from './configuration.ts';
import { refuse } from './fileError.ts';
import { concatenate, decimalNumber } from './reals.ts';
import { inspectLinks } from './verification.ts';

const isSpace = (byte: number) => byte === 32 || (byte >= 9 && byte <= 13);

/**
 * Read a Bridge++ text file. The number of colours follows from the number of values.
 * @throws FileError when extents are not given, the count does not fit them, or a line is not a finite number
 */
export function readBridge(bytes: Uint8Array, hint: ShapeHint = {}): ReadConfiguration {
  const remarks: string[] = [];
  if (bytes.at(-1) !== 10) {
    refuse('The text does not end with a line end, so its last number may be cut off; append one if it is complete.');
  }
  const count = wordCount(bytes);
  const { extents } = hint;
  if (!extents) {
    const sites = count / (4 * realsPerLink(3));
    refuse(
      `The text holds ${count} numbers and does not state its lattice size; give the extents (x y z t) yourself` +
        `${Number.isInteger(sites) ? `, ${sites} sites for SU(3) in four dimensions` : ''}.`,
    );
  }
  checkShape(extents, 1);
  const colours = Math.round(Math.sqrt(count / realCount(extents, 1)));
  if (count === 0 || count !== realCount(extents, colours)) {
    refuse(
      `The text holds ${count} numbers, which no number of colours explains on a ${extentsText(extents)} lattice ` +
        `(SU(3) needs ${realCount(extents, 3)}). The file is cut off or the extents are wrong.`,
    );
  }
  const links = readNumbers(bytes, count);
  const configuration = { extents, colours, precision: 64 as const, links };
  inspectLinks(configuration, remarks);
  remarks.push('The text format has no checksum: only the count, finiteness and unitarity were checked.');
  return { configuration, remarks, header: { numbers: count } };
}

// A piece at a time is much quicker than a word at a time, and no string ever holds a whole file.
const pieceBytes = 1 << 20;
const numbersPerPiece = 1 << 15;

function readNumbers(bytes: Uint8Array, count: number): Float64Array {
  const values = new Float64Array(count);
  const decoder = new TextDecoder('latin1');
  let place = 0;
  for (let start = 0; start < bytes.length; ) {
    let end = Math.min(start + pieceBytes, bytes.length);
    while (end < bytes.length && !isSpace(bytes[end])) end++;
    for (const { 0: word, index } of decoder.decode(bytes.subarray(start, end)).matchAll(/[^\t-\r ]+/g)) {
      const value = decimalNumber.test(word) ? Number(word) : Number.NaN;
      if (!Number.isFinite(value)) {
        const line = 1 + bytes.subarray(0, start + index).filter(byte => byte === 10).length;
        refuse(`Line ${line} holds "${word.slice(0, 64)}"; expected a finite number.`);
      }
      values[place++] = value;
    }
    start = end;
  }
  return values;
}

function wordCount(bytes: Uint8Array): number {
  let count = 0;
  for (let i = 0; i < bytes.length; i++) if (!isSpace(bytes[i]) && (i === 0 || isSpace(bytes[i - 1]))) count++;
  return count;
}

/**
 * The bytes of a Bridge++ text file, each number with 17 significant digits, so reading gives equal numbers (only a
 * negative zero loses its sign).
 * @throws FileError when the configuration is incomplete or not finite
 */
export function writeBridge(configuration: GaugeConfiguration): Uint8Array {
  checkConfiguration(configuration);
  const { links } = configuration;
  const encoder = new TextEncoder();
  const pieces: Uint8Array[] = [];
  for (let start = 0; start < links.length; start += numbersPerPiece) {
    const lines = Array.from(links.subarray(start, start + numbersPerPiece), value => `${value.toExponential(16)}\n`);
    pieces.push(encoder.encode(lines.join('')));
  }
  return concatenate(pieces);
}
