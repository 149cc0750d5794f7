import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readCsv, readHdf5 } from '../../src/files/node/index.ts';
import { autoregressiveChain } from '../../src/measure/statistics/index.ts';
import { kernelAt } from '../../src/measure/statistics/spectral/index.ts';
import { callMain } from '../cli/callMain.ts';
import { temporaryFolder } from '../cli/temporaryFolder.ts';
import { theory, writeRun } from './folders.fixture.ts';

const parent = temporaryFolder();
const [beta, length] = [16, 300];
const times = Array.from({ length: beta }, (_, t) => t);

/** ρ/ω = ½ δ(ω − 0.5) + ½ δ(ω − 1.5), measured with errors that neighbouring times and trajectories share. */
function runNamed(name: string, seed: number): string {
  const chains = times.map(t => autoregressiveChain(1, length + 10, seed, t));
  const exact = times.map(t => (kernelAt('cosh', t, 0.5, beta) + kernelAt('cosh', t, 1.5, beta)) / 2);
  const lines = Array.from({ length: length + 10 }, (_, i) => ({
    trajectory: i + 1,
    phase: i < 10 ? 'thermalise' : 'production',
    plaquette: 0.6 + 0.01 * chains[0][i],
    observables: {
      wilsonHadrons: [
        ...times.map(t => exact[t] * (1 + 0.02 * (chains[t][i] + 0.5 * chains[(t + 1) % beta][i]))),
        ...times.map(t => (t === 0 ? 0 : Math.sin((2 * Math.PI * t) / beta)) + 0.01 * chains[t][i]),
      ],
    },
  }));
  const toml = theory.replace('[4, 4, 4, 4]', '[4, 4, 4, 16]').replace('seed = 7', `seed = ${seed}`);
  const folder = writeRun(parent, name, lines, toml);
  const channel = [...times.map(() => 'P'), ...times.map(() => 'A4-P')];
  writeFileSync(
    join(folder, 'observables.json'),
    JSON.stringify({
      wilsonHadrons: {
        ...{ title: 'hadron correlators', shape: 'correlator', axis: 't/a', settings: { kappa: 0.15 } },
        ...{ coordinates: { channel, t: [...times, ...times] }, fold: { P: 1, 'A4-P': -1 } },
      },
    }),
  );
  return folder;
}

const one = runNamed('one', 7);
const two = runNamed('two', 8);
const quick = ['--points', '40', '--resamples', '10', '--most', '3'];
const pion = ['--observable', 'wilsonHadrons[P]', ...quick];

test('text, JSON, CSV, HDF5 and figures tell the same, and the peaks are where they belong', async () => {
  const [csv, hdf5, figure] = ['s.csv', 's.h5', 's.svg'].map(name => join(parent, name));
  const { code, stdout } = await callMain([
    ...[
      'spectral',
      one,
      two,
      ...pion,
      '--json',
      '--csv',
      csv,
      '--hdf5',
      hdf5,
      '--figure',
      figure,
      '--draw',
      'singular',
    ],
  ]);
  expect(code).toBe(0);
  const found = JSON.parse(stdout);
  expect(found.settings).toEqual({ kappa: 0.15 });
  expect(found.times).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  expect(found.misfit).toBeLessThan(2 * 8 + 8);
  const [first] = found.peaks;
  expect(Math.abs(first.position - 0.5)).toBeLessThan(first.resolution);
  // Σ A = 1, on which data at these times have a firm grip.
  expect(Math.abs(found.total.mean - 1)).toBeLessThan(0.15);
  for (const table of [readCsv(csv), await readHdf5(hdf5)]) {
    expect([...table.columns.find(({ name }) => name === 'density')!.values]).toEqual(found.density);
  }
  expect(readFileSync(figure, 'utf8')).toContain('Singular values of the kernel');
  const { stdout: text } = await callMain(['spectral', one, two, ...pion, '--sum', '1', '--choose', 'validation']);
  expect(text).toMatch(/^λ = \S+ by the validation/m);
  expect(text).toMatch(/^∫ A dω = 1\.0*\(\d\)/m);
  expect(text).toMatch(/^without the first time /m);
});

test.each(['spectrum', 'smeared', 'lambda', 'data'])('--draw %s', async draw => {
  const figure = join(parent, `${draw}.svg`);
  const { code } = await callMain(['spectral', one, ...pion, '--points', '20', '--figure', figure, '--draw', draw]);
  expect(code).toBe(0);
  expect(readFileSync(figure, 'utf8')).toContain('<svg');
});

test.each([
  [
    ['--observable', 'wilsonHadrons'],
    /stands for 2 curves; name one of wilsonHadrons\[channel=P\], wilsonHadrons\[channel=A4-P\]/,
  ],
  [['--observable', 'wilsonHadrons[A4-P]'], /not symmetric in time \(C\(T − t\) = -1 C\(t\)\); the cosh kernel needs/],
  [['--observable', 'plaquette'], /plaquette is no correlator in time/],
  [['--observable', 'pion'], /pion was not measured; measured are plaquette, wilsonHadrons/],
  [['--observable', 'wilsonHadrons[P]', '--times', '2-20'], /has no value at t = 16, 17, 18, 19, 20/],
  [['--observable', 'wilsonHadrons[P]', '--times', '2,3'], /needs at least 3 times; found 2/],
  [['--observable', 'wilsonHadrons[P]', '--times', 'a'], /Expected times such as 2-8 or 1,3,5/],
  [['--observable', 'wilsonHadrons[P]', '--start', '305'], /was measured 6 times; a covariance needs at least 10/],
  [['--observable', 'wilsonHadrons[P]', '--bin', '100'], /make 3 bins of 100; at least 10 are needed/],
])('%j is refused in a sentence, and nothing is written', async (flags, sentence) => {
  const csv = join(parent, 'none.csv');
  const { code, stdout, stderr } = await callMain(['spectral', one, ...flags, '--csv', csv]);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toMatch(sentence);
  expect(existsSync(csv)).toBe(false);
});
