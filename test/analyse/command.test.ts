import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readCsv, readHdf5 } from '../../src/files/node/index.ts';
import { callMain } from '../cli/callMain.ts';
import { temporaryFolder } from '../cli/temporaryFolder.ts';
import { sampleLog, theory, writeRun } from './folders.fixture.ts';

const parent = temporaryFolder();
const one = writeRun(parent, 'one', sampleLog());
const two = writeRun(parent, 'two', sampleLog(400, 8), theory.replace('seed = 7', 'seed = 8'));

test('a run is described in tables of values with errors, without control characters', async () => {
  const { code, stdout, stderr } = await callMain(['analyse', one]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout.replaceAll('\n', '')).not.toMatch(/\p{Cc}/u);
  expect(stdout).toMatch(/^plaquette {2,}0\.(?:69|70)\d*\(\d+\) .* 400 /m);
  expect(stdout).toMatch(/^Polyakov susceptibility {2,}[\d.]+\(\d+\) .*V_s/m);
  expect(stdout).toMatch(/^t\/a {2,}pion correlator {2,}jackknife {2,}τ_int {2,}m_eff \(cosh\)/m);
  expect(stdout).toContain('400 from trajectory 11');
});

test('JSON, CSV and HDF5 hold the same numbers', async () => {
  const csv = join(parent, 'estimates.csv');
  const hdf5 = join(parent, 'estimates.h5');
  const { code, stdout } = await callMain(['analyse', one, two, '--json', '--csv', csv, '--hdf5', hdf5]);
  expect(code).toBe(0);
  const [{ scalars, lists, folders }] = JSON.parse(stdout).analyses;
  expect(folders).toEqual([one, two]);
  expect(lists[0].covariance).toHaveLength(6);
  for (const table of [readCsv(csv), await readHdf5(hdf5)]) {
    const column = (name: string) => table.columns.find(found => found.name === name)!.values;
    const row = (column('quantity') as readonly string[]).indexOf('plaquette');
    expect(column('mean')[row]).toBe(scalars[0].estimate.mean);
    expect(column('rHat')[row]).toBe(scalars[0].estimate.rHat);
  }
});

test('runs stand side by side with z and p', async () => {
  const { stdout } = await callMain(['analyse', one, two, '--compare']);
  expect(stdout).toMatch(/^quantity {2,}\S*one {2,}other {2,}run {2,}z {2,}p /m);
  expect(stdout).toMatch(/^plaquette .* -?\d\.\d σ {2,}[01]\.\d{3}/m);
});

test('flags go by the names that other commands have for them', async () => {
  const analysed = (...flags: string[]) => callMain(['analyse', one, ...flags]).then(({ stdout }) => stdout);
  const expected = await analysed('--observable', 'plaquette', '--from', '50');
  expect(expected).toContain('from trajectory 50');
  expect(await analysed('--observe=plaquette', '--start', '50')).toBe(expected);
  // regress has both: --from names inputs there.
  expect(
    (await callMain(['regress', one, '--target', 'plaquette', '--from', 'deltaH', '--start', 'x'])).stderr,
  ).toMatch(/'--start <N>' argument 'x' is invalid/);
});

test('what never changed in either run has no z', async () => {
  const always = (seed: number) => sampleLog(400, seed).map(line => ({ ...line, accepted: seed === 10 }));
  const [all, none] = [10, 11].map(seed =>
    writeRun(parent, `constant${seed}`, always(seed), theory.replace('seed = 7', `seed = ${seed}`)),
  );
  const { code, stdout } = await callMain(['analyse', all, none, '--compare']);
  expect(code).toBe(0);
  expect(stdout).toMatch(/^acceptance {2,}1\(\?\) {2,}0\(\?\) {2,}\S+ {2,}— {2,}—/m);
});

test('runs of one theory that disagree are flagged, those of different theories are not', async () => {
  const lines = sampleLog(400, 9).map(line => ({ ...line, plaquette: (line.plaquette as number) + 0.02 }));
  const method = writeRun(parent, 'method', lines, `${theory.replace('seed = 7', 'seed = 9')}sampler.steps = 30\n`);
  expect((await callMain(['analyse', one, method])).stdout).toMatch(
    /^Wrong: The plaquette is \S+ in \S*one and \S+ in \S*method, [\d.]+ σ apart, though their theory is the same/m,
  );
  const other = writeRun(parent, 'other', lines, theory.replace('2.7', '2.9'));
  const { stdout } = await callMain(['analyse', one, other]);
  expect(stdout).toMatch(/^ {2}\S*other: action\.gauge\.beta is 2\.7 in the first run, here 2\.9/m);
  expect(stdout).not.toContain('though their theory is the same');
});

test('a run without production says so', async () => {
  const cold = writeRun(parent, 'cold', sampleLog(1).slice(0, 10));
  const { code, stdout } = await callMain(['analyse', cold]);
  expect(code).toBe(0);
  expect(stdout).toContain('Nothing was measured there.');
});

test('what cannot be used ends with code 2 and names file, line and trajectory', async () => {
  const text = readFileSync(join(one, 'log.jsonl'), 'utf8');
  const bad = writeRun(parent, 'bad', text.replace(/("trajectory":33,.*?"plaquette":)[\d.]+/, '$1NaN'));
  const answer = await callMain(['analyse', bad, '--csv', join(parent, 'none.csv')]);
  expect(answer).toMatchObject({ code: 2, stdout: '' });
  expect(answer.stderr).toMatch(/log\.jsonl:33: trajectory 33: plaquette is NaN; expected a finite number/);
  expect(existsSync(join(parent, 'none.csv'))).toBe(false);
  expect(await callMain(['analyse', parent])).toMatchObject({ code: 2, stdout: '' });
  expect(await callMain(['analyse', one, '--from', 'x'])).toMatchObject({ code: 2 });
});

test('what cask measure found on the configurations of a run is analysed with it', async () => {
  const lines = Array.from({ length: 30 }, (_, i) =>
    JSON.stringify({
      file: `configurations/${String(10 * i + 20).padStart(8, '0')}.lime`,
      flowTime: 2,
      energyDensity: 0.1 + 0.01 * Math.sin(i * i),
    }),
  );
  const folder = writeRun(parent, 'measured', sampleLog());
  writeFileSync(join(folder, 'measured.jsonl'), `${lines.toReversed().join('\n')}\n`);
  const { stdout } = await callMain(['analyse', folder, '--observable', 'energyDensity']);
  expect(stdout).toMatch(/^energy density {2,}0\.(?:09|10)\d*\(\d+\) .* 30 /m);
  writeFileSync(
    join(folder, 'measured.jsonl'),
    `${lines.join('\n')}\n${lines[3].replace('"energyDensity":0.1', '"energyDensity":0.2')}\n`,
  );
  expect((await callMain(['analyse', folder])).stderr).toMatch(
    /measured\.jsonl:31: energyDensity: trajectory 50: it stands here a second time/,
  );
});
