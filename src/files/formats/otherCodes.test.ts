import { describe, expect, it } from 'vitest';
import { FileError } from '../bytes/fileError.ts';
import { hotConfiguration, sameBits, sequence } from '../configuration/hotConfiguration.fixture.ts';
import { plaquette } from '../configuration/verification.ts';
import { parseConfiguration } from './detect.ts';
import { hirepFile, milcFile, oldMilcFile, openqcdFile } from './goldenFiles.fixture.ts';
import { readHirep } from './hirep.ts';
import { readMilc } from './milc.ts';
import { readOpenqcd } from './openqcd.ts';

// Four different extents, so that no exchange of axes goes unseen.
const extents = [2, 4, 6, 8];
const field = hotConfiguration(extents, 3);
const average = plaquette(field).average;
const single = hotConfiguration([2, 3, 4, 5], 3, 2, 32);

describe('MILC', () => {
  it.each(['big', 'little'] as const)('is read in %s endian, by the magic number', endianness => {
    const { configuration, remarks, header } = readMilc(milcFile(single, endianness));
    expect(configuration).toEqual(single);
    expect(remarks).toEqual([]);
    expect(header).toMatchObject({ endianness, date: 'Mon Jan  1 00:00:00 2001' });
  });

  it('is refused with another site order, size, checksum or magic number', () => {
    const file = milcFile(single, 'big');
    const damaged = (place: number, value: number) => {
      const bytes = Buffer.from(file);
      bytes[place] = value;
      return () => readMilc(bytes);
    };
    expect(damaged(87, 1)).toThrow(/site order 1; expected 0/);
    expect(damaged(7, 3)).toThrow(/a 3×3×4×5 lattice needs/);
    expect(damaged(4, 255)).toThrow(/extents -/);
    expect(damaged(95, file[95] ^ 1)).toThrow(/MILC checksums do not match/);
    expect(damaged(0, 1)).toThrow(/does not begin with a MILC magic number, 20103 or 59354/);
  });

  it.each(['big', 'little'] as const)('of version 1 is read in %s endian, with a remark', endianness => {
    const file = oldMilcFile(single, endianness);
    const { configuration, remarks, header } = readMilc(file);
    expect(configuration).toEqual(single);
    expect(remarks.join()).toMatch(/version 1 have no checksum/);
    expect(header).toEqual({ version: 1, endianness, 'coupling 1': 6, 'coupling 2': 0.0125 });
    expect(parseConfiguration(file).format).toBe('milc');
    expect(() => readMilc(file.subarray(0, -4))).toThrow(/a 2×3×4×5 lattice needs/);
  });

  it('with a checksum to ignore is read with a remark in capitals', () => {
    const bytes = milcFile(single, 'big');
    bytes[95] ^= 1;
    const { configuration, remarks } = readMilc(bytes, { ignoreChecksum: true });
    expect(configuration).toEqual(single);
    expect(remarks.join()).toMatch(/^CHECKSUM IGNORED: MILC checksums do not match/);
  });

  it('is refused after each of 300 random bit flips in the links', () => {
    const file = milcFile(single, 'little');
    const random = sequence(8);
    for (let i = 0; i < 300; i++) {
      const bytes = Buffer.from(file);
      bytes[96 + Math.floor(random() * (file.length - 96))] ^= 1 << Math.floor(random() * 8);
      expect(() => readMilc(bytes)).toThrow(/MILC checksums do not match/);
    }
  });
});

describe('openQCD', () => {
  it('is read from its odd points', () => {
    const { configuration, remarks } = readOpenqcd(openqcdFile(field, 3 * average));
    expect(sameBits(configuration.links, field.links)).toBe(true);
    expect(configuration.extents).toEqual(extents);
    expect(remarks).toEqual([]);
  });

  it('is refused with a plaquette of another normalisation, another size or odd extents', () => {
    expect(() => readOpenqcd(openqcdFile(field, average))).toThrow(/the links give/);
    expect(() => readOpenqcd(openqcdFile(field, 3 * average).subarray(0, -8))).toThrow(
      /needs 221208 bytes, found 221200/,
    );
    const odd = openqcdFile(field, 3 * average);
    odd[0] = 7;
    expect(() => readOpenqcd(odd)).toThrow(/four even extents/);
  });
});

describe('open boundaries in time', () => {
  // As both codes write them: no link leads from the last time slice to the first, and zeros stand in its place.
  const open = { ...field, links: field.links.slice() };
  for (let site = 2 * 4 * 6 * 7; site < 2 * 4 * 6 * 8; site++) open.links.fill(0, (site * 4 + 3) * 18, (site + 1) * 72);

  it.each([
    ['openQCD', openqcdFile(open, 1.5)],
    ['HiRep', hirepFile(open, 0.5)],
  ])('are reported, not called damage: %s', (_, file) => {
    expect(() => parseConfiguration(file)).toThrow(/^Open boundary conditions: not supported/);
    expect(() => parseConfiguration(file, { ignoreChecksum: true })).toThrow(/^Open boundary conditions/);
  });
});

describe('HiRep', () => {
  it.each([2, 3])('is read for N = %i', colours => {
    const configuration = hotConfiguration(extents, colours);
    const read = readHirep(hirepFile(configuration, plaquette(configuration).average));
    expect(sameBits(read.configuration.links, configuration.links)).toBe(true);
    expect(read.configuration).toMatchObject({ extents, colours });
  });

  it('is refused with another plaquette, size or group', () => {
    expect(() => readHirep(hirepFile(field, average + 1e-9))).toThrow(/header states plaquette/);
    expect(() => readHirep(hirepFile(field, average).subarray(0, -8))).toThrow(/needs 221212 bytes, found 221204/);
    const unknown = hirepFile(field, average);
    unknown[3] = 1;
    expect(() => readHirep(unknown)).toThrow(/not a HiRep header/);
  });
});

describe('files cut short', () => {
  it.each([
    ['MILC', milcFile(single, 'big'), 96],
    ['openQCD', openqcdFile(field, 3 * average), 24],
    ['HiRep', hirepFile(field, average), 28],
  ])('are refused: %s', (_, file, header) => {
    const random = sequence(9);
    const lengths = Array.from({ length: 200 }, () => header + Math.floor(random() * (file.length - header)));
    for (let length = 0; length < header; length++) lengths.push(length);
    for (const length of lengths) expect(() => parseConfiguration(file.subarray(0, length))).toThrow(FileError);
  });
});
