/** `cask show`: any configuration file explains itself. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { callMain } from './callMain.ts';
import { foreign, foreignFilesPresent, hot, saved } from './configurationFiles.ts';
import { temporaryFolder } from './temporaryFolder.ts';

const base = temporaryFolder();
const u = hot('SU(3)', [2, 2, 2, 4]);
const nersc = saved(join(base, 'u.nersc'), u, { format: 'nersc', precision: 32, creator: 'a test' });
const bridge = saved(join(base, 'u.txt'), u, { format: 'bridge' });

async function facts(...argv: string[]) {
  const { code, stdout, stderr } = await callMain(['show', ...argv, '--json']);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  return JSON.parse(stdout);
}

test('lines for readers', async () => {
  const { code, stdout } = await callMain(['show', nersc]);
  expect(code).toBe(0);
  expect(stdout).toMatch(/^format +NERSC$/m);
  expect(stdout).toMatch(/^group +SU\(3\)$/m);
  expect(stdout).toMatch(/^extents +2×2×2×4 {2}\(x first, t last; 32 sites, 128 links\)$/m);
  expect(stdout).toMatch(/^precision +32 bits$/m);
  expect(stdout).toMatch(/^plaquette +-?0\.\d+ {2}\(space–space -?0\.\d+, space–time -?0\.\d+\)$/m);
  expect(stdout).toMatch(/^checked +NERSC checksum, stated plaquette, stated link trace, size, /m);
  expect(stdout).toMatch(/^header CREATOR +a test$/m);
  expect(stdout).toMatch(/^remark +nothing$/m);
});

test('the same as JSON; text needs its extents', async () => {
  const [one, other] = [await facts(nersc), await facts(bridge, '--extents', '2,2,2,4')];
  expect(one).toMatchObject({ format: 'nersc', group: 'SU(3)', extents: [2, 2, 2, 4], precision: 32 });
  expect(other).toMatchObject({ format: 'bridge', group: 'SU(3)', extents: [2, 2, 2, 4], precision: 64 });
  // Rounded to single precision in one of them.
  expect(one.plaquette).toBeCloseTo(other.plaquette, 7);
  expect(one.unitarityDefect).toBeLessThan(1e-6);
  expect(other.determinantDefect).toBeLessThan(1e-14);
  expect(other.remarks.join()).toMatch(/no checksum/);
});

test.each([
  ['text without extents', () => [bridge], /does not state its lattice size.*The option is --extents X,Y,Z,T\./],
  ['no file', () => [join(base, 'nothing')], /nothing.*does not exist/],
  ['a folder', () => [base], /is a folder/],
  ['extents that are none', () => [bridge, '--extents', '2,two'], /Expected the extents x, y, z, t such as 4,4,4,8/],
])('%s is reported in a sentence', async (_, argv, sentence) => {
  const { code, stdout, stderr } = await callMain(['show', ...argv()]);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toMatch(sentence);
});

test('something else is no configuration', async () => {
  const path = join(base, 'notes.md');
  writeFileSync(path, '# Notes\n');
  const { code, stderr } = await callMain(['show', path]);
  expect(code).toBe(2);
  expect(stderr).toMatch(/notes\.md: The format is not recognised/);
});

describe.skipIf(!foreignFilesPresent)('files of other codes', { timeout: 60_000 }, () => {
  test.each([
    ['milc/lat.sample.l4444', 'milc', 'MILC checksums', 0],
    ['milc/lat.sample.l4444.ildg', 'ildg', 'SciDAC checksums', 0],
    ['milc/lat.sample.l4448.scidac', 'scidac', 'SciDAC checksums', 0],
    ['milc/lat.sample.l4448.foreign', 'ildg', 'unitarity', 2],
    ['openqcd_hirep/openQCD_qcd1_pb_L8T8_b6.0_c1.234_k0.13_r0_id4n1', 'openqcd', 'stated plaquette', 0],
    ['openqcd_hirep/HiRep_qcd1_pb_L8T8_b6.0_c1.234_k0.13_r0_id4n1', 'hirep', 'stated plaquette', 0],
    ['gaugefields/2222.ildg', 'ildg', 'unitarity', 2],
  ])('%s', async (path, format, check, accepted) => {
    const { remarks, ...shown } = await facts(foreign(path));
    expect(shown).toMatchObject({ format, group: 'SU(3)', checked: expect.arrayContaining([check]) });
    expect(remarks).toHaveLength(accepted);
  });
});
