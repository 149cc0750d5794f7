/**
 * NERSC archive format: text header, then links in the order of ILDG (t, z, y, x slow to fast; mu; row; column;
 * re/im). With DATATYPE 4D_SU3_GAUGE only two rows are stored and the third follows from det U = 1:
 * row₃ = (row₁ × row₂)*; for SU(2) row₂ = (−b*, a*).
 *
 * CHECKSUM is the sum modulo 2³² of all stored 32-bit words, each read in the byte order of the file. It does not
 * see exchanged words, so PLAQUETTE (to 1e-5) and LINK_TRACE (to 1e-6) are compared as well.
 * Reference: NERSC Gauge Connection; tolerances as in Grid, Grid/parallelIO/NerscIO.h.
 */

import { type ByteSource, eachPiece, sourceOf } from '../bytes/byteSource.ts';
import { hexWord } from '../bytes/crc32.ts';
import { refuse } from '../bytes/fileError.ts';
import { concatenate, type Endianness, viewOf, writeReals } from '../bytes/reals.ts';
import {
  checkConfiguration,
  contradict,
  extentsText,
  type GaugeConfiguration,
  type Precision,
  type ReadConfiguration,
  type ReadOptions,
  realsPerLink,
  siteCount,
} from '../configuration/configuration.ts';
import {
  canonicalSlice,
  checkedSlices,
  type LinkSource,
  type SlicedConfiguration,
  type StatedNumber,
  sliceCount,
  slicesOf,
} from '../configuration/slices.ts';
import { linkTrace, plaquette } from '../configuration/verification.ts';
import { wholeConfiguration } from '../configuration/wholeConfiguration.ts';
import { antiperiodicDirections, withoutSigns } from './nerscBoundary.ts';
import { type NerscHeader, nerscHeaderLimit, nerscHeaderText, readNerscHeader } from './nerscHeader.ts';

const plaquetteTolerance = 1e-5;
const linkTraceTolerance = 1e-6;

/** Sum modulo 2³² of the 32-bit words of `bytes`, read in this byte order, and of those `before`. */
export function nerscChecksum(bytes: Uint8Array, endianness: Endianness, before = 0): number {
  const view = viewOf(bytes);
  let sum = before;
  for (let offset = 0; offset < bytes.length; offset += 4) {
    sum = (sum + view.getUint32(offset, endianness === 'little')) >>> 0;
  }
  return sum;
}

/**
 * Read a NERSC file.
 * @throws FileError when size, checksum, plaquette, link trace or unitarity are wrong
 */
export function readNersc(bytes: Uint8Array, options: ReadOptions = {}): ReadConfiguration {
  return wholeConfiguration(openNersc(sourceOf(bytes), options), options);
}

/** The same with the links left in the file. @throws FileError as `readNersc`, as far as header and checksum tell */
export function openNersc(source: ByteSource, options: ReadOptions = {}): LinkSource {
  const remarks: string[] = [];
  const header = readNerscHeader(source.read(0, Math.min(nerscHeaderLimit, source.length)));
  const { extents, colours, precision, rows, dataStart } = header;
  const stored = siteCount(extents) * 4 * rows * colours * 2;
  const expected = (stored * precision) / 8;
  const found = source.length - dataStart;
  if (found < expected) {
    refuse(`Truncated NERSC data: a ${extentsText(extents)} lattice needs ${expected} bytes, found ${found}.`);
  }
  if (found > expected) remarks.push(`Accepted ${found - expected} bytes after the links.`);
  const antiperiodic = antiperiodicDirections(header.keys);
  const endianness = byteOrder(header, source, dataStart + expected, options, remarks);
  const rowsOf = canonicalSlice(source, { start: dataStart, reals: stored / extents[3], precision, endianness });
  const slice = rows === colours ? rowsOf : (t: number) => withLastRow(rowsOf(t), colours);
  const periodic = withoutSigns({ extents, colours, precision, slice }, antiperiodic, remarks);
  return {
    ...{ extents, colours, precision, remarks },
    slice: periodic.slice,
    isWhole: header.checksum !== undefined && !options.ignoreChecksum,
    header: { ...header.keys },
    stated: statedNumbers(header, periodic.signed, options, remarks),
  };
}

/** The byte order that the checksum confirms; the announced one when there is no checksum. */
function byteOrder(
  header: NerscHeader,
  source: ByteSource,
  end: number,
  options: ReadOptions,
  remarks: string[],
): Endianness {
  const announced = header.endianness ?? 'little';
  const other = announced === 'big' ? 'little' : 'big';
  if (header.checksum === undefined) {
    remarks.push('Accepted a missing CHECKSUM: only plaquette, link trace and unitarity were checked.');
    return announced;
  }
  const sums = { big: 0, little: 0 };
  eachPiece(source, { start: header.dataStart, end }, piece => {
    for (const order of ['big', 'little'] as const) sums[order] = nerscChecksum(piece, order, sums[order]);
  });
  if (sums[announced] === header.checksum) return announced;
  if (sums[other] === header.checksum) {
    const said = header.keys.FLOATING_POINT;
    remarks.push(`Accepted FLOATING_POINT = ${said}: the checksum shows that the data are ${other} endian.`);
    return other;
  }
  contradict(
    `NERSC checksum does not match: the header states ${hexWord(header.checksum)}, the data give ` +
      `${hexWord(sums[announced])}. The file is damaged; fetch it again.`,
    options,
    remarks,
  );
  return announced;
}

function statedNumbers(
  header: NerscHeader,
  signed: boolean,
  { ignoreChecksum }: ReadOptions,
  remarks: string[],
): StatedNumber[] {
  const stated: StatedNumber[] = [];
  const { colours, checksum } = header;
  if (header.plaquette === undefined) remarks.push('Accepted a missing PLAQUETTE.');
  else
    stated.push({ name: 'PLAQUETTE', quantity: 'plaquette', value: header.plaquette, tolerance: plaquetteTolerance });
  if (header.linkTrace === undefined) remarks.push('Accepted a missing LINK_TRACE.');
  else if (signed) remarks.push('LINK_TRACE belongs to links with the sign of the boundary and was not compared.');
  else {
    const isVouchedFor = checksum !== undefined && header.plaquette !== undefined && !ignoreChecksum;
    stated.push({
      ...{ name: 'LINK_TRACE', quantity: 'linkTrace', value: header.linkTrace, tolerance: linkTraceTolerance },
      ...(colours !== 3 && isVouchedFor ? { known: { factor: colours / 3, remark: dividedBy3(colours) } } : {}),
    });
  }
  return stated;
}

const dividedBy3 = (colours: number) =>
  `Accepted a LINK_TRACE divided by 3 instead of N = ${colours}, as old versions of Grid wrote it: checksum and ` +
  'plaquette are right.';

/** Complete matrices stored without their last row; N = 2 or 3. */
function withLastRow(stored: Float64Array, colours: number): Float64Array {
  const size = realsPerLink(colours);
  const kept = size - 2 * colours;
  const links = new Float64Array((stored.length / kept) * size);
  for (let from = 0, to = 0; from < stored.length; from += kept, to += size) {
    links.set(stored.subarray(from, from + kept), to);
    if (colours === 2) {
      links.set([-links[to + 2], links[to + 3], links[to], -links[to + 1]], to + 4);
    } else {
      for (let k = 0; k < 3; k++) {
        const i = to + 2 * ((k + 1) % 3);
        const j = to + 2 * ((k + 2) % 3);
        links[to + 12 + 2 * k] = minor(links, i, j + 6) - minor(links, j, i + 6);
        links[to + 13 + 2 * k] = crossed(links, j, i + 6) - crossed(links, i, j + 6);
      }
    }
  }
  return links;
}

/** Real part of the product of the complex numbers at a and b. */
const minor = (links: Float64Array, a: number, b: number) => links[a] * links[b] - links[a + 1] * links[b + 1];
/** Imaginary part of the product of the complex numbers at a and b. */
const crossed = (links: Float64Array, a: number, b: number) => links[a] * links[b + 1] + links[a + 1] * links[b];

export interface NerscOptions {
  /** Bits per number; default that of the configuration. */
  readonly precision?: Precision;
  readonly endianness?: Endianness;
  /** Leave out the last row (SU(2) and SU(3) only); default false. */
  readonly compressed?: boolean;
  readonly ensembleId?: string;
  readonly ensembleLabel?: string;
  readonly sequenceNumber?: number;
  readonly creator?: string;
  /** Text; left out by default so that equal configurations give equal bytes. */
  readonly date?: string;
}

/**
 * The bytes of a NERSC file, default all rows, big endian.
 * @throws FileError when the configuration is incomplete, not finite, not four-dimensional or not SU(N)
 */
export function writeNersc(configuration: GaugeConfiguration, options: NerscOptions = {}): Uint8Array {
  checkConfiguration(configuration);
  const numbers = () => ({ plaquette: plaquette(configuration).average, linkTrace: linkTrace(configuration) });
  return concatenate([...nerscPieces(slicesOf(configuration), numbers, options)]);
}

/**
 * The same piece by piece; the slices pass by twice, since the checksum stands before them.
 * @param numbers what the header states: average plaquette and link trace
 * @throws FileError as `writeNersc`
 */
export function* nerscPieces(
  unchecked: SlicedConfiguration,
  numbers: () => Readonly<Record<StatedNumber['quantity'], number>>,
  options: NerscOptions = {},
): Generator<Uint8Array> {
  const source = checkedSlices(unchecked);
  const { extents, colours } = source;
  if (extents.length !== 4 || colours < 2) {
    refuse(
      `NERSC files hold SU(N) links in four dimensions; this is a ${extentsText(extents)} lattice, N = ${colours}.`,
    );
  }
  const compressed = options.compressed ?? false;
  if (compressed && colours > 3) refuse(`Only SU(2) and SU(3) can leave out a row; this is SU(${colours}).`);
  const precision = options.precision ?? source.precision;
  const endianness = options.endianness ?? 'big';
  const encoded = (t: number) => {
    const links = source.slice(t);
    return writeReals(compressed ? withoutLastRow(links, colours) : links, precision, endianness);
  };
  const stated = numbers();
  let checksum = 0;
  for (let t = 0; t < sliceCount(source); t++) checksum = nerscChecksum(encoded(t), endianness, checksum);
  const header = nerscHeaderText([
    ['HDR_VERSION', '1.0'],
    ['DATATYPE', `4D_SU${colours}_GAUGE${compressed ? '' : `_${colours}x${colours}`}`],
    ['STORAGE_FORMAT', '1.0'],
    ...extents.map((extent, mu) => [`DIMENSION_${mu + 1}`, extent] as const),
    ['LINK_TRACE', stated.linkTrace.toPrecision(12)],
    ['PLAQUETTE', stated.plaquette.toPrecision(12)],
    ...extents.map((_, mu) => [`BOUNDARY_${mu + 1}`, 'PERIODIC'] as const),
    ['CHECKSUM', hexWord(checksum)],
    ['ENSEMBLE_ID', oneLine(options.ensembleId ?? 'none')],
    ['ENSEMBLE_LABEL', oneLine(options.ensembleLabel ?? 'none')],
    ['SEQUENCE_NUMBER', options.sequenceNumber ?? 1],
    ['CREATOR', oneLine(options.creator ?? 'Cask')],
    ...(options.date === undefined ? [] : [['CREATION_DATE', oneLine(options.date)] as const]),
    ['FLOATING_POINT', `IEEE${precision}${endianness.toUpperCase()}`],
  ]);
  yield new TextEncoder().encode(header);
  for (let t = 0; t < sliceCount(source); t++) yield encoded(t);
}

function oneLine(text: string): string {
  if (/[^\x20-\x7e]/.test(text)) refuse(`"${text}" cannot stand in a NERSC header; expected one line of ASCII.`);
  return text;
}

function withoutLastRow(links: Float64Array, colours: number): Float64Array {
  const size = realsPerLink(colours);
  const kept = size - 2 * colours;
  return links.filter((_, i) => i % size < kept);
}
