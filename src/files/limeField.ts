/**
 * The links inside a LIME file: shared by ILDG and SciDAC, which differ only in the records around the same
 * bytes (big endian; t, z, y, x slow to fast; mu; row; column; re/im).
 */

import {
  checkShape,
  extentsText,
  type Precision,
  type ReadConfiguration,
  realCount,
  realsPerLink,
  siteCount,
} from './configuration.ts';
import { hexWord } from './crc32.ts';
import { refuse } from './fileError.ts';
import { type LimeRecord, recordText } from './lime.ts';
import { readReals } from './reals.ts';
import { compareScidacChecksum, parseScidacChecksum, scidacChecksum } from './scidacChecksum.ts';
import { inspectLinks } from './verification.ts';

/** Shape of a field as announced by a header; colours may be left to the size of the data. */
export interface AnnouncedShape {
  readonly extents: readonly number[];
  readonly colours: number | undefined;
  readonly precision: Precision;
}

/**
 * The configuration in record number `index`, checked against its announced shape, against the first checksum
 * record that follows (or, failing that, any), and for unitarity.
 * @throws FileError when size, checksum or unitarity are wrong
 */
export function readLimeField(
  records: readonly LimeRecord[],
  index: number,
  shape: AnnouncedShape,
  remarks: string[],
  header: Record<string, string | number>,
): ReadConfiguration {
  const { type, data } = records[index];
  const { extents, precision } = shape;
  checkShape(extents, shape.colours ?? 1);
  if (extents.length !== 4) {
    refuse(`The lattice ${extentsText(extents)} has ${extents.length} dimensions; ILDG and SciDAC files have four.`);
  }
  const colours = shape.colours ?? coloursFromSize(data.length, extents, precision, remarks);
  const expected = (realCount(extents, colours) * precision) / 8;
  if (data.length !== expected) {
    refuse(
      `Record ${type} holds ${data.length} bytes; a ${extentsText(extents)} lattice with ${colours} colours in ` +
        `${precision}-bit numbers needs ${expected}. Header and data do not belong together.`,
    );
  }
  const checksumRecord =
    records.slice(index).find(record => record.type === 'scidac-checksum') ??
    records.find(record => record.type === 'scidac-checksum');
  if (checksumRecord) {
    const stored = parseScidacChecksum(recordText(checksumRecord));
    compareScidacChecksum(stored, scidacChecksum(data, expected / siteCount(extents)));
    header.suma = hexWord(stored.suma);
    header.sumb = hexWord(stored.sumb);
  } else {
    remarks.push('Forgave a missing scidac-checksum record: only finiteness and unitarity of the links were checked.');
  }
  const links = readReals(data, 0, realCount(extents, colours), precision, 'big');
  const configuration = { extents, colours, precision, links };
  inspectLinks(configuration, remarks);
  return { configuration, remarks, header };
}

function coloursFromSize(size: number, extents: readonly number[], precision: Precision, remarks: string[]): number {
  const bytesPerReal = precision / 8;
  const colours = Math.round(Math.sqrt(size / (siteCount(extents) * extents.length * realsPerLink(1) * bytesPerReal)));
  remarks.push(`Forgave a header that names no gauge group: the size of the data gives ${colours} colours.`);
  return Math.max(colours, 1);
}
