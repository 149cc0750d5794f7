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

import { type ByteSource, sourceOf } from '../bytes/byteSource.ts';
import { refuse } from '../bytes/fileError.ts';
import { element, elementInteger, elementText, xmlDocument } from '../bytes/xml.ts';
import { type Precision, type ReadConfiguration, realsPerLink } from '../configuration/configuration.ts';
import type { LinkSource } from '../configuration/slices.ts';
import { wholeConfiguration } from '../configuration/wholeConfiguration.ts';
import { type LimeRecord, readLime, recordText } from './lime.ts';
import { type AnnouncedShape, openLimeField } from './limeField.ts';

/** Text of the first record of this type, or undefined. */
export function textOf(records: readonly LimeRecord[], type: string): string | undefined {
  const record = records.find(candidate => candidate.type === type);
  return record && recordText(record);
}

/**
 * Read a SciDAC gauge file (links in a `scidac-binary-data` record).
 * @throws FileError when records are missing, contradictory or damaged
 */
export function readScidac(bytes: Uint8Array): ReadConfiguration {
  return wholeConfiguration(openScidac(sourceOf(bytes)));
}

/** The same with the links left in the file. @throws FileError as `readScidac`, as far as headers and checksums tell */
export function openScidac(source: ByteSource): LinkSource {
  const remarks: string[] = [];
  const records = readLime(source, remarks);
  const index = records.findIndex(({ type }) => type === 'scidac-binary-data');
  if (index < 0) refuse(`No scidac-binary-data record; found ${records.map(({ type }) => type).join(', ')}.`);
  const shape = scidacShape(records);
  if (!shape) {
    refuse('No scidac-private-file-xml and scidac-private-record-xml records, so the lattice size is unknown.');
  }
  return openLimeField(source, records, index, shape, remarks, scidacFacts(records));
}

/**
 * Shape given by the private SciDAC records; undefined when they are absent.
 * @throws FileError when they do not describe one gauge field in one file
 */
export function scidacShape(records: readonly LimeRecord[]): AnnouncedShape | undefined {
  const fileXml = textOf(records, 'scidac-private-file-xml');
  const recordXml = textOf(records, 'scidac-private-record-xml');
  if (fileXml === undefined || recordXml === undefined) return undefined;
  const volumeFormat = elementInteger(fileXml, 'volfmt') ?? elementInteger(fileXml, 'multifile') ?? 0;
  if (volumeFormat !== 0) {
    refuse(`The SciDAC file is one part of many (volfmt ${volumeFormat}); join the parts to a single file first.`);
  }
  const dims = elementText(fileXml, 'dims') ?? '';
  if (!/^\d+(\s+\d+)*$/.test(dims)) refuse(`The SciDAC file states dims "${dims}"; expected the lattice extents.`);
  const letter = elementText(recordXml, 'precision');
  if (letter !== 'F' && letter !== 'D') {
    refuse(`The SciDAC record states precision "${letter ?? ''}"; expected F or D.`);
  }
  const precision: Precision = letter === 'F' ? 32 : 64;
  const typeSize = elementInteger(recordXml, 'typesize') ?? 0;
  const count = elementInteger(recordXml, 'datacount') ?? 0;
  const colours = elementInteger(recordXml, 'colors') ?? Math.sqrt((typeSize * count) / precision);
  const expected = (4 * realsPerLink(colours) * precision) / 8;
  if (typeSize * count !== expected) {
    refuse(
      `The SciDAC record holds ${count} objects of ${typeSize} bytes per site; four links with ${colours} colours ` +
        `in ${precision}-bit numbers need ${expected} bytes. It is not a gauge field.`,
    );
  }
  return { extents: dims.split(/\s+/).map(Number), colours, precision };
}

/** Facts worth showing: date and texts of the author. */
export function scidacFacts(records: readonly LimeRecord[]): Record<string, string | number> {
  const facts: Record<string, string | number> = {};
  const date = elementText(textOf(records, 'scidac-private-record-xml') ?? '', 'date');
  const title = textOf(records, 'scidac-file-xml');
  const information = textOf(records, 'scidac-record-xml');
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
