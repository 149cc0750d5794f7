import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Column } from '../../src/analysis/columns.ts';
import { fitPoints } from '../../src/analysis/fit/fit.ts';
import { pointsOfRuns } from '../../src/analysis/fit/points.ts';
import { quantityOf } from '../../src/analysis/fit/quantity.ts';
import { readRuns } from '../../src/cli/command/readRun.ts';
import { readCsv } from '../../src/files/node/index.ts';
import { hashNormal } from '../../src/measure/statistics/counterHash.ts';
import { callMain } from '../cli/callMain.ts';
import { temporaryFolder } from '../cli/temporaryFolder.ts';
import { theory, writeRun } from './folders.fixture.ts';

const parent = temporaryFolder();
const length = 600;

/** Plaquettes 0.2 + 0.1 β + noise. */
function runAt(beta: number, seed: number): string {
  const lines = Array.from({ length }, (_, i) => ({
    trajectory: i + 1,
    phase: 'production',
    plaquette: 0.2 + 0.1 * beta + 0.01 * hashNormal(seed, 0, i),
  }));
  const toml = theory.replace('beta = 2.7', `beta = ${beta}`).replace('seed = 7', `seed = ${seed}`);
  return writeRun(parent, `run-${beta}-${seed}`, lines, toml);
}

const runs = [2.2, 2.4, 2.6, 2.8].map((beta, k) => runAt(beta, k + 1));

test('a line through estimates of runs finds its slope, and its value beyond them', async () => {
  const [csv, figure] = ['f.csv', 'f.svg'].map(name => join(parent, name));
  const { code, stdout } = await callMain([
    ...['fit', ...runs, '--x', 'action.gauge.beta', '--y', 'plaquette', '--at', '0,3', '--json'],
    ...['--csv', csv, '--figure', figure],
  ]);
  expect(code).toBe(0);
  const { points, fits, averages } = JSON.parse(stdout);
  expect(points).toHaveLength(4);
  const [a, b] = fits[0].parameters;
  expect(Math.abs(a.mean - 0.2)).toBeLessThan(4 * a.error);
  expect(Math.abs(b.mean - 0.1)).toBeLessThan(4 * b.error);
  // σ of a point 0.01/√600, lever arm √Σ(β − 2.5)² = 0.447.
  expect(b.error / (0.01 / Math.sqrt(length) / Math.sqrt(0.2))).toBeCloseTo(1, 0);
  expect(Math.abs(averages[1].mean - 0.5)).toBeLessThan(4 * averages[1].error);
  expect(existsSync(figure)).toBe(true);
  expect(readCsv(csv).columns[0].values).toEqual(['linear']);
});

test('replicas make one point; the last word of a key is enough; powers and curves of several kinds', async () => {
  const replica = runAt(2.8, 9);
  const { stdout } = await callMain([
    ...['fit', ...runs, replica, '--x', 'beta^-1', '--y', 'plaquette^2', '--model', 'linear,quadratic', '--cut', '1'],
    ...['--at', '0.4'],
  ]);
  expect(stdout).toContain('run-2.8-4 + run-2.8-9');
  expect(stdout).toContain('plaquette^2 against beta^-1');
  expect(stdout).toContain('a + b x + c x²');
  const [, value, error] = /At beta\^-1 = 0\.4: plaquette\^2 = (\d\.\d+)\((\d+)\)/.exec(stdout)!;
  const sigma = Number(error) * 10 ** -(value.length - 2);
  // At β = 2.5: 0.45².
  expect(Math.abs(Number(value) - 0.2025)).toBeLessThan(4 * sigma);
});

test('points of one run share their noise, and the fit knows', () => {
  // Three condensates on the same configurations, 1 + m with a common noise of 0.1 and one of their own of 0.01.
  const masses = [0.1, 0.2, 0.3];
  const [run] = readRuns([runs[0]]);
  const measured = masses.map(
    (mass, k): Column => ({
      name: `condensate{mass=${mass}}`,
      ...{ isList: false, isExtra: false, trajectories: [...run.columns.trajectories] },
      components: [
        run.columns.trajectories.map((_, i) => 1 + mass + 0.1 * hashNormal(3, 0, i) + 0.01 * hashNormal(3, k + 1, i)),
      ],
    }),
  );
  const facts = Object.fromEntries(measured.map(({ name }, k) => [name, { settings: { mass: masses[k] } }]));
  const points = pointsOfRuns([{ ...run, measured, facts }], { x: quantityOf('mass'), y: quantityOf('condensate') });
  expect(points.points.map(({ x }) => x)).toEqual(masses);
  // Correlation 0.01/0.0101 of the noises.
  const [[variance, covariance]] = points.covariance;
  expect(covariance / variance).toBeGreaterThan(0.97);
  const [{ parameters }] = fitPoints(points, { models: ['linear'], cut: 0, at: [] }).fits;
  // The slope knows nothing of the common noise: 0.01 √(2/600)/0.2, to the tenth that 40 blocks know.
  const alone = (0.01 * Math.sqrt(2 / length)) / 0.2;
  expect(parameters[1].error).toBeGreaterThan(0.6 * alone);
  expect(parameters[1].error).toBeLessThan(1.5 * alone);
  expect(Math.abs(parameters[1].mean - 1)).toBeLessThan(4 * parameters[1].error);
});

test('a table of points; what is wrong with one is said', async () => {
  const table = join(parent, 'peaks.csv');
  writeFileSync(table, 'extent,coupling,error\n6,5.66,0.001\n8,5.675,0.001\n12,5.685,0.002\n');
  const ask = ['--x', 'extent^-3', '--y', 'coupling'];
  const { stdout } = await callMain(['fit', table, ...ask, '--error', 'error', '--at', '0', '--json']);
  const [{ mean, error }] = JSON.parse(stdout).averages;
  // By hand: weighted straight line through (1/216, 5.66), (1/512, 5.675), (1/1728, 5.685).
  const w = [1, 1, 0.25].map(value => value * 1e6);
  const x = [1 / 216, 1 / 512, 1 / 1728];
  const y = [5.66, 5.675, 5.685];
  const sum = (of: (i: number) => number) => w.reduce((total, weight, i) => total + weight * of(i), 0);
  const [s, sx, sy, sxx, sxy] = [
    () => 1,
    (i: number) => x[i],
    (i: number) => y[i],
    (i: number) => x[i] ** 2,
    (i: number) => x[i] * y[i],
  ].map(sum);
  expect(mean).toBeCloseTo((sxx * sy - sx * sxy) / (s * sxx - sx ** 2), 10);
  expect(error).toBeCloseTo(Math.sqrt(sxx / (s * sxx - sx ** 2)), 10);
  const said = async (argv: readonly string[]) => (await callMain(['fit', ...argv])).stderr;
  expect(await said([table, ...ask])).toContain('name the column with --error');
  expect(await said([table, ...ask, '--error', 'sigma'])).toContain(
    'has no column sigma; it has extent, coupling, error',
  );
  expect(await said([join(parent, 'none.csv'), ...ask, '--error', 'error'])).toMatch(/none\.csv.*(exist|no such)/i);
  expect(await said([table, runs[0], ...ask, '--error', 'error'])).toContain('is a file beside others');
  expect(await said([runs[0], '--x', 'beta', '--y', 'plaquett'])).toContain('plaquett cannot be analysed');
  expect(await said([...runs, '--x', 'gamma', '--y', 'plaquette'])).toContain('gamma is no number of the run file');
  expect(await said([...runs, '--x', 'beta^zero', '--y', 'plaquette'])).toContain('is no quantity');
  expect(await said([...runs, '--x', 'beta', '--y', 'plaquette', '--model', 'cubic'])).toContain(
    'Expected names out of constant',
  );
});
