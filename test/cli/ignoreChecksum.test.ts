/** `--ignore-checksum`: a file that contradicts its checksum is used when asked for, and every command says so. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { openConfiguration } from '../../src/files/node/index.ts';
import { cask, runFileIn } from '../faults/runs.ts';
import { callMain } from './callMain.ts';
import { hot, saved } from './configurationFiles.ts';
import { temporaryFolder } from './temporaryFolder.ts';

const base = temporaryFolder();
const at = (name: string) => join(base, name);
const u = hot('SU(2)', [2, 2, 2, 4]);

beforeAll(() => {
  const bytes = readFileSync(saved(at('good.nersc'), u, { format: 'nersc' }), 'latin1');
  writeFileSync(at('bad.nersc'), bytes.replace(/CHECKSUM = \w+/, 'CHECKSUM = 12'), 'latin1');
  writeFileSync(at('other.nersc'), bytes.replace(/PLAQUETTE = .*/, 'PLAQUETTE = 0.5'), 'latin1');
});

const loud = /CHECKSUM IGNORED: NERSC checksum does not match: the header states 00000012/;

describe.each([
  ['show', () => ['show', at('bad.nersc')]],
  ['convert', () => ['convert', at('bad.nersc'), at('converted.ildg'), '--force']],
  ['measure', () => ['measure', at('bad.nersc')]],
  ['fix', () => ['fix', at('bad.nersc'), at('fixed.ildg'), '--gauge', 'landau', '--tolerance', '1e-3', '--force']],
])('%s', (_, argv) => {
  test('refuses the file, names the option, and obeys it with a remark in capitals', async () => {
    const refused = await callMain(argv());
    expect(refused.code).toBe(2);
    expect(refused.stderr).toMatch(/checksum does not match.*With --ignore-checksum it is used all the same\.\n$/s);
    const used = await callMain([...argv(), '--ignore-checksum']);
    expect(used.code).toBe(0);
    expect(used.stdout + used.stderr).toMatch(loud);
    const machine = await callMain([...argv(), '--ignore-checksum', '--json']);
    expect(JSON.parse(machine.stdout).remarks.join()).toMatch(loud);
  });
});

test('a stated plaquette counts as a checksum; what is written next names the doubt, and holds the links', async () => {
  expect((await callMain(['show', at('other.nersc')])).stderr).toMatch(
    /header states PLAQUETTE 0\.5.*--ignore-checksum/,
  );
  const argv = ['convert', at('other.nersc'), at('doubt.ildg'), '--ignore-checksum'];
  expect((await callMain(argv)).stdout).toMatch(/CHECKSUM IGNORED: The header states PLAQUETTE 0\.5/);
  const { configuration, header } = openConfiguration(at('doubt.ildg'));
  expect(header.information).toBe('Converted from other.nersc, whose checksum was ignored.');
  expect(configuration.links).toEqual(openConfiguration(at('good.nersc')).configuration.links);
});

test('a run starts from such a file with start.checksum, and says so', async () => {
  const text = (more: string) => `lattice.extent = [2, 2, 2, 4]
group.name = "SU(2)"
start = { from = ${JSON.stringify(at('bad.nersc'))}${more} }
action.gauge = { kind = "plaquette", beta = 2.0 }
sampler = { kind = "hmc", steps = 2 }
schedule = { thermalise = 0, trajectories = 1, seed = 5 }
machine.kind = "wasm128"
`;
  const refused = await cask(['run', runFileIn(base, 'refused', text('')), '--out', at('refused')]);
  expect(refused).toMatchObject({ code: 2, stderr: expect.stringContaining('With start.checksum = "ignore"') });
  const used = await cask(['run', runFileIn(base, 'used', text(', checksum = "ignore"')), '--out', at('used')]);
  expect(used.code).toBe(0);
  expect(used.stdout).toMatch(loud);
});
