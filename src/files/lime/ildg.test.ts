import { describe, expect, it } from 'vitest';
import { FileError } from '../bytes/fileError.ts';
import { hotConfiguration, sameBits, sequence } from '../configuration/hotConfiguration.fixture.ts';
import { canonicalLinks, ildgFile, limeRecord, put, scidacSums } from '../formats/goldenFiles.fixture.ts';
import { readIldg, writeIldg } from './ildg.ts';
import { readLime, recordText, writeLime } from './lime.ts';
import { readScidac } from './scidac.ts';
import { scidacChecksum } from './scidacChecksum.ts';

const extents = [2, 3, 2, 4];
const field = hotConfiguration(extents, 3);

/** The records of our own file with some replaced (by type) or removed (null). */
function edited(changes: Record<string, string | Uint8Array | null>): Uint8Array {
  const records = readLime(writeIldg(field)).flatMap(({ type, data }) => {
    const change = type in changes ? changes[type] : data;
    return change === null ? [] : [{ type, data: change }];
  });
  return writeLime([records]);
}

describe('ILDG', () => {
  it.each([
    [1, 64],
    [2, 64],
    [3, 64],
    [4, 64],
    [3, 32],
  ] as const)('gives back the same bits for N = %i in %i bits', (colours, precision) => {
    const configuration = hotConfiguration(extents, colours, 5, precision);
    const { configuration: again, remarks } = readIldg(writeIldg(configuration));
    expect(again).toEqual(configuration);
    expect(remarks).toEqual([]);
  });

  it('rounds to single precision when asked', () => {
    const { configuration } = readIldg(writeIldg(field, { precision: 32 }));
    expect(configuration.precision).toBe(32);
    expect(configuration.links).toEqual(field.links.map(Math.fround));
  });

  it('reads a file of an independent writer', () => {
    const { configuration, remarks, header } = readIldg(ildgFile(field));
    expect(configuration).toEqual(field);
    expect(remarks).toEqual([]);
    expect(header.lfn).toBe('lfn://test/golden');
  });

  it('writes the link bytes and the checksum of an independent writer', () => {
    const records = readLime(writeIldg(field));
    const data = canonicalLinks(field, put.f64be);
    expect(Buffer.from(records.find(({ type }) => type === 'ildg-binary-data')!.data)).toEqual(data);
    const { suma, sumb } = scidacSums(data, 4 * 18 * 8);
    const checksum = recordText(records.at(-1)!);
    expect(checksum).toContain(`<suma>${suma}</suma><sumb>${sumb}</sumb>`);
  });

  it('keeps title, information and logical name, and equal input gives equal bytes', () => {
    const options = { lfn: 'lfn://a/b', title: 'a < b & c', information: 'beta = 5.7\nmass = 0.1', date: 'today' };
    const { header } = readIldg(writeIldg(field, options));
    expect(header).toMatchObject(options);
    expect(writeIldg(field)).toEqual(writeIldg(field));
  });

  it('does not write what the format cannot hold', () => {
    expect(() => writeIldg(hotConfiguration([4, 4], 2))).toThrow(/four-dimensional lattices; this one is 4×4/);
    const links = field.links.with(7, Number.POSITIVE_INFINITY);
    expect(() => writeIldg({ ...field, links })).toThrow(/contains Infinity/);
  });
});

describe('ILDG files with records missing', () => {
  it('load without checksum and logical name, with a remark each', () => {
    const { configuration, remarks } = readIldg(edited({ 'scidac-checksum': null, 'ildg-data-lfn': null }));
    expect(configuration).toEqual(field);
    expect(remarks.join()).toMatch(/missing ildg-data-lfn.*missing scidac-checksum/);
  });

  it('load without ildg-format through the SciDAC records', () => {
    const { configuration, remarks } = readIldg(edited({ 'ildg-format': null }));
    expect(configuration).toEqual(field);
    expect(remarks.join()).toMatch(/missing ildg-format/);
  });

  it('load from the bare links when the extents are given', () => {
    const bare = limeRecord('ildg-binary-data', canonicalLinks(field, put.f64be), true, true);
    expect(readIldg(bare, { extents }).configuration).toEqual(field);
    expect(() => readIldg(bare)).toThrow(/give the extents/);
    expect(() => readIldg(bare, { extents: [2, 3, 2, 5] })).toThrow(/needs/);
  });

  it('load as SciDAC when the links are in a scidac-binary-data record', () => {
    const records = readLime(writeIldg(field)).map(({ type, data }) => ({
      type: type === 'ildg-binary-data' ? 'scidac-binary-data' : type,
      data,
    }));
    expect(readScidac(writeLime([records])).configuration).toEqual(field);
    expect(() => readScidac(writeIldg(field))).toThrow(/No scidac-binary-data record; found scidac-private/);
    expect(() => readIldg(writeLime([records]))).toThrow(/No ildg-binary-data record/);
  });
});

describe('ILDG files that lie', () => {
  const format = recordText(readLime(writeIldg(field)).find(({ type }) => type === 'ildg-format')!);
  const privateRecord = recordText(readLime(writeIldg(field))[2]);
  const privateFile = recordText(readLime(writeIldg(field))[0]);

  it.each([
    ['precision', { 'ildg-format': format.replace('>64<', '>32<') }, /in 32-bit numbers needs/],
    [
      'precision of no kind',
      { 'ildg-format': format.replace('>64<', '>16<') },
      /states precision 16; expected 32 or 64/,
    ],
    ['extents', { 'ildg-format': format.replace('<lx>2', '<lx>4') }, /states a 4×3×2×4 lattice, the SciDAC/],
    ['no extent', { 'ildg-format': format.replace('lx>', 'la>') }, /no element lx|different/],
    ['group', { 'ildg-format': format.replace('su3', 'su2') }, /with 2 colours/],
    ['field', { 'ildg-format': format.replace('su3gauge', 'fermion') }, /field "fermion"/],
    ['checksum', { 'scidac-checksum': '<suma>1</suma><sumb>2</sumb>' }, /states 00000001 00000002, the links give/],
    ['half a checksum', { 'scidac-checksum': '<suma>1</suma>' }, /states sumb ""/],
    [
      'no extents at all',
      { 'ildg-format': null, 'scidac-private-file-xml': privateFile.replace('2 3 2 4 ', 'x') },
      /dims/,
    ],
    ['parts', { 'scidac-private-file-xml': privateFile.replace('>0<', '>2<') }, /one part of many/],
    ['scidac precision', { 'scidac-private-record-xml': privateRecord.replace('>D<', '>Q<') }, /precision "Q"/],
    ['datacount', { 'scidac-private-record-xml': privateRecord.replace('>4<', '>1<') }, /not a gauge field/],
  ] as [string, Record<string, string | null>, RegExp][])('are refused: %s', (_, changes, sentence) => {
    expect(() => readIldg(edited(changes))).toThrow(sentence);
  });

  it('are refused when the links are little endian or rows and columns of another lattice', () => {
    const little = canonicalLinks(field, put.f64le);
    expect(() => readIldg(edited({ 'ildg-binary-data': little, 'scidac-checksum': null }))).toThrow(
      /not finite|off unitary|finite/,
    );
  });

  it('are refused when two sites are exchanged, which a plain sum would not see', () => {
    const data = canonicalLinks(field, put.f64be);
    const site = 4 * 18 * 8;
    const swapped = Buffer.concat([data.subarray(site, 2 * site), data.subarray(0, site), data.subarray(2 * site)]);
    expect(scidacChecksum(swapped, site)).not.toEqual(scidacChecksum(data, site));
    expect(() => readIldg(edited({ 'ildg-binary-data': swapped }))).toThrow(/checksums do not match/);
  });
});

describe('damaged ILDG files', () => {
  const small = hotConfiguration([2, 2, 2, 2], 3, 9);
  const file = writeIldg(small);
  const records = readLime(file);
  const links = records.find(({ type }) => type === 'ildg-binary-data')!.data;
  const start = links.byteOffset - file.byteOffset;

  /** True when refused; otherwise the links must be the true ones. */
  function refusedOrRight(bytes: Uint8Array): boolean {
    try {
      expect(sameBits(readIldg(bytes).configuration.links, small.links)).toBe(true);
      return false;
    } catch (error) {
      if (error instanceof FileError) return true;
      throw error;
    }
  }

  it('are refused or give the true links, cut at every byte of the headers and at 300 random places', () => {
    for (let length = 0; length < start; length++) expect(refusedOrRight(file.subarray(0, length))).toBe(true);
    for (let length = start + links.length; length < file.length; length++) refusedOrRight(file.subarray(0, length));
    const random = sequence(3);
    for (let i = 0; i < 300; i++) {
      const length = start + Math.floor(random() * links.length);
      expect(refusedOrRight(file.subarray(0, length))).toBe(true);
    }
  });

  it('are refused after each of 400 random bit flips in the links', () => {
    const random = sequence(4);
    for (let i = 0; i < 400; i++) {
      const bytes = file.slice();
      bytes[start + Math.floor(random() * links.length)] ^= 1 << Math.floor(random() * 8);
      expect(refusedOrRight(bytes)).toBe(true);
    }
  });

  // Most bytes of the headers are fill or free text: what matters is that none of them changes a link.
  it('never give wrong links after a bit flip in the header records', () => {
    const random = sequence(5);
    for (let i = 0; i < 600; i++) {
      const bytes = file.slice();
      bytes[Math.floor(random() * start)] ^= 1 << Math.floor(random() * 8);
      refusedOrRight(bytes);
    }
  });
});
