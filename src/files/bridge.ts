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
import { decimalNumber } from './reals.ts';
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
  const links = new Float64Array(count);
  const decoder = new TextDecoder('latin1');
  let line = 1;
  let place = 0;
  for (let start = 0; start < bytes.length; ) {
    if (isSpace(bytes[start])) {
      if (bytes[start] === 10) line++;
      start++;
      continue;
    }
    let end = start;
    while (end < bytes.length && !isSpace(bytes[end])) end++;
    const word = decoder.decode(bytes.subarray(start, Math.min(end, start + 64)));
    const value = decimalNumber.test(word) ? Number(word) : Number.NaN;
    if (!Number.isFinite(value)) refuse(`Line ${line} holds "${word}"; expected a finite number.`);
    links[place++] = value;
    start = end;
  }
  const configuration = { extents, colours, precision: 64 as const, links };
  inspectLinks(configuration, remarks);
  remarks.push('The text format has no checksum: only the count, finiteness and unitarity were checked.');
  return { configuration, remarks, header: { numbers: count } };
}

function wordCount(bytes: Uint8Array): number {
  let count = 0;
  for (let i = 0; i < bytes.length; i++) if (!isSpace(bytes[i]) && (i === 0 || isSpace(bytes[i - 1]))) count++;
  return count;
}

/**
 * The bytes of a Bridge++ text file, each number with 17 significant digits, so reading gives the same bits.
 * @throws FileError when the configuration is incomplete or not finite
 */
export function writeBridge(configuration: GaugeConfiguration): Uint8Array {
  checkConfiguration(configuration);
  const lines: string[] = [];
  for (const value of configuration.links) lines.push(value.toExponential(16));
  return new TextEncoder().encode(`${lines.join('\n')}\n`);
}
