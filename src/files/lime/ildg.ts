/**
 * The file format of the International Lattice Data Grid: a LIME file with the records
 *
 *   ildg-format       XML: field (su3gauge), precision (32, 64), lx, ly, lz, lt
 *   ildg-binary-data  links, big endian; t, z, y, x slow to fast; mu = x, y, z, t; row; column; re/im
 *   ildg-data-lfn     logical file name (optional);  scidac-checksum (optional when reading, always written)
 *
 * Reference: ILDG binary file format, revision 1.2, https://www-zeuthen.desy.de/~pleiter/ildg/.
 */

import { type ByteSource, sourceOf } from '../bytes/byteSource.ts';
import { refuse } from '../bytes/fileError.ts';
import { elementInteger, elementText } from '../bytes/readXml.ts';
import { concatenate, writeReals } from '../bytes/reals.ts';
import { element, escapeXml, xmlDocument } from '../bytes/xml.ts';
import {
  checkConfiguration,
  extentsText,
  type GaugeConfiguration,
  type Precision,
  type ReadConfiguration,
  type ReadOptions,
  realsPerLink,
  siteCount,
} from '../configuration/configuration.ts';
import {
  checkedSlices,
  type LinkSource,
  type SlicedConfiguration,
  sliceCount,
  slicesOf,
} from '../configuration/slices.ts';
import { wholeConfiguration } from '../configuration/wholeConfiguration.ts';
import { type LimeFile, limePieces, openLime, textBefore } from './lime.ts';
import { type AnnouncedShape, openLimeField } from './limeField.ts';
import { privateFileXml, privateRecordXml, scidacFacts, scidacShape } from './scidac.ts';
import { type ScidacChecksum, scidacChecksum, scidacChecksumXml } from './scidacChecksum.ts';

/**
 * Read an ILDG file. Missing optional records are accepted with a remark. A file without ildg-format record (as
 * old versions of Gaugefields.jl write) needs `options.extents`; precision is then taken to be 64 bits.
 * @throws FileError when a record is damaged, contradicts another one, or fails its checksum
 */
export function readIldg(bytes: Uint8Array, options: ReadOptions = {}): ReadConfiguration {
  return wholeConfiguration(openIldg(sourceOf(bytes), options), options);
}

/** The same with the links left in the file. @throws FileError as `readIldg`, as far as headers and checksums tell */
export function openIldg(source: ByteSource, options: ReadOptions = {}): LinkSource {
  const file = openLime(source);
  const { records, remarks } = file;
  const index = records.findIndex(({ type }) => type === 'ildg-binary-data');
  if (index < 0) refuse(`No ildg-binary-data record; found ${records.map(({ type }) => type).join(', ')}.`);
  if (records.filter(({ type }) => type === 'ildg-binary-data').length > 1) {
    remarks.push('The file holds several configurations; this is the first.');
  }
  const shape = announcedShape(file, index, options);
  const header = scidacFacts(records, index);
  const lfn = textBefore(records, 'ildg-data-lfn', index);
  if (lfn === undefined) remarks.push('Accepted a missing ildg-data-lfn record: the file has no logical name.');
  else header.lfn = lfn.trim();
  return openLimeField(file, index, shape, { ...header, precision: shape.precision }, options);
}

function announcedShape({ records, remarks }: LimeFile, index: number, hint: ReadOptions): AnnouncedShape {
  const fromScidac = scidacShape(records, index);
  const xml = textBefore(records, 'ildg-format', index);
  if (xml !== undefined) {
    const shape = ildgShape(xml, remarks);
    if (fromScidac && extentsText(fromScidac.extents) !== extentsText(shape.extents)) {
      refuse(
        `The ildg-format record states a ${extentsText(shape.extents)} lattice, the SciDAC record ` +
          `${extentsText(fromScidac.extents)}. One of them is damaged.`,
      );
    }
    return shape;
  }
  remarks.push('Accepted a missing ildg-format record.');
  if (fromScidac) return fromScidac;
  if (!hint.extents) {
    refuse('The file has no ildg-format record, so its lattice size is unknown; give the extents (x y z t) yourself.');
  }
  return { extents: hint.extents, colours: undefined, precision: 64 };
}

function ildgShape(xml: string, remarks: string[]): AnnouncedShape {
  const extents = ['lx', 'ly', 'lz', 'lt'].map(name => {
    return elementInteger(xml, name) ?? refuse(`The ildg-format record has no element ${name}.`);
  });
  const precision = elementInteger(xml, 'precision');
  if (precision !== 32 && precision !== 64) {
    refuse(`The ildg-format record states precision ${precision ?? '(nothing)'}; expected 32 or 64.`);
  }
  const version = elementText(xml, 'version');
  if (!version?.startsWith('1.')) remarks.push(`Accepted ILDG version "${version ?? ''}"; this reader knows 1.x.`);
  return { extents, colours: coloursOfField(elementText(xml, 'field')), precision };
}

function coloursOfField(field: string | undefined): number | undefined {
  if (field === undefined) return undefined;
  if (field === 'u1gauge') return 1;
  const match = /^su(\d{1,2})gauge$/.exec(field);
  return match ? Number(match[1]) : refuse(`The ildg-format record states the field "${field}"; expected su3gauge.`);
}

export interface IldgOptions {
  /** Bits per number; default that of the configuration. */
  readonly precision?: Precision;
  /** Logical file name; default "unregistered". */
  readonly lfn?: string;
  readonly title?: string;
  /** Free text kept with the links: provenance, parameters. */
  readonly information?: string;
  /** Text; left out by default so that equal configurations give equal bytes. */
  readonly date?: string;
}

/**
 * The bytes of an ILDG file with SciDAC records and checksum, readable by QIO codes as well.
 * @throws FileError when the configuration is incomplete, not finite or not four-dimensional
 */
export function writeIldg(configuration: GaugeConfiguration, options: IldgOptions = {}): Uint8Array {
  checkConfiguration(configuration);
  return concatenate([...ildgPieces(slicesOf(configuration), options)]);
}

/** The same piece by piece; a time slice is in memory. @throws FileError as `writeIldg` */
export function* ildgPieces(unchecked: SlicedConfiguration, options: IldgOptions = {}): Generator<Uint8Array> {
  const source = checkedSlices(unchecked);
  const { extents, colours } = source;
  if (extents.length !== 4) {
    refuse(`ILDG files hold four-dimensional lattices; this one is ${extentsText(extents)}. Use the text format.`);
  }
  const precision = options.precision ?? source.precision;
  const bytesPerSite = (4 * realsPerLink(colours) * precision) / 8;
  let checksum: ScidacChecksum = { suma: 0, sumb: 0 };
  function* links() {
    const sites = siteCount(extents.slice(0, 3));
    for (let t = 0; t < sliceCount(source); t++) {
      const data = writeReals(source.slice(t), precision, 'big');
      checksum = scidacChecksum(data, bytesPerSite, t * sites, checksum);
      yield data;
    }
  }
  const title = element('title', escapeXml(options.title ?? 'Cask gauge configuration'));
  yield* limePieces([
    [
      { type: 'scidac-private-file-xml', data: privateFileXml(extents) },
      { type: 'scidac-file-xml', data: xmlDocument(title) },
    ],
    [
      { type: 'scidac-private-record-xml', data: privateRecordXml(colours, precision, options.date) },
      { type: 'scidac-record-xml', data: xmlDocument(element('info', escapeXml(options.information ?? ''))) },
      { type: 'ildg-format', data: ildgFormatXml(source, precision) },
      { type: 'ildg-data-lfn', data: options.lfn ?? 'unregistered' },
      { type: 'ildg-binary-data', data: { length: siteCount(extents) * bytesPerSite, pieces: links() } },
      () => ({ type: 'scidac-checksum', data: xmlDocument(scidacChecksumXml(checksum)) }),
    ],
  ]);
}

function ildgFormatXml({ extents, colours }: SlicedConfiguration, precision: Precision): string {
  const content =
    element('version', '1.0') +
    element('field', colours === 1 ? 'u1gauge' : `su${colours}gauge`) +
    element('precision', String(precision)) +
    ['lx', 'ly', 'lz', 'lt'].map((name, mu) => element(name, String(extents[mu]))).join('');
  return xmlDocument(element('ildgFormat', content, { xmlns: 'http://www.lqcd.org/ildg' }));
}
