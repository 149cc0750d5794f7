/** Exports for ArviZ and pyerrors, read back by programs that know nothing of Cask. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { sampleLog, theory, writeRun } from '../analyse/folders.fixture.ts';
import { callMain } from './callMain.ts';
import { temporaryFolder } from './temporaryFolder.ts';

const parent = temporaryFolder();
const logs = [sampleLog(60, 7), sampleLog(60, 8)];
const folders = logs.map((log, k) => writeRun(parent, `r${k}`, log, theory.replace('seed = 7', `seed = ${7 + k}`)));
const plaquettes = logs.map(log =>
  log.filter(({ phase }) => phase === 'production').map(line => line.plaquette as number),
);
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

const python = ['python3', '/usr/bin/python3'].find(
  program => spawnSync(program, ['-c', 'import netCDF4']).status === 0,
);
if (python === undefined) console.warn('Skipped: no Python with netCDF4, so nobody else reads the files for ArviZ.');

test.skipIf(python === undefined)('netCDF: chain and draw, labels, units, and every bit', async () => {
  const to = join(parent, 'samples.nc');
  const { code, stderr } = await callMain(['export', ...folders, '--to', to]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  const script = `
import json, netCDF4
group = netCDF4.Dataset(${JSON.stringify(to)})['posterior']
variable = lambda name: group.variables[name]
print(json.dumps({
  'plaquette': variable('plaquette')[:].tolist(),
  'dimensions': [variable(name).dimensions for name in ('plaquette', 'wilsonPion')],
  'labels': [str(label) for label in variable('wilsonPion_label')[:]],
  'draws': variable('draw')[:].tolist(),
  'name': variable('wilsonPion').long_name,
}))`;
  const answer = spawnSync(python!, ['-c', script], { encoding: 'utf8' });
  expect(answer.stderr).toBe('');
  const found = JSON.parse(answer.stdout);
  expect(found.plaquette).toEqual(plaquettes);
  expect(found.dimensions).toEqual([
    ['chain', 'draw'],
    ['chain', 'draw', 'wilsonPion_label'],
  ]);
  expect(found.labels).toEqual(['0', '1', '2', '3', '4', '5']);
  expect([found.draws[0], found.draws.at(-1), found.name]).toEqual([11, 70, 'pion correlator']);
});

test('JSON of pyerrors: means, and what each measurement adds to them, by trajectory and replica', async () => {
  const to = join(parent, 'samples.json');
  expect(await callMain(['export', ...folders, '--to', to])).toMatchObject({ code: 0, stderr: '' });
  const { obsdata } = JSON.parse(readFileSync(to, 'utf8'));
  const named = (tag: string) => obsdata.find((entry: { tag: string[] }) => entry.tag[0] === tag);
  const { type, layout, value, data } = named('plaquette');
  expect([type, layout]).toEqual(['Obs', '1']);
  // Sums of 120 numbers of size 1.
  expect(value[0]).toBeCloseTo(mean(plaquettes.flat()), 13);
  const [{ replica }] = data;
  expect(replica.map(({ name }: { name: string }) => name)).toEqual(['cask|r1', 'cask|r2']);
  expect(replica[1].deltas[3][0]).toBe(14);
  expect(replica[1].deltas[3][1] + value[0]).toBeCloseTo(plaquettes[1][3], 14);
  const pion = named('wilsonPion[0]');
  expect([pion.type, pion.layout, pion.data[0].replica[0].deltas[0].length]).toEqual(['List', '6', 7]);
  // Measured on every second trajectory.
  expect(pion.data[0].replica[0].deltas).toHaveLength(30);
});

test('what is no set of replicas is refused', async () => {
  const other = writeRun(parent, 'other', sampleLog(60, 9), theory.replace('2.7', '2.9'));
  const { code, stderr } = await callMain(['export', folders[0], other, '--to', join(parent, 'x.nc')]);
  expect(code).toBe(2);
  expect(stderr).toContain('cannot be joined as replicas');
  const csv = await callMain(['export', ...folders, '--to', join(parent, 'x.csv')]);
  expect(csv).toMatchObject({ code: 2, stderr: expect.stringContaining('holds one run') });
});

test('cask analyse writes estimates, and names cask export for the formats of samples', async () => {
  for (const flag of ['--out', '--csv', '--hdf5']) {
    const refused = await callMain(['analyse', folders[0], flag, join(parent, 'new.nc')]);
    expect(refused).toMatchObject({ code: 2, stderr: expect.stringContaining(`cask export ${folders[0]} --to `) });
  }
  const file = join(parent, 'estimates.csv');
  expect(await callMain(['analyse', folders[0], '--out', file])).toMatchObject({ code: 0 });
  expect(readFileSync(file, 'utf8')).toContain('errorOfError');
  const nameless = await callMain(['analyse', folders[0], '--out', join(parent, 'estimates.txt')]);
  expect(nameless).toMatchObject({ code: 2, stderr: expect.stringContaining('end it with .csv or .h5') });
});
