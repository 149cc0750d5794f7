/**
 * The links inside a LIME file: shared by ILDG and SciDAC, which differ only in the records around the same
 * bytes (big endian; t, z, y, x slow to fast; mu; row; column; re/im).
 */

import { type ByteSource, eachPiece } from '../bytes/byteSource.ts';
import { hexWord } from '../bytes/crc32.ts';
import { refuse } from '../bytes/fileError.ts';
import {
  checkShape,
  extentsText,
  type Precision,
  realCount,
  realsPerLink,
  siteCount,
} from '../configuration/configuration.ts';
import { canonicalSlice, type LinkSource } from '../configuration/slices.ts';
import { type LimeRecord, recordText } from './lime.ts';
import { compareScidacChecksum, parseScidacChecksum, type ScidacChecksum, scidacChecksum } from './scidacChecksum.ts';

/** Shape of a field as announced by a header; colours may be left to the size of the data. */
export interface AnnouncedShape {
  readonly extents: readonly number[];
  readonly colours: number | undefined;
  readonly precision: Precision;
}

/**
 * The configuration in record number `index`, checked against its announced shape and against the first checksum
 * record that follows (or, failing that, any).
 * @throws FileError when size or checksum are wrong
 */
export function openLimeField(
  source: ByteSource,
  records: readonly LimeRecord[],
  index: number,
  shape: AnnouncedShape,
  remarks: string[],
  header: Record<string, string | number>,
): LinkSource {
  const { type, start, length } = records[index];
  const { extents, precision } = shape;
  checkShape(extents, shape.colours ?? 1);
  if (extents.length !== 4) {
    refuse(`The lattice ${extentsText(extents)} has ${extents.length} dimensions; ILDG and SciDAC files have four.`);
  }
  const colours = shape.colours ?? coloursFromSize(length, extents, precision, remarks);
  const expected = (realCount(extents, colours) * precision) / 8;
  if (length !== expected) {
    refuse(
      `Record ${type} holds ${length} bytes; a ${extentsText(extents)} lattice with ${colours} colours in ` +
        `${precision}-bit numbers needs ${expected}. Header and data do not belong together.`,
    );
  }
  const checksumRecord =
    records.slice(index).find(record => record.type === 'scidac-checksum') ??
    records.find(record => record.type === 'scidac-checksum');
  if (checksumRecord) {
    const stored = parseScidacChecksum(recordText(checksumRecord));
    const bytesPerSite = expected / siteCount(extents);
    compareScidacChecksum(stored, checksumIn(source, { start, end: start + length, bytesPerSite }));
    header.suma = hexWord(stored.suma);
    header.sumb = hexWord(stored.sumb);
  } else {
    remarks.push('Forgave a missing scidac-checksum record: only finiteness and unitarity of the links were checked.');
  }
  const reals = realCount(extents, colours) / extents[3];
  const slice = canonicalSlice(source, { start, reals, precision, endianness: 'big' });
  return { extents, colours, precision, slice, header, stated: [], remarks };
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
  remarks.push(`Forgave a header that names no gauge group: the size of the data gives ${colours} colours.`);
  return Math.max(colours, 1);
}
