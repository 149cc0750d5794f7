/**
 * SciDAC (QIO) gauge files: a LIME file whose private records give the shape,
 *
 *   scidac-private-file-xml    dimensions, one file or many
 *   scidac-private-record-xml  precision F or D, colours, bytes per matrix, matrices per site
 *   scidac-record-xml          free text of the author
 *   scidac-binary-data         the links, ordered as in ILDG;  scidac-checksum
 *
 * Reference: QIO, https://usqcd-software.github.io/qio/.
 */

import { plural } from '../../words/index.ts';
import { type ByteSource, sourceOf } from '../bytes/byteSource.ts';
import { refuse } from '../bytes/fileError.ts';
import { elementInteger, elementText } from '../bytes/readXml.ts';
import { element, xmlDocument } from '../bytes/xml.ts';
import {
  type Precision,
  type ReadConfiguration,
  type ReadOptions,
  realsPerLink,
} from '../configuration/configuration.ts';
import type { LinkSource } from '../configuration/slices.ts';
import { wholeConfiguration } from '../configuration/wholeConfiguration.ts';
import { type LimeRecord, openLime, textBefore } from './lime.ts';
import { type AnnouncedShape, openLimeField } from './limeField.ts';

/**
 * Read a SciDAC gauge file (links in a `scidac-binary-data` record, which need not be the first).
 * @throws FileError when records are missing, contradictory or damaged
 */
export function readScidac(bytes: Uint8Array, options: ReadOptions = {}): ReadConfiguration {
  return wholeConfiguration(openScidac(sourceOf(bytes), options), options);
}

/** The same with the links left in the file. @throws FileError as `readScidac`, as far as headers and checksums tell */
export function openScidac(source: ByteSource, options: ReadOptions = {}): LinkSource {
  const file = openLime(source);
  const { records, remarks } = file;
  const fields = records.flatMap(({ type }, index) => (type === 'scidac-binary-data' ? [index] : []));
  if (fields.length === 0) {
    refuse(`No scidac-binary-data record; found ${records.map(({ type }) => type).join(', ')}.`);
  }
  const { index, place } = gaugeField(records, fields);
  const shape = scidacShape(records, index);
  if (!shape) {
    refuse('No scidac-private-file-xml and scidac-private-record-xml records, so the lattice size is unknown.');
  }
  if (place !== undefined) remarks.push(`The links are those of ${place}.`);
  return { ...openLimeField(file, index, shape, scidacFacts(records, index), options), ...(place ? { place } : {}) };
}

/** The first field that can be a gauge field, and its place among others. @throws FileError listing them when none can */
function gaugeField(
  records: readonly LimeRecord[],
  fields: readonly number[],
): { readonly index: number; readonly place?: string } {
  const [only] = fields;
  if (fields.length === 1 && textBefore(records, 'scidac-private-record-xml', only) === undefined)
    return { index: only };
  const described = fields.map(index => describedField(records, index));
  const wanted = described.findIndex(isGaugeField);
  const list = described.map(({ datatype, count, typeSize }) => `${count} × ${datatype} of ${typeSize} bytes`);
  if (wanted < 0) {
    refuse(
      `No field of the SciDAC file is a gauge field, four N×N matrices per site; per site it holds ${list.join('; ')}.`,
    );
  }
  if (fields.length === 1) return { index: only };
  return { index: fields[wanted], place: `field ${wanted + 1} of ${fields.length} (per site ${list.join('; ')})` };
}

/** What a private record says of the numbers of one site. */
interface ScidacField {
  readonly datatype: string;
  readonly precision: Precision;
  readonly typeSize: number;
  readonly count: number;
  readonly colours: number;
  /** Not a field but one value for the whole lattice. */
  readonly isGlobal: boolean;
}

function describedField(records: readonly LimeRecord[], index: number): ScidacField {
  const xml = textBefore(records, 'scidac-private-record-xml', index) ?? '';
  const letter = elementText(xml, 'precision');
  if (letter !== 'F' && letter !== 'D' && letter !== 'I') {
    refuse(`The SciDAC record states precision "${letter ?? ''}"; expected F or D.`);
  }
  const precision: Precision = letter === 'D' ? 64 : 32;
  const typeSize = elementInteger(xml, 'typesize') ?? 0;
  const count = elementInteger(xml, 'datacount') ?? 0;
  const datatype = elementText(xml, 'datatype') ?? 'numbers';
  const stated = elementInteger(xml, 'colors');
  // Without a stated number of colours, only what is called a matrix is taken for one.
  const canBeMatrix = letter !== 'I' && (datatype === 'numbers' || /matrix|gauge/i.test(datatype));
  const colours = stated ?? (canBeMatrix ? Math.sqrt((typeSize * count) / precision) : 0);
  return { datatype, precision, typeSize, count, colours, isGlobal: (elementInteger(xml, 'globaldata') ?? 0) !== 0 };
}

const bytesPerSite = (colours: number, precision: Precision) => (4 * realsPerLink(colours) * precision) / 8;

function isGaugeField({ precision, typeSize, count, colours, isGlobal }: ScidacField): boolean {
  const isWhole = Number.isInteger(colours) && colours > 0;
  return isWhole && !isGlobal && typeSize * count === bytesPerSite(colours, precision);
}

/**
 * Shape of record number `index` given by the private SciDAC records before it; undefined when they are absent.
 * @throws FileError when they do not describe one gauge field in one file
 */
export function scidacShape(records: readonly LimeRecord[], index: number): AnnouncedShape | undefined {
  const fileXml = textBefore(records, 'scidac-private-file-xml', index);
  if (fileXml === undefined || textBefore(records, 'scidac-private-record-xml', index) === undefined) return undefined;
  const volumeFormat = elementInteger(fileXml, 'volfmt') ?? elementInteger(fileXml, 'multifile') ?? 0;
  if (volumeFormat !== 0) {
    refuse(`The SciDAC file is one part of many (volfmt ${volumeFormat}); join the parts to a single file first.`);
  }
  const dims = elementText(fileXml, 'dims') ?? '';
  if (!/^\d+(\s+\d+)*$/.test(dims)) refuse(`The SciDAC file states dims "${dims}"; expected the lattice extents.`);
  const field = describedField(records, index);
  const { precision, typeSize, count, colours } = field;
  if (!isGaugeField(field)) {
    refuse(
      `The SciDAC record holds ${count} objects of ${typeSize} bytes per site; four links with ${plural(colours, 'colour')} ` +
        `in ${precision}-bit numbers need ${bytesPerSite(colours, precision)} bytes. It is not a gauge field.`,
    );
  }
  return { extents: dims.split(/\s+/).map(Number), colours, precision };
}

/** Facts worth showing: date and texts of the author, of record number `index`. */
export function scidacFacts(records: readonly LimeRecord[], index: number): Record<string, string | number> {
  const facts: Record<string, string | number> = {};
  const date = elementText(textBefore(records, 'scidac-private-record-xml', index) ?? '', 'date');
  const title = textBefore(records, 'scidac-file-xml', index);
  const information = textBefore(records, 'scidac-record-xml', index);
  if (date !== undefined) facts.date = date;
  if (title !== undefined) facts.title = elementText(title, 'title') ?? title;
  if (information !== undefined) facts.information = elementText(information, 'info') ?? information;
  return facts;
}

/** The private file record for a lattice in one file. */
export function privateFileXml(extents: readonly number[]): string {
  const content =
    element('version', '1.1') +
    element('spacetime', String(extents.length)) +
    element('dims', extents.map(extent => `${extent} `).join('')) +
    element('volfmt', '0');
  return xmlDocument(element('scidacFile', content));
}

/** The private record of a gauge field: four N×N matrices per site. */
export function privateRecordXml(colours: number, precision: Precision, date?: string): string {
  const letter = precision === 32 ? 'F' : 'D';
  const content =
    element('version', '1.0') +
    (date === undefined ? '' : element('date', date)) +
    element('globaldata', '0') +
    element('datatype', `QDP_${letter}${colours}_ColorMatrix`) +
    element('precision', letter) +
    element('colors', String(colours)) +
    element('typesize', String((realsPerLink(colours) * precision) / 8)) +
    element('datacount', '4');
  return xmlDocument(element('scidacRecord', content));
}
