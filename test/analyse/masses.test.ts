/** Masses from run folders: folding, fits, matrices of correlators, figures and what the diagnosis says of them. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { analyse } from '../../src/analysis/analysis.ts';
import { diagnose } from '../../src/analysis/diagnose/index.ts';
import { readRun } from '../../src/cli/command/readRun.ts';
import { stateShape } from '../../src/measure/statistics/index.ts';
import { exactMatrix, syntheticCorrelator } from '../../src/measure/statistics/syntheticCorrelator.fixture.ts';
import { callMain } from '../cli/callMain.ts';
import { temporaryFolder } from '../cli/temporaryFolder.ts';
import { theory, writeRun } from './folders.fixture.ts';

const parent = temporaryFolder();
const long = theory.replace('[4, 4, 4, 4]', '[4, 4, 4, 16]');
const extent = 16;
const length = 300;
let written = 0;

/** A run folder with one list of correlators, `series[k][i]` at position k of measurement i. */
function folderWith(
  series: readonly (readonly number[] | Float64Array)[],
  facts: object,
  name = 'wilsonHadrons',
): string {
  written++;
  const lines = Array.from({ length }, (_, i) => ({
    trajectory: i + 1,
    phase: 'production',
    plaquette: 0.5 + 0.01 * Math.sin(i * i),
    observables: { [name]: series.map(values => values[i]) },
  }));
  const folder = writeRun(parent, `run-${written}`, lines, long);
  writeFileSync(
    join(folder, 'observables.json'),
    JSON.stringify({ [name]: { shape: 'correlator', axis: 't/a', ...facts } }),
  );
  return folder;
}

const analysed = (folder: string) => analyse([readRun(folder)]);
const times = Array.from({ length: extent }, (_, t) => t);
const channels = (...names: string[]) => ({
  channel: names.flatMap(name => times.map(() => name)),
  t: names.flatMap(() => times),
});
const states = [
  [1, 0.4],
  [0.6, 1.1],
] as const;
const synthetic = (seed: number, fold: 1 | -1 | 0 = 1) =>
  syntheticCorrelator({ extent, length, seed, tauInt: 1, states, fold, noise: 0.02 });

describe('a correlator', () => {
  test.each([
    [1, 'cosh'],
    [-1, 'sinh'],
    [0, 'logarithmic'],
  ] as const)('of fold %d has %s effective masses and the planted mass', (fold, kind) => {
    const { derived, lists } = analysed(folderWith(synthetic(21, fold), { coordinates: channels('P'), fold }));
    const [curve] = lists[0].curves;
    expect(curve.masses).toMatchObject({ kind, fold });
    const { estimate, unit } = derived.find(({ name }) => name === 'mass.wilsonHadrons')!;
    expect(Math.abs(estimate.mean - 0.4)).toBeLessThan(3 * estimate.error);
    expect(estimate.error).toBeLessThan(0.02);
    expect(unit).toMatch(/^1\/a; two states, t 1 … \d, χ² \d\.\d\/\d, carries 0\.\d\d of \d+ fits; spread of fits/);
  });

  test('whose fold nobody knows is folded as its data say', () => {
    for (const [fold, kind] of [
      [1, 'cosh'],
      [-1, 'sinh'],
    ] as const) {
      const { lists } = analysed(folderWith(synthetic(22, fold), { coordinates: { t: times } }, 'correlators'));
      expect(lists[0].curves[0].masses).toMatchObject({ kind, fold });
    }
  });

  test('of noise has no mass, and the analysis says why', () => {
    const noise = times.map(t => Float64Array.from({ length }, (_, i) => Math.sin((i + 1) * (17 * t + 3.3) ** 2)));
    const { derived, unusable } = analysed(folderWith(noise, { coordinates: { t: times }, fold: 1 }));
    expect(derived.map(({ name }) => name)).not.toContain('mass.wilsonHadrons');
    expect(unusable.map(({ reason }) => reason).join('\n')).toMatch(/mass of .*: C\(t\) has a signal at \d times/);
  });

  test('that no sum of exponentials describes is doubted', () => {
    const bent = synthetic(23).map((values, t) =>
      values.map(value => value * (1 + 0.3 * Math.cos(2 * Math.min(t, extent - t)))),
    );
    const folder = folderWith(bent, { coordinates: channels('P'), fold: 1 });
    const run = readRun(folder);
    expect(
      diagnose([run], analyse([run]))
        .map(({ sentence }) => sentence)
        .join('\n'),
    ).toMatch(/^No fit describes the .*: the best, .* on t \d … \d, has χ² [\d.]+ for \d degrees of freedom/m);
  });

  test('is drawn with its fit: a band and a line', async () => {
    const folder = folderWith(synthetic(24), { coordinates: channels('P'), fold: 1 });
    const file = join(folder, 'mass.svg');
    const { code } = await callMain([
      'plot',
      folder,
      '--figure',
      'mass',
      '--observable',
      'wilsonHadrons',
      '--out',
      file,
    ]);
    expect(code).toBe(0);
    const svg = readFileSync(file, 'utf8');
    expect(svg).toMatch(/<rect class="band"/);
    expect(svg).toMatch(/<polyline class="curve/);
    expect(svg).toMatch(/Bands: fits, averaged: 0\.(39|40)\d*\(\d+\)/);
    expect(svg).not.toMatch(/NaN/);
  });
});

describe('a matrix of correlators', () => {
  const energies = [0.35, 0.8];
  const overlaps = [
    [1, 0.6],
    [0.7, -0.8],
  ];
  const names = ['A', 'A-B', 'B-A', 'B'];
  /** C_ij(t) of both directions, with common noise. */
  const matrix = (noise: number) => {
    const common = syntheticCorrelator({ extent, length, seed: 31, tauInt: 1, states: [[1, 0.1]], noise: 1 });
    const both = (t: number, i: number, j: number) =>
      exactMatrix(overlaps, energies, t)[i][j] + exactMatrix(overlaps, energies, extent - t)[i][j];
    return [0, 1].flatMap(i =>
      [0, 1].flatMap(j =>
        times.map(t => {
          const scale = common[Math.min(t, extent - t)];
          const centre = stateShape(Math.min(t, extent - t), 0.1, extent, 1, 0);
          return scale.map(value => both(t, i, j) * (1 + noise * (value / centre - 1)));
        }),
      ),
    );
  };

  test('gives the energies of its states', () => {
    const { derived, unusable } = analysed(
      folderWith(matrix(0.01), {
        coordinates: channels(...names),
        fold: Object.fromEntries(names.map(name => [name, 1])),
      }),
    );
    energies.forEach((energy, state) => {
      const found = derived.find(({ name }) => name === `energy${state}[A, B].wilsonHadrons`);
      expect(found, unusable.map(({ reason }) => reason).join('\n')).toBeDefined();
      // The vectors are exact for states that run forward alone; what runs backward is e^{−E(T − 6)} of it at t_d.
      expect(Math.abs(found!.estimate.mean - energy)).toBeLessThan(4 * found!.estimate.error + 0.01);
      expect(found!.estimate.error).toBeLessThan(0.1);
    });
  });

  test('that is not complete is none', () => {
    const { derived } = analysed(
      folderWith(matrix(0.01).slice(0, 3 * extent), { coordinates: channels('A', 'A-B', 'B-A'), fold: 1 }),
    );
    expect(derived.map(({ name }) => name).filter(name => name.startsWith('energy'))).toEqual([]);
  });
});
