/**
 * The text header of NERSC archive files: lines `KEY = value` between BEGIN_HEADER and END_HEADER.
 * Reference: NERSC Gauge Connection; the keys and their use as in Grid, Grid/parallelIO/NerscIO.h.
 */

import { refuse } from '../bytes/fileError.ts';
import { decimalNumber, type Endianness } from '../bytes/reals.ts';
import { checkShape, type Precision } from '../configuration/configuration.ts';

export interface NerscHeader {
  readonly extents: readonly number[];
  readonly colours: number;
  /** Rows stored of each matrix: N, or N − 1 when the last is left to be reconstructed. */
  readonly rows: number;
  readonly precision: Precision;
  /** As announced; undefined for the bare IEEE32 and IEEE64. */
  readonly endianness: Endianness | undefined;
  readonly checksum: number | undefined;
  readonly plaquette: number | undefined;
  readonly linkTrace: number | undefined;
  /** Where the links begin in the file. */
  readonly dataStart: number;
  /** All keys as they stand in the file. */
  readonly keys: Record<string, string>;
}

/** No header is longer than this. */
export const nerscHeaderLimit = 65536;

/**
 * Read the header of a NERSC file.
 * @throws FileError naming the key that is missing or wrong
 */
export function readNerscHeader(bytes: Uint8Array): NerscHeader {
  const text = new TextDecoder('latin1').decode(bytes.subarray(0, nerscHeaderLimit));
  const end = /^END_HEADER[ \t\r]*\n/m.exec(text);
  if (!end) {
    refuse(
      `The NERSC header has no END_HEADER line within ${Math.min(bytes.length, nerscHeaderLimit)} bytes; it is cut off.`,
    );
  }
  const keys: Record<string, string> = Object.create(null);
  for (const line of text.slice(0, end.index).split('\n').slice(1)) {
    const equals = line.indexOf('=');
    if (equals < 0) continue;
    const key = line.slice(0, equals).trim();
    if (key in keys) refuse(`The NERSC header states ${key} twice; expected once.`);
    keys[key] = line.slice(equals + 1).trim();
  }
  const extents = [1, 2, 3, 4].map(axis => integer(keys, `DIMENSION_${axis}`));
  const { colours, rows } = dataType(keys.DATATYPE);
  checkShape(extents, colours);
  const { precision, endianness } = floatingPoint(keys.FLOATING_POINT);
  return {
    extents,
    colours,
    rows,
    precision,
    endianness,
    checksum: optional(keys, 'CHECKSUM', /^(0x)?[0-9a-f]{1,8}$/i, text => Number.parseInt(text, 16)),
    plaquette: optional(keys, 'PLAQUETTE', decimalNumber, Number),
    linkTrace: optional(keys, 'LINK_TRACE', decimalNumber, Number),
    dataStart: end.index + end[0].length,
    keys,
  };
}

function integer(keys: Record<string, string>, key: string): number {
  const text = keys[key];
  if (text === undefined || !/^\d{1,9}$/.test(text)) {
    refuse(`The NERSC header states ${key} = "${text ?? ''}"; expected a lattice extent.`);
  }
  return Number(text);
}

function optional(
  keys: Record<string, string>,
  key: string,
  pattern: RegExp,
  parse: (text: string) => number,
): number | undefined {
  const text = keys[key];
  if (text === undefined) return undefined;
  if (!pattern.test(text)) refuse(`The NERSC header states ${key} = "${text}"; expected a number.`);
  return parse(text);
}

function dataType(text = ''): { colours: number; rows: number } {
  const match = /^4D_SU(\d{1,2})_GAUGE(?:_(\d{1,2})x(\d{1,2}))?$/i.exec(text);
  const colours = Number(match?.[1]);
  const square = match?.[2] !== undefined;
  const consistent = !square || (Number(match?.[2]) === colours && Number(match?.[3]) === colours);
  if (!match || !consistent || (!square && colours !== 2 && colours !== 3)) {
    refuse(`The NERSC header states DATATYPE = "${text}"; expected 4D_SU3_GAUGE, 4D_SU3_GAUGE_3x3 or their like.`);
  }
  return { colours, rows: square ? colours : colours - 1 };
}

function floatingPoint(text = ''): { precision: Precision; endianness: Endianness | undefined } {
  const match = /^IEEE(32|64)(BIG|LITTLE)?$/.exec(text);
  if (!match) refuse(`The NERSC header states FLOATING_POINT = "${text}"; expected IEEE32BIG, IEEE64BIG or the like.`);
  const order = match[2] === undefined ? undefined : match[2] === 'BIG' ? 'big' : 'little';
  return { precision: match[1] === '32' ? 32 : 64, endianness: order };
}

/** The header text for these lines, in the order given. */
export function nerscHeaderText(lines: readonly (readonly [string, string | number])[]): string {
  const body = lines.map(([key, value]) => `${key} = ${value}\n`).join('');
  return `BEGIN_HEADER\n${body}END_HEADER\n`;
}
