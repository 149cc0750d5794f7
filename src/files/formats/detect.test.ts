import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { FileError } from '../bytes/fileError.ts';
import { hotConfiguration, sequence } from '../configuration/hotConfiguration.fixture.ts';
import { linkTrace, plaquette } from '../configuration/verification.ts';
import { openConfiguration } from '../node/open.ts';
import { type SaveOptions, saveConfiguration } from '../node/save.ts';
import { writeTensors } from '../tensors/safetensors.ts';
import { writeBridge } from './bridge.ts';
import { detectFormat, parseConfiguration } from './detect.ts';
import { hirepFile, ildgFile, limeRecord, milcFile, nerscFile, openqcdFile } from './goldenFiles.fixture.ts';

const folder = mkdtempSync(join(tmpdir(), 'cask-detect-'));
afterAll(() => rmSync(folder, { recursive: true }));

const extents = [2, 4, 2, 6];
const field = hotConfiguration(extents, 3, 11);
const average = plaquette(field).average;
const numbers = { plaquette: average, linkTrace: linkTrace(field) };
const files = {
  ildg: ildgFile(field),
  nersc: nerscFile(field, 'IEEE64BIG', numbers),
  openqcd: openqcdFile(field, 3 * average),
  hirep: hirepFile(field, average),
  bridge: Buffer.from(writeBridge(field)),
};

describe('openConfiguration', () => {
  it.each(Object.entries(files))('recognises %s by content and finds the same plaquette', (format, bytes) => {
    const path = join(folder, `${format}.dat`);
    writeFileSync(path, bytes);
    const opened = openConfiguration(path, { extents });
    expect(opened.format).toBe(format);
    // All formats carry the same 64-bit numbers; 1e-12 is the promise to users, the difference is zero.
    expect(Math.abs(plaquette(opened.configuration).average - average)).toBeLessThan(1e-12);
  });

  it('recognises MILC in both byte orders', () => {
    for (const endianness of ['big', 'little'] as const) {
      expect(detectFormat(milcFile(hotConfiguration([2, 2, 2, 2], 3, 1, 32), endianness))).toBe('milc');
    }
  });

  it('begins its sentences with the path', () => {
    const path = join(folder, 'broken.ildg');
    writeFileSync(path, files.ildg.subarray(0, 5000));
    expect(() => openConfiguration(path)).toThrow(`${path}: Truncated LIME record ildg-binary-data`);
    expect(() => openConfiguration(join(folder, 'none'))).toThrow(/Could not read .*none/);
  });

  it('refuses another lattice than the one asked for', () => {
    expect(() => parseConfiguration(files.nersc, { extents: [4, 4, 2, 3] })).toThrow(
      'The file holds a 2×4×2×6 lattice; you asked for 4×4×2×3.',
    );
  });

  it.each([
    ['nothing', Buffer.alloc(0), /is empty/],
    ['one byte', Buffer.of(1), /not recognised/],
    ['zeros', Buffer.alloc(4096), /not recognised/],
    ['HDF5', Buffer.from('\x89HDF\r\n\x1a\n', 'latin1'), /HDF5 or JLD2/],
    ['JLD2', Buffer.from('HDF5-based Julia Data Format, version 0.2'), /HDF5 or JLD2/],
    ['gzip', Buffer.from('1f8b0800', 'hex'), /unpack it first/],
    ['NumPy', Buffer.from('\x93NUMPY', 'latin1'), /NumPy/],
    ['weights', Buffer.from(writeTensors(new Map())), /safetensors/],
    ['swapped LIME', Buffer.from('ab896745', 'hex'), /byte-swapped/],
    ['LIME without links', limeRecord('note', 'x', true, true), /holds no links; found the records note/],
    [
      'a cut openQCD file',
      files.openqcd.subarray(0, -1),
      /looks like a configuration of openQCD for a 2×4×2×6 lattice/,
    ],
    ['a cut HiRep file', files.hirep.subarray(0, 3000), /looks like a configuration of HiRep for a 2×4×2×6 lattice/],
    ['prose', Buffer.from('Dear reader, here are the links: 1 2 3\n'), /not recognised/],
  ])('says what it was given instead: %s', (_, bytes, sentence) => {
    expect(() => parseConfiguration(bytes)).toThrow(FileError);
    expect(() => parseConfiguration(bytes)).toThrow(sentence);
  });

  it('refuses random bytes behind every magic number with a sentence', () => {
    const random = sequence(12);
    for (const start of ['456789ab', '00004e87', '874e0000', Buffer.from('BEGIN_HEADER\n').toString('hex'), '']) {
      for (let i = 0; i < 40; i++) {
        const noise = Buffer.from(Array.from({ length: 300 }, () => Math.floor(random() * 256)));
        expect(() => parseConfiguration(Buffer.concat([Buffer.from(start, 'hex'), noise]))).toThrow(FileError);
      }
    }
  });

  it('refuses the golden files cut at 100 random places each', () => {
    const random = sequence(13);
    for (const [format, bytes] of Object.entries(files)) {
      if (format === 'ildg') continue;
      for (let i = 0; i < 100; i++) {
        const cut = bytes.subarray(0, Math.floor(random() * bytes.length));
        expect(() => parseConfiguration(cut, { extents })).toThrow(FileError);
      }
    }
  });
});

describe('saveConfiguration', () => {
  const options: SaveOptions[] = [
    { format: 'ildg' },
    { format: 'ildg', precision: 32 },
    { format: 'nersc' },
    { format: 'nersc', compressed: true },
    { format: 'nersc', compressed: true, precision: 32, endianness: 'little' },
    { format: 'bridge' },
  ];

  it.each(options)('writes what openConfiguration reads: %j', option => {
    const path = join(folder, 'saved');
    saveConfiguration(path, field, option);
    const opened = openConfiguration(path, { extents });
    expect(opened.format).toBe(option.format);
    const tolerance = opened.configuration.precision === 32 ? 1e-6 : 1e-12;
    expect(Math.abs(plaquette(opened.configuration).average - average)).toBeLessThan(tolerance);
  });

  it('writes nothing when the field is not finite, not unitary, or loses information', () => {
    const path = join(folder, 'refused');
    const save = (links: Float64Array, option: SaveOptions) => saveConfiguration(path, { ...field, links }, option);
    expect(() => save(field.links.with(3, Number.NaN), { format: 'ildg' })).toThrow(
      /refused was not written: Link mu = 0 at site 0,0,0,0 contains NaN/,
    );
    expect(() => save(field.links.with(3, 5), { format: 'bridge' })).toThrow(/was not written: Links are off unitary/);
    // A phase of U(3): unitary, but the last row does not follow from det = 1.
    const phased = field.links.map((_, i) => field.links[i % 2 === 0 ? i + 1 : i - 1] * (i % 2 === 0 ? -1 : 1));
    expect(() => save(phased, { format: 'nersc' })).not.toThrow();
    rmSync(path);
    expect(() => save(phased, { format: 'nersc', compressed: true })).toThrow(
      /PLAQUETTE|not special unitary|LINK_TRACE/,
    );
    expect(readdirSync(folder)).not.toContain('refused');
  });
});
