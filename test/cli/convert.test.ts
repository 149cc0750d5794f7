/** `cask convert`: the same links in another format. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openConfiguration } from '../../src/files/node/index.ts';
import { callMain } from './callMain.ts';
import { foreign, foreignFilesPresent, hot, saved } from './configurationFiles.ts';
import { temporaryFolder } from './temporaryFolder.ts';

const base = temporaryFolder();
const at = (name: string) => join(base, name);
const u = hot('SU(3)', [2, 2, 2, 4]);
const source = saved(at('source.ildg'), u);

async function convert(...argv: string[]) {
  const { code, stdout, stderr } = await callMain(['convert', ...argv, '--json']);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  return JSON.parse(stdout);
}

test('ILDG to NERSC to text to ILDG: not a bit is lost', async () => {
  const first = await convert(source, at('a.nersc'));
  expect(first).toMatchObject({ format: 'nersc', precision: 64, largestDifference: 0, remarks: [] });
  await convert(at('a.nersc'), at('a.txt'));
  const last = await convert(at('a.txt'), at('b.lime'), '--extents', '2,2,2,4');
  expect(last).toMatchObject({ format: 'ildg', extents: [2, 2, 2, 4], plaquette: first.plaquette });
  const [before, after] = [source, at('b.lime')].map(path => openConfiguration(path).configuration.links);
  expect(after).toEqual(before);
});

test('fewer bits and fewer rows, as asked for', async () => {
  const single = await convert(source, at('single.ildg'), '--precision', '32');
  expect(single.precision).toBe(32);
  // Half a unit in the last place of numbers below one.
  expect(single.largestDifference).toBeGreaterThan(0);
  expect(single.largestDifference).toBeLessThan(2 ** -25 * 1.01);
  const rows = await convert(source, at('rows.bin'), '--format', 'nersc', '--compressed');
  expect(rows.largestDifference).toBeLessThan(1e-14);
  expect(readFileSync(at('rows.bin')).length).toBeLessThan(readFileSync(at('a.nersc')).length);
});

test('a sentence for readers', async () => {
  const { stdout } = await callMain(['convert', source, at('told.nersc')]);
  expect(stdout).toMatch(
    /source\.ildg \(ILDG, 64 bits\) → \S*told\.nersc \(NERSC, 64 bits\): read again, links differ by at most 0, plaquette -?0\.\d+, link trace -?0\.\d+\.\n$/,
  );
});

test('an existing file is replaced only when told to', async () => {
  writeFileSync(at('precious.nersc'), 'precious');
  const { code, stderr } = await callMain(['convert', source, at('precious.nersc')]);
  expect(code).toBe(2);
  expect(stderr).toMatch(/precious\.nersc exists already; give another name, or --force to replace it/);
  expect(readFileSync(at('precious.nersc'), 'utf8')).toBe('precious');
  await convert(source, at('precious.nersc'), '--force');
  expect(openConfiguration(at('precious.nersc')).format).toBe('nersc');
});

test.each([
  [['new.dat'], /does not tell the format to write: end it with \.ildg, .* or give --format/],
  [['new.ildg', '--compressed'], /Only NERSC files can leave out rows/],
  [['new.txt', '--precision', '32'], /Bridge\+\+ text holds all digits/],
  [['new.ildg', '--precision', '16'], /Expected 32 or 64/],
  [['no/such/folder/new.ildg'], /new\.ildg.*does not exist/],
])('%j is refused and nothing is written', async ([name, ...flags], sentence) => {
  const { code, stdout, stderr } = await callMain(['convert', source, at(name), ...flags]);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toMatch(sentence);
  expect(existsSync(at(name))).toBe(false);
});

test('a damaged file is not converted', async () => {
  writeFileSync(at('cut.ildg'), readFileSync(source).subarray(0, 5000));
  const { code, stderr } = await callMain(['convert', at('cut.ildg'), at('cut.nersc')]);
  expect(code).toBe(2);
  expect(stderr).toMatch(/cut\.ildg: Truncated/);
  expect(existsSync(at('cut.nersc'))).toBe(false);
});

describe.skipIf(!foreignFilesPresent)('files of other codes', () => {
  test('MILC to NERSC with two rows has the checksum that MILC states', async () => {
    await convert(foreign('milc/lat.sample.l4444'), at('milc.nersc'), '--compressed');
    expect(readFileSync(at('milc.nersc'), 'latin1')).toMatch(/CHECKSUM = ffc4bb26/i);
  });
});
