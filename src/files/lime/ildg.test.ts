import { describe, expect, it } from 'vitest';
import { ChecksumError, FileError } from '../bytes/fileError.ts';
import { hotConfiguration, sameBits, sequence } from '../configuration/hotConfiguration.fixture.ts';
import { plaquette } from '../configuration/verification.ts';
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

describe('ILDG files with bytes behind the last record', () => {
  const file = writeIldg(field);
  const zeros = Buffer.alloc(999);
  const junk = Buffer.from('this is no record');
  const withoutChecksum = edited({ 'scidac-checksum': null });

  it('are read when the checksum is right, or when they are zero', () => {
    for (const [bytes, words] of [
      [Buffer.concat([file, zeros]), /Accepted 999 zero bytes after the last LIME record/],
      [Buffer.concat([file, junk]), /Accepted bytes after the last LIME record, since the checksum is right/],
      [Buffer.concat([file, zeros, junk]), /Accepted bytes after.*magic number at byte \d+: found 0x0/],
      [Buffer.concat([withoutChecksum, zeros]), /Accepted 999 zero bytes.*missing scidac-checksum/],
    ] as const) {
      const { configuration, remarks } = readIldg(bytes);
      expect(sameBits(configuration.links, field.links)).toBe(true);
      expect(remarks.join()).toMatch(words);
    }
  });

  it('are refused when no checksum vouches for them', () => {
    const bytes = Buffer.concat([withoutChecksum, junk]);
    expect(() => readIldg(bytes)).toThrow(/Truncated LIME header/);
    expect(readIldg(bytes, { ignoreChecksum: true }).remarks.join()).toMatch(/CHECKSUM IGNORED: Truncated LIME header/);
  });
});

describe('xlf-info of tmLQCD', () => {
  const records = readLime(writeIldg(field)).map(({ type, data }) => ({ type, data: data as Uint8Array | string }));
  const average = plaquette(field).average;
  const withInfo = (value: string) =>
    writeLime([
      [
        {
          type: 'xlf-info',
          data: `plaquette = ${value}\n trajectory nr = 7\n beta = 2.1, kappa = 0.137\n date = now\n`,
        },
        ...records,
      ],
    ]);

  it('is shown, and its plaquette compared to its last digit', () => {
    for (const value of [average.toExponential(6), average.toFixed(12), average.toFixed(3)]) {
      const { header } = readIldg(withInfo(value));
      expect(header).toMatchObject({ 'xlf plaquette': value, 'xlf trajectory nr': '7', 'xlf kappa': '0.137' });
    }
    for (const value of [
      (average + 2e-6).toExponential(6),
      (average + 2e-10).toFixed(12),
      (average + 0.002).toFixed(3),
    ]) {
      expect(() => readIldg(withInfo(value))).toThrow(/header states plaquette \(xlf-info\)/);
    }
    expect(() => readIldg(withInfo('unknown'))).not.toThrow();
  });
});

describe('SciDAC files with several fields', () => {
  const records = readLime(writeIldg(field));
  const text = (type: string) => recordText(records.find(record => record.type === type)!);
  const message = (recordXml: string, data: Uint8Array, checksum?: string) => [
    { type: 'scidac-private-record-xml', data: recordXml },
    { type: 'scidac-record-xml', data: '<info>of this field</info>' },
    { type: 'scidac-binary-data', data },
    ...(checksum === undefined ? [] : [{ type: 'scidac-checksum', data: checksum }]),
  ];
  const file = [{ type: 'scidac-private-file-xml', data: text('scidac-private-file-xml') }];
  const links = records.find(({ type }) => type === 'ildg-binary-data')!.data;
  const gauge = message(text('scidac-private-record-xml'), links, text('scidac-checksum'));
  const real =
    '<scidacRecord><datatype>QDP_F_Real</datatype><precision>F</precision><typesize>4</typesize><datacount>2</datacount></scidacRecord>';
  const other = message(real, new Uint8Array(48 * 8), '<suma>0</suma><sumb>0</sumb>');

  it('are read at their gauge field, with its own checksum', () => {
    for (const messages of [
      [file, other, gauge],
      [file, gauge, other],
      [file, message(real, new Uint8Array(48 * 8)), gauge, other],
    ]) {
      const { configuration, remarks, header } = readScidac(writeLime(messages));
      expect(sameBits(configuration.links, field.links)).toBe(true);
      expect(header.suma).toMatch(/^[0-9a-f]{8}$/);
      expect(remarks.join()).toMatch(/The links are those of field \d of \d \(per site .*2 × QDP_F_Real of 4 bytes/);
    }
  });

  it('are refused with a list of what they hold when none is a gauge field', () => {
    expect(() => readScidac(writeLime([file, other, other]))).toThrow(
      'No field of the SciDAC file is a gauge field, four N×N matrices per site; per site it holds ' +
        '2 × QDP_F_Real of 4 bytes; 2 × QDP_F_Real of 4 bytes.',
    );
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

  it('with another checksum are read when it is to be ignored, with a remark in capitals', () => {
    const bytes = edited({ 'scidac-checksum': '<suma>1</suma><sumb>2</sumb>' });
    expect(() => readIldg(bytes)).toThrow(ChecksumError);
    const { configuration, remarks } = readIldg(bytes, { ignoreChecksum: true });
    expect(sameBits(configuration.links, field.links)).toBe(true);
    expect(remarks.join()).toMatch(/^CHECKSUM IGNORED: SciDAC checksums do not match/);
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
