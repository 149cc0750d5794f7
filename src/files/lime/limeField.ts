/**
 * The links inside a LIME file: shared by ILDG and SciDAC, which differ only in the records around the same
 * bytes (big endian; t, z, y, x slow to fast; mu; row; column; re/im).
 */

import { plural } from '../../words/index.ts';
import { type ByteSource, eachPiece } from '../bytes/byteSource.ts';
import { hexWord } from '../bytes/crc32.ts';
import { refuse } from '../bytes/fileError.ts';
import {
  checkShape,
  contradict,
  extentsText,
  type Precision,
  type ReadOptions,
  realCount,
  realsPerLink,
  siteCount,
} from '../configuration/configuration.ts';
import { canonicalSlice, type LinkSource } from '../configuration/slices.ts';
import { type LimeFile, type LimeRecord, recordText, textBefore } from './lime.ts';
import { contradictionOf, parseScidacChecksum, type ScidacChecksum, scidacChecksum } from './scidacChecksum.ts';
import { xlfFacts } from './xlfInfo.ts';

/** Shape of a field as announced by a header; colours may be left to the size of the data. */
export interface AnnouncedShape {
  readonly extents: readonly number[];
  readonly colours: number | undefined;
  readonly precision: Precision;
}

/**
 * The configuration in record number `index`, checked against its announced shape and against its checksum record.
 * @param header facts of the records around it, to which those found here are added
 * @throws FileError when size or checksum are wrong, or when no checksum vouches for a file that ends with junk
 */
export function openLimeField(
  file: LimeFile,
  index: number,
  shape: AnnouncedShape,
  header: Record<string, string | number>,
  options: ReadOptions,
): LinkSource {
  const { source, records, remarks } = file;
  const { type, start, length } = records[index];
  const { extents, precision } = shape;
  checkShape(extents, shape.colours ?? 1);
  if (extents.length !== 4) {
    refuse(
      `The lattice ${extentsText(extents)} has ${plural(extents.length, 'dimension')}; ILDG and SciDAC files have four.`,
    );
  }
  const colours = shape.colours ?? coloursFromSize(length, extents, precision, remarks);
  const expected = (realCount(extents, colours) * precision) / 8;
  if (length !== expected) {
    refuse(
      `Record ${type} holds ${length} bytes; a ${extentsText(extents)} lattice with ${plural(colours, 'colour')} in ` +
        `${precision}-bit numbers needs ${expected}. Header and data do not belong together.`,
    );
  }
  const checksumRecord = checksumOf(records, index);
  if (file.junk !== undefined) judgeJunk(file.junk, checksumRecord !== undefined, options, remarks);
  let isWhole = false;
  if (checksumRecord) {
    const stored = parseScidacChecksum(recordText(checksumRecord));
    const bytesPerSite = expected / siteCount(extents);
    const computed = checksumIn(source, { start, end: start + length, bytesPerSite });
    const contradiction = contradictionOf(stored, computed);
    isWhole = contradiction === undefined;
    if (contradiction !== undefined) contradict(contradiction, options, remarks);
    header.suma = hexWord(stored.suma);
    header.sumb = hexWord(stored.sumb);
  } else {
    remarks.push('Accepted a missing scidac-checksum record: only finiteness and unitarity of the links were checked.');
  }
  const reals = realCount(extents, colours) / extents[3];
  const slice = canonicalSlice(source, { start, reals, precision, endianness: 'big' });
  const { facts, stated } = xlfFacts(textBefore(records, 'xlf-info', index), precision);
  return { extents, colours, precision, slice, header: { ...header, ...facts }, stated, remarks, isWhole };
}

/** The first checksum record between the links and the next field; in a file of one field, any. */
function checksumOf(records: readonly LimeRecord[], index: number): LimeRecord | undefined {
  const isField = ({ type }: LimeRecord) => type === records[index].type;
  const next = records.findIndex((record, place) => place > index && isField(record));
  const own = records.slice(index, next < 0 ? undefined : next).find(({ type }) => type === 'scidac-checksum');
  if (own || records.filter(isField).length > 1) return own;
  return records.find(({ type }) => type === 'scidac-checksum');
}

function judgeJunk(junk: string, hasChecksum: boolean, options: ReadOptions, remarks: string[]): void {
  if (hasChecksum) remarks.push(`Accepted bytes after the last LIME record, since the checksum is right. ${junk}`);
  else contradict(junk, options, remarks);
}

function checksumIn(
  source: ByteSource,
  { start, end, bytesPerSite }: { start: number; end: number; bytesPerSite: number },
): ScidacChecksum {
  let sums: ScidacChecksum = { suma: 0, sumb: 0 };
  eachPiece(source, { start, end, pieceBytes: 1024 * bytesPerSite }, (piece, before) => {
    sums = scidacChecksum(piece, bytesPerSite, before / bytesPerSite, sums);
  });
  return sums;
}

function coloursFromSize(size: number, extents: readonly number[], precision: Precision, remarks: string[]): number {
  const bytesPerReal = precision / 8;
  const colours = Math.round(Math.sqrt(size / (siteCount(extents) * extents.length * realsPerLink(1) * bytesPerReal)));
  remarks.push(`Accepted a header that names no gauge group: the size of the data gives ${plural(colours, 'colour')}.`);
  return Math.max(colours, 1);
}
