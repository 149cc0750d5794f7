/**
 * The text format of Bridge++ as used by Gaugefields.jl and LatticeQCD.jl: no header, one number per line;
 * t, z, y, x slow to fast, then mu = x, y, z, t, row, column, real part, imaginary part: the canonical order.
 * The lattice size is not in the file, so the caller gives it. Any dimension and any N will do.
 * Reference: Gaugefields.jl, src/output/bridge_format.jl; Bridge++, https://bridge.kek.jp/Lattice-code/.
 */

import { type ByteSource, eachPiece, sourceOf } from '../bytes/byteSource.ts';
import { refuse } from '../bytes/fileError.ts';
import { concatenate, decimalNumber } from '../bytes/reals.ts';
import {
  checkConfiguration,
  checkShape,
  extentsText,
  type GaugeConfiguration,
  type ReadConfiguration,
  type ReadOptions,
  realCount,
  realsPerLink,
} from '../configuration/configuration.ts';
import {
  checkedSlices,
  type LinkSource,
  type SlicedConfiguration,
  sliceCount,
  sliceReals,
  slicesOf,
} from '../configuration/slices.ts';
import { wholeConfiguration } from '../configuration/wholeConfiguration.ts';

const isSpace = (byte: number) => byte === 32 || (byte >= 9 && byte <= 13);

/**
 * Read a Bridge++ text file. The number of colours follows from the number of values.
 * @throws FileError when extents are not given, the count does not fit them, or a line is not a finite number
 */
export function readBridge(bytes: Uint8Array, options: ReadOptions = {}): ReadConfiguration {
  return wholeConfiguration(openBridge(sourceOf(bytes), options));
}

/** The same with the links left in the file. @throws FileError as `readBridge`, as far as the count tells */
export function openBridge(source: ByteSource, { extents }: ReadOptions = {}): LinkSource {
  if (source.length === 0 || source.read(source.length - 1, source.length)[0] !== 10) {
    refuse('The text does not end with a line end, so its last number may be cut off; append one if it is complete.');
  }
  const count = wordCount(source);
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
  const reals = sliceReals({ extents, colours });
  const starts = wordStarts(source, reals);
  return {
    ...{ extents, colours, precision: 64, stated: [] },
    slice: t => readNumbers(source, starts[t], starts[t + 1] ?? source.length, reals),
    header: { numbers: count },
    remarks: ['The text format has no checksum: only the count, finiteness and unitarity were checked.'],
  };
}

// A piece at a time is much quicker than a word at a time, and no string ever holds a whole file.
const pieceBytes = 1 << 20;
const numbersPerPiece = 1 << 15;

function readNumbers(source: ByteSource, start: number, end: number, count: number): Float64Array {
  const values = new Float64Array(count);
  const decoder = new TextDecoder('latin1');
  let place = 0;
  // What a piece ends with may go on in the next one.
  let rest = '';
  const take = (text: string, from: number) => {
    for (const { 0: word, index } of text.matchAll(/[^\t-\r ]+/g)) {
      const value = decimalNumber.test(word) ? Number(word) : Number.NaN;
      if (!Number.isFinite(value)) {
        refuse(`Line ${lineOf(source, from + index)} holds "${word.slice(0, 64)}"; expected a finite number.`);
      }
      values[place++] = value;
    }
  };
  eachPiece(source, { start, end, pieceBytes }, (piece, before) => {
    const text = rest + decoder.decode(piece);
    const from = start + before - rest.length;
    const whole = text.search(/[^\t-\r ]*$/);
    take(text.slice(0, whole), from);
    rest = text.slice(whole);
  });
  take(rest, end - rest.length);
  return values;
}

/** The number of the line that holds a byte. */
function lineOf(source: ByteSource, place: number): number {
  let line = 1;
  eachPiece(source, { end: place }, piece => {
    for (const byte of piece) if (byte === 10) line++;
  });
  return line;
}

/** Calls `visit` with the place of every word. */
function eachWord(source: ByteSource, visit: (place: number) => void): void {
  let inWord = false;
  eachPiece(source, {}, (piece, before) => {
    for (let i = 0; i < piece.length; i++) {
      const isLetter = !isSpace(piece[i]);
      if (isLetter && !inWord) visit(before + i);
      inWord = isLetter;
    }
  });
}

function wordCount(source: ByteSource): number {
  let count = 0;
  eachWord(source, () => count++);
  return count;
}

/** Where words 0, n, 2n … begin. */
function wordStarts(source: ByteSource, n: number): number[] {
  const starts: number[] = [];
  let count = 0;
  eachWord(source, place => {
    if (count++ % n === 0) starts.push(place);
  });
  return starts;
}

/**
 * The bytes of a Bridge++ text file, each number with 17 significant digits, so reading gives equal numbers (only a
 * negative zero loses its sign).
 * @throws FileError when the configuration is incomplete or not finite
 */
export function writeBridge(configuration: GaugeConfiguration): Uint8Array {
  checkConfiguration(configuration);
  return concatenate([...bridgePieces(slicesOf(configuration))]);
}

/** The same piece by piece. @throws FileError as `writeBridge` */
export function* bridgePieces(unchecked: SlicedConfiguration): Generator<Uint8Array> {
  const source = checkedSlices(unchecked);
  const encoder = new TextEncoder();
  for (let t = 0; t < sliceCount(source); t++) {
    const links = source.slice(t);
    for (let start = 0; start < links.length; start += numbersPerPiece) {
      const lines = Array.from(links.subarray(start, start + numbersPerPiece), value => `${value.toExponential(16)}\n`);
      yield encoder.encode(lines.join(''));
    }
  }
}
