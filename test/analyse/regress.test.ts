import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readCsv, readHdf5 } from '../../src/files/node/index.ts';
import { autoregressiveChain } from '../../src/measure/statistics/index.ts';
import { callMain } from '../cli/callMain.ts';
import { temporaryFolder } from '../cli/temporaryFolder.ts';
import { type LogLine, theory, writeRun } from './folders.fixture.ts';

const parent = temporaryFolder();
const length = 1200;

/** tr1 on every trajectory, tr4 = 5 + 3 tr1 + a little, on every sixth; a pion that follows the plaquette. */
function logOf(seed: number): LogLine[] {
  const [tr1, noise, plaquette] = [0, 1, 2].map(stream => autoregressiveChain(2, length + 10, seed, stream));
  return Array.from({ length: length + 10 }, (_, i) => ({
    trajectory: i + 1,
    phase: i < 10 ? 'thermalise' : 'production',
    plaquette: 0.6 + 0.01 * plaquette[i],
    observables: {
      staggeredTraces: [tr1[i], 10 + noise[i]],
      ...(i % 6 === 1 ? { wilsonPion: [5 + 3 * tr1[i] + 0.3 * noise[i], 2 - plaquette[i], 1] } : {}),
    },
  }));
}

const facts = JSON.stringify({
  staggeredTraces: { title: 'traces', coordinates: { quantity: ['tr1', 'tr4'] }, settings: { mass: 0.1 } },
});

function runNamed(name: string, seed: number): string {
  const folder = writeRun(parent, name, logOf(seed), theory.replace('seed = 7', `seed = ${seed}`));
  writeFileSync(join(folder, 'observables.json'), facts);
  return folder;
}

const one = runNamed('one', 7);
const two = runNamed('two', 8);

test('an average with its gain in cost, by names of entries, of replicas too', async () => {
  const { code, stdout, stderr } = await callMain(['regress', one, two, '--target', 'wilsonPion[0]', '--from', 'tr1']);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).toContain('pion correlator [0] from staggeredTraces[quantity=tr1] by ridge');
  expect(stdout).toMatch(
    /^400 configurations with the target, \d+ of them to train and \d+ to correct; 2000 to predict/m,
  );
  expect(stdout).toMatch(/^pion correlator \[0\] {2,}[45]\.\d+\(\d+\) {2,}[45]\.\d+\(\d+\)/m);
});

test('JSON, CSV and HDF5 hold the same numbers, settings and the truth within errors', async () => {
  const [csv, hdf5, figure] = ['r.csv', 'r.h5', 'r.svg'].map(name => join(parent, name));
  const { code, stdout } = await callMain([
    ...['regress', one, two, '--target', 'wilsonPion[0]', '--from', 'tr1', '--json', '--cost', '4,1,4'],
    ...['--csv', csv, '--hdf5', hdf5, '--figure', figure],
  ]);
  expect(code).toBe(0);
  const { targets, settings, counts, suggestion } = JSON.parse(stdout);
  expect(settings.staggeredTraces).toEqual({ mass: 0.1 });
  const [{ combined, corrected, direct, gain, correlation }] = targets;
  expect(Math.abs(corrected.mean - 5)).toBeLessThan(4 * corrected.error);
  expect(correlation).toBeGreaterThan(0.98);
  expect(corrected.error).toBeLessThan(0.8 * direct.error);
  expect(gain.combined.costRatio).toBeCloseTo(
    (4 * counts.labelled + counts.unlabelled) / (4 * counts.labelled * (direct.error / combined.error) ** 2),
    12,
  );
  expect(suggestion.train).toBeLessThan(0.5);
  for (const table of [readCsv(csv), await readHdf5(hdf5)]) {
    const column = (name: string) => table.columns.find(found => found.name === name)!.values[0];
    expect([column('corrected'), column('combinedError')]).toEqual([corrected.mean, combined.error]);
  }
  expect(readFileSync(figure, 'utf8')).toContain('measured and predicted');
});

test('a list from several inputs by each method; a useless regression is said to save nothing', async () => {
  for (const method of ['polynomial', 'trees']) {
    const { code, stdout } = await callMain([
      ...['regress', one, '--target', 'wilsonPion', '--from', 'plaquette,tr1', '--method', method, '--resamples', '20'],
    ]);
    expect(code).toBe(0);
    expect(stdout.match(/^pion correlator \[\d\]/gm)).toHaveLength(3);
  }
  const { stdout } = await callMain(['regress', one, '--target', 'wilsonPion[1]', '--from', 'tr4', '--cost', '1,1,2']);
  expect(stdout).toContain('The regression saves nothing for wilsonPion[1]');
});

test('measurements put aside stand beside the answer', async () => {
  const { stdout } = await callMain(['regress', one, '--target', 'tr4', '--from', 'plaquette', '--labelled', '200']);
  expect(stdout).toContain('all measurements');
});

test.each([
  [
    ['--target', 'tr4', '--from', 'plaquette'],
    /was measured wherever the inputs were, 1200 times: there is nothing to/,
  ],
  [
    ['--target', 'tr9', '--from', 'plaquette'],
    /tr9 was not measured; measured are plaquette, staggeredTraces, wilsonPion/,
  ],
  [['--target', 'staggeredTraces[7]', '--from', 'plaquette'], /has no entry 7; it has staggeredTraces\[quantity=tr1\]/],
  [['--target', 'tr4', '--from', 'tr4', '--labelled', '9'], /is the target and an input; it cannot be both/],
  [['--target', 'tr4', '--from', 'tr1', '--labelled', '12'], /measured 12 times together with the inputs; at least 16/],
  [
    ['--target', 'tr4', '--from', 'tr1', '--labelled', '100', '--block', '300'],
    /leave \d+ blocks of 300 trajectories to/,
  ],
  [['--target', 'tr4', '--from', 'tr1', '--labelled', '5000'], /asks for more than the 1200 measurements/],
  [['--target', 'tr4', '--from', 'tr1', '--cost', '1,2'], /Expected three costs such as 4,1,4/],
  [['--target', 'tr4', '--from', 'tr1', '--labelled', '200', '--figure', 'r.pdf'], /end it with \.svg or \.png/],
  [
    ['--target', 'tr4', '--from', 'tr1,plaquette', '--labelled', '100', '--method', 'polynomial', '--degree', '9'],
    /2 inputs make 54 polynomials of degree 9, too many for \d+ configurations/,
  ],
])('%j is refused in a sentence, and nothing is written', async (flags, sentence) => {
  const csv = join(parent, 'none.csv');
  const { code, stdout, stderr } = await callMain(['regress', one, ...flags, '--csv', csv]);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toMatch(sentence);
  expect(existsSync(csv)).toBe(false);
});
