import { describe, expect, it } from 'vitest';
import { FileError } from '../bytes/fileError.ts';
import { hotConfiguration, largestDifference, sameBits, sequence } from '../configuration/hotConfiguration.fixture.ts';
import { linkTrace, plaquette } from '../configuration/verification.ts';
import { canonicalLinks, nerscFile, put } from './goldenFiles.fixture.ts';
import { nerscChecksum, readNersc, writeNersc } from './nersc.ts';

const extents = [2, 3, 4, 2];
const field = hotConfiguration(extents, 3);
const single = hotConfiguration(extents, 3, 2, 32);
const stated = (configuration = field) => ({
  plaquette: plaquette(configuration).average,
  linkTrace: linkTrace(configuration),
});
const text = (bytes: Uint8Array) => Buffer.from(bytes).toString('latin1');
const edited = (bytes: Uint8Array, from: string | RegExp, to: string) => {
  const changed = text(bytes).replace(from, to);
  expect(changed).not.toBe(text(bytes));
  return Buffer.from(changed, 'latin1');
};

describe('NERSC', () => {
  it.each([
    [64, 'big', 3],
    [64, 'little', 3],
    [64, 'big', 2],
    [64, 'big', 4],
  ] as const)('gives back the same bits: %i bits, %s endian, N = %i', (precision, endianness, colours) => {
    const configuration = hotConfiguration(extents, colours, 3, precision);
    const read = readNersc(writeNersc(configuration, { endianness }));
    expect(sameBits(read.configuration.links, configuration.links)).toBe(true);
    expect(read.configuration).toMatchObject({ extents, colours, precision });
    expect(read.remarks).toEqual([]);
  });

  it.each(['big', 'little'] as const)('gives back single precision, %s endian', endianness => {
    const read = readNersc(writeNersc(single, { endianness }));
    expect(sameBits(read.configuration.links, single.links)).toBe(true);
  });

  it.each([2, 3])('restores the last row of SU(%i) from the others', colours => {
    const configuration = hotConfiguration(extents, colours, 4);
    const bytes = writeNersc(configuration, { compressed: true });
    const { links } = readNersc(bytes).configuration;
    // The restored row carries the rounding of products of two rows.
    expect(largestDifference(links, configuration.links)).toBeLessThan(1e-14);
    expect(bytes.length).toBeLessThan(writeNersc(configuration).length);
  });

  it.each([
    ['IEEE64BIG', 3],
    ['IEEE64LITTLE', 3],
    ['IEEE32BIG', 3],
    ['IEEE32LITTLE', 3],
    ['IEEE64BIG', 2],
    ['IEEE32LITTLE', 2],
  ] as const)('reads %s with %i rows of an independent writer', (format, rows) => {
    const source = format.includes('32') ? single : field;
    const read = readNersc(nerscFile(source, format, stated(source), { rows }));
    // Six single-precision roundings in a restored row, or the double-precision ones.
    const tolerance = rows === 3 ? 0 : format.includes('32') ? 3e-7 : 1e-14;
    expect(largestDifference(read.configuration.links, source.links)).toBeLessThanOrEqual(tolerance);
    expect(read.remarks).toEqual([]);
  });

  it('writes the link bytes and checksum of an independent writer', () => {
    const theirs = nerscFile(field, 'IEEE64BIG', stated());
    const ours = Buffer.from(writeNersc(field));
    const data = canonicalLinks(field, put.f64be);
    expect(ours.subarray(-data.length).equals(data)).toBe(true);
    const checksum = (bytes: Buffer) => Number.parseInt(/CHECKSUM = +([0-9a-f]+)/.exec(text(bytes))![1], 16);
    expect(checksum(ours)).toBe(checksum(theirs));
  });

  it('adds the 32-bit words in the byte order of the file', () => {
    const bytes = Uint8Array.of(0xff, 0xff, 0xff, 0xff, 0, 0, 0, 2);
    expect(nerscChecksum(bytes, 'big')).toBe(1);
    expect(nerscChecksum(bytes, 'little')).toBe(0x01ffffff);
  });
});

describe('NERSC headers with faults', () => {
  const file = writeNersc(field);

  it('may lack checksum, plaquette or link trace, with a remark each', () => {
    for (const key of ['CHECKSUM', 'PLAQUETTE', 'LINK_TRACE']) {
      const { configuration, remarks } = readNersc(edited(file, new RegExp(`\n${key} .*`), ''));
      expect(sameBits(configuration.links, field.links)).toBe(true);
      expect(remarks.join()).toMatch(`missing ${key}`);
    }
  });

  it('may announce the wrong byte order, or none, when the checksum tells the true one', () => {
    const wrong = nerscFile(field, 'IEEE64LITTLE', stated(), { actual: 'IEEE64BIG' });
    expect(readNersc(wrong).remarks.join()).toMatch(/FLOATING_POINT = IEEE64LITTLE.*big endian/);
    for (const actual of ['IEEE64BIG', 'IEEE64LITTLE'] as const) {
      const { configuration } = readNersc(nerscFile(field, 'IEEE64', stated(), { actual }));
      expect(sameBits(configuration.links, field.links)).toBe(true);
    }
  });

  it.each([
    ['plaquette', /PLAQUETTE = .*/, 'PLAQUETTE = 0.5', /header states PLAQUETTE 0\.5, but the links give/],
    ['link trace', /LINK_TRACE = .*/, 'LINK_TRACE = 0.5', /header states LINK_TRACE 0\.5/],
    ['checksum', /CHECKSUM = .*/, 'CHECKSUM = 12', /states 00000012, the data give/],
    ['checksum of letters', /CHECKSUM = .*/, 'CHECKSUM = xyz', /CHECKSUM = "xyz"; expected a number/],
    ['precision', 'IEEE64BIG', 'IEEE32BIG', /checksum does not match/],
    ['floating point', 'IEEE64BIG', 'VAX', /FLOATING_POINT = "VAX"/],
    ['group', '4D_SU3_GAUGE_3x3', '4D_SU4_GAUGE_4x4', /Truncated NERSC data/],
    ['data type', '4D_SU3_GAUGE_3x3', '4D_SU3_GAUGE_3x4', /DATATYPE = "4D_SU3_GAUGE_3x4"/],
    ['two rows of four', '4D_SU3_GAUGE_3x3', '4D_SU4_GAUGE', /DATATYPE = "4D_SU4_GAUGE"/],
    ['extent', 'DIMENSION_1 = 2', 'DIMENSION_1 = 20000', /needs \d+ bytes, found/],
    ['extent of letters', 'DIMENSION_1 = 2', 'DIMENSION_1 = two', /DIMENSION_1 = "two"/],
    ['zero extent', 'DIMENSION_1 = 2', 'DIMENSION_1 = 0', /extents 0×3×4×2/],
    ['repeated key', 'DIMENSION_1', 'DIMENSION_2', /DIMENSION_2 twice/],
    ['no end', 'END_HEADER', 'END-HEADER', /no END_HEADER line/],
  ])('are refused: %s', (_, from, to, sentence) => {
    expect(() => readNersc(edited(file, from, to))).toThrow(sentence);
  });

  it('cannot be written for U(1), two dimensions, several lines or SU(4) with a row left out', () => {
    expect(() => writeNersc(hotConfiguration(extents, 1))).toThrow(/N = 1/);
    expect(() => writeNersc(hotConfiguration([4, 4], 3))).toThrow(/4×4/);
    expect(() => writeNersc(hotConfiguration(extents, 4), { compressed: true })).toThrow(/this is SU\(4\)/);
    expect(() => writeNersc(field, { creator: 'a\nEND_HEADER' })).toThrow(/one line of ASCII/);
  });
});

describe('LINK_TRACE of old versions of Grid, divided by 3 for every N', () => {
  const su2 = hotConfiguration(extents, 2, 8);
  const { plaquette: average, linkTrace: trace } = stated(su2);
  const file = nerscFile(su2, 'IEEE64BIG', { plaquette: average, linkTrace: (trace * 2) / 3 });

  it('is accepted with a remark where checksum and plaquette are right', () => {
    const { configuration, remarks } = readNersc(file);
    expect(sameBits(configuration.links, su2.links)).toBe(true);
    expect(remarks.join()).toMatch(/LINK_TRACE divided by 3 instead of N = 2/);
  });

  it('is refused without one of them, or with another factor', () => {
    for (const key of ['CHECKSUM', 'PLAQUETTE']) {
      expect(() => readNersc(edited(file, new RegExp(`\n${key} .*`), ''))).toThrow(/header states LINK_TRACE/);
    }
    const doubled = nerscFile(su2, 'IEEE64BIG', { plaquette: average, linkTrace: 2 * trace });
    expect(() => readNersc(doubled)).toThrow(/header states LINK_TRACE/);
  });
});

describe('NERSC boundaries', () => {
  const boundaries = (...values: string[]) => values.map((value, mu) => `BOUNDARY_${mu + 1} = ${value}`);
  /** The links U_mu of the last sites in direction mu times −1. */
  const signed = (configuration: typeof field, mu: number) => {
    const links = configuration.links.slice();
    const size = 2 * configuration.colours ** 2;
    const step = extents.slice(0, mu).reduce((product, extent) => product * extent, 1);
    for (let site = 0; site * 4 * size < links.length; site++) {
      if (Math.floor(site / step) % extents[mu] !== extents[mu] - 1) continue;
      for (let i = (site * 4 + mu) * size; i < (site * 4 + mu + 1) * size; i++) links[i] = -links[i];
    }
    return { ...configuration, links };
  };
  const written = (configuration: typeof field, more: string[]) =>
    nerscFile(configuration, 'IEEE64BIG', stated(configuration), { more });

  it.each([0, 1, 2, 3])('that are antiperiodic lose the sign that the links carry, in direction %i', mu => {
    const names = ['PERIODIC', 'PERIODIC', 'PERIODIC', 'PERIODIC'].with(mu, 'ANTIPERIODIC');
    const { configuration, remarks } = readNersc(written(signed(field, mu), boundaries(...names)));
    expect(sameBits(configuration.links, field.links)).toBe(true);
    expect(remarks.join()).toMatch(`BOUNDARY_${mu + 1} = ANTIPERIODIC: its sign was taken out`);
  });

  it('that are antiperiodic without a sign in the links change nothing but are remarked', () => {
    const four = boundaries('PERIODIC', 'PERIODIC', 'PERIODIC', 'ANTIPERIODIC');
    const read = readNersc(written(field, four));
    expect(sameBits(read.configuration.links, field.links)).toBe(true);
    expect(read.remarks.join()).toMatch(/the links carry no sign/);
    const su2 = hotConfiguration(extents, 2, 8);
    expect(readNersc(written(signed(su2, 3), four)).remarks.join()).toMatch(/cannot be seen for even N/);
  });

  it('that are periodic say nothing, and others are refused', () => {
    expect(readNersc(written(field, boundaries('PERIODIC', 'periodic', '', 'PERIODIC'))).remarks).toEqual([]);
    expect(() => readNersc(written(field, boundaries('', '', '', 'OPEN')))).toThrow(
      /BOUNDARY_4 = "OPEN"; expected PERIODIC or ANTIPERIODIC, open and fixed boundary conditions are not supported/,
    );
  });
});

describe('damaged NERSC files', () => {
  const file = writeNersc(single);
  const start = file.length - single.links.length * 4;

  it('are refused wherever they are cut', () => {
    const random = sequence(6);
    for (let length = 0; length < start; length++) {
      expect(() => readNersc(file.subarray(0, length))).toThrow(FileError);
    }
    for (let i = 0; i < 200; i++) {
      const length = start + Math.floor(random() * (file.length - start));
      expect(() => readNersc(file.subarray(0, length))).toThrow(/Truncated NERSC data/);
    }
  });

  it('are refused after each of 300 random bit flips in the links', () => {
    const random = sequence(7);
    for (let i = 0; i < 300; i++) {
      const bytes = file.slice();
      bytes[start + Math.floor(random() * (file.length - start))] ^= 1 << Math.floor(random() * 8);
      expect(() => readNersc(bytes)).toThrow(/checksum does not match/);
    }
  });

  it('with two links exchanged pass the checksum but not the plaquette', () => {
    const bytes = file.slice();
    bytes.copyWithin(start, start + 72, start + 144);
    bytes.set(file.subarray(start, start + 72), start + 72);
    expect(nerscChecksum(bytes.subarray(start), 'big')).toBe(nerscChecksum(file.subarray(start), 'big'));
    expect(() => readNersc(bytes)).toThrow(/PLAQUETTE/);
  });
});
