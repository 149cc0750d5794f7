// Configurations that are read and written slice by slice are those that are read and written as a whole.
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { type ByteSource, sourceOf } from '../bytes/byteSource.ts';
import { writeBridge } from '../formats/bridge.ts';
import { openLinks, parseConfiguration } from '../formats/detect.ts';
import { hirepFile, milcFile, openqcdFile } from '../formats/goldenFiles.fixture.ts';
import { writeNersc } from '../formats/nersc.ts';
import { writeIldg } from '../lime/ildg.ts';
import { withFileSource } from '../node/fileSource.ts';
import { withConfiguration } from '../node/open.ts';
import { type SaveOptions, saveConfiguration, saveSlices } from '../node/save.ts';
import { hotConfiguration } from './hotConfiguration.fixture.ts';
import { gathered, slicesOf } from './slices.ts';
import { linkTrace, plaquette, unitarityDefect } from './verification.ts';

const folder = mkdtempSync(join(tmpdir(), 'cask-slices-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const extents = [2, 4, 2, 6];
const configuration = hotConfiguration(extents, 3);
const written = (options: SaveOptions) => {
  const path = join(folder, 'written');
  saveConfiguration(path, configuration, options);
  return readFileSync(path);
};
const average = plaquette(configuration).average;
const files: Record<string, Uint8Array> = {
  ILDG: written({ format: 'ildg' }),
  'ILDG in 32 bits': written({ format: 'ildg', precision: 32 }),
  NERSC: written({ format: 'nersc' }),
  'NERSC without last rows, little endian': written({ format: 'nersc', compressed: true, endianness: 'little' }),
  'Bridge++ text': written({ format: 'bridge' }),
  MILC: milcFile(configuration, 'big'),
  openQCD: openqcdFile(configuration, 3 * average),
  HiRep: hirepFile(configuration, average),
};

/** Counts how many bytes are asked for at once. */
function watched(bytes: Uint8Array) {
  const seen = { most: 0 };
  const source: ByteSource = {
    length: bytes.length,
    read(start, end) {
      seen.most = Math.max(seen.most, end - start);
      return bytes.slice(start, end);
    },
  };
  return { source, seen };
}

describe.each(Object.keys(files))('%s', name => {
  const bytes = files[name];
  const whole = parseConfiguration(bytes, { extents });

  test('slice by slice, the links, remarks, header and what is seen of them are those of the whole, bit for bit', () => {
    const path = join(folder, 'file');
    writeFileSync(path, bytes);
    withConfiguration(path, { extents }, links => {
      expect(gathered(links)).toEqual(whole.configuration);
      const shown: Float64Array[] = [];
      const facts = links.inspect(slice => shown.push(slice.slice()));
      expect(shown.flatMap(slice => [...slice])).toEqual([...whole.configuration.links]);
      expect(facts).toEqual({
        plaquette: plaquette(whole.configuration),
        linkTrace: linkTrace(whole.configuration),
        unitarityDefect: unitarityDefect(whole.configuration),
      });
      expect({ header: links.header, remarks: links.remarks, format: links.format }).toEqual({
        ...{ header: whole.header, remarks: whole.remarks, format: whole.format },
      });
    });
  });

  test('no more than a piece or a slice is asked for at once', () => {
    const { source, seen } = watched(bytes);
    const links = openLinks(source, { extents });
    seen.most = 0;
    for (let t = 5; t >= 0; t--) links.slice(t);
    expect(seen.most).toBeLessThan((1.01 * bytes.length) / 6);
  });

  test('a flipped bit of the links is found', () => {
    for (let place = bytes.length - 2000; place > bytes.length / 2; place -= 1999) {
      const damaged = bytes.slice();
      // Of a number in text the leading digits; 0.1 and 0.9, or a letter, are no rounding.
      damaged[place] ^= name.startsWith('Bridge') ? 0x40 : 0x10;
      const path = join(folder, 'damaged');
      writeFileSync(path, damaged);
      const inspect = () => withConfiguration(path, { extents }, links => links.inspect());
      let asWhole = '';
      try {
        parseConfiguration(damaged, { extents });
      } catch (error) {
        asWhole = (error as Error).message;
      }
      if (asWhole === '') expect(inspect).not.toThrow();
      else expect(inspect).toThrow(`${path}: ${asWhole}`);
    }
  });
});

test('written slice by slice, every format has the bytes of the writers in memory', () => {
  const numbers = () => ({ plaquette: average, linkTrace: linkTrace(configuration) });
  for (const [format, inMemory] of [
    ['ildg', writeIldg(configuration)],
    ['nersc', writeNersc(configuration)],
    ['bridge', writeBridge(configuration)],
  ] as const) {
    const path = join(folder, 'slices');
    saveSlices(path, slicesOf(configuration), { format }, numbers);
    expect(Buffer.compare(readFileSync(path), inMemory)).toBe(0);
  }
});

test('what goes wrong while slices are made leaves no file and the old one in place', () => {
  const path = join(folder, 'kept');
  writeFileSync(path, 'precious');
  const before = readdirSync(folder);
  const source = slicesOf(configuration);
  const broken = (change: (links: Float64Array) => Float64Array) => ({
    ...source,
    slice: (t: number) => (t === 4 ? change(source.slice(t)) : source.slice(t)),
  });
  const numbers = () => ({ plaquette: average, linkTrace: 0 });
  const save = (change: (links: Float64Array) => Float64Array, options: SaveOptions) => () =>
    saveSlices(path, broken(change), options, numbers);
  expect(save(links => links.with(7, Number.NaN), { format: 'ildg' })).toThrow(
    `${path} was not written: Link mu = 0 at site 0,0,0,4 contains NaN`,
  );
  expect(save(links => links.subarray(1), { format: 'bridge' })).toThrow('Time slice 4 holds');
  expect(save(links => links.with(7, 3), { format: 'ildg' })).toThrow(`${path} was not written: Links are off unitary`);
  expect(save(links => links, { format: 'nersc' })).toThrow(`${path} was not written: The header states LINK_TRACE`);
  expect(readdirSync(folder)).toEqual(before);
  expect(readFileSync(path, 'utf8')).toBe('precious');
});

test('numbers of a text that lie across the ends of pieces are whole', () => {
  const big = hotConfiguration([8, 8, 16, 2], 3);
  const path = join(folder, 'long.txt');
  saveConfiguration(path, big, { format: 'bridge' });
  const bytes = readFileSync(path);
  expect(bytes.length).toBeGreaterThan(3 << 20);
  expect(gathered(openLinks(sourceOf(bytes), { extents: big.extents })).links).toEqual(big.links);
  const place = (1 << 20) - 2;
  bytes[place] = 'x'.charCodeAt(0);
  const line = bytes.subarray(0, place).filter(byte => byte === 10).length + 1;
  expect(() => parseConfiguration(bytes, { extents: big.extents })).toThrow(`Line ${line} holds "`);
});

test('a file that cannot be opened, or is a folder', () => {
  expect(() => withFileSource(join(folder, 'none'), () => 0)).toThrow('does not exist (ENOENT)');
  expect(() => withFileSource(folder, () => 0)).toThrow('the path is a folder');
});
