import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { densitySlice } from '../../src/cli/measuring/densitySlice.ts';
import { writePng } from '../../src/cli/raster.ts';
import { configurationOf } from '../../src/files/index.ts';
import { saveConfiguration } from '../../src/files/node/index.ts';
import { tableFromCsv } from '../../src/files/table/csv.ts';
import { coldStart, hotStart } from '../../src/gauge/index.ts';
import { groupNamed } from '../../src/group/index.ts';
import { key, Lattice } from '../../src/lattice/index.ts';
import { topologicalChargeDensity } from '../../src/measure/observables/index.ts';
import { figureKinds } from '../../src/report/figures/index.ts';
import { callMain } from '../cli/callMain.ts';
import { temporaryFolder } from '../cli/temporaryFolder.ts';
import { sampleLog, theory, writeRun } from './folders.fixture.ts';

const parent = temporaryFolder();
const times = [0.5, 1, 1.5, 2, 2.5, 3];
const distances = [1, Math.SQRT2, 2];
const labels = ['W(1,', 'W(1,1,0;', 'W(2,'].flatMap(begin => [1, 2, 3].map(T => `${begin}${T})`));
const withFlow = (seed: number) =>
  sampleLog(400, seed).map((line, i) => ({
    ...line,
    loss: line.phase === 'thermalise' ? 1 : 2,
    extra: { ...(line.extra as object), 'weight.rho0': 0.1 * (1 - Math.exp(-i / 100)) },
    observables: {
      ...(line.observables as object),
      // t²E = t/5 reaches 0.3 at t = 1.5; what fluctuates is a common factor.
      wilsonLoops: distances.flatMap(R => [1, 2, 3].map(T => Math.exp(-0.4 * R * T) * (line.plaquette as number))),
      flowEnergy: times.map(t => (0.2 * (1 + 0.1 * ((line.plaquette as number) - 0.7))) / t),
    },
  }));
const one = writeRun(parent, 'one', withFlow(7));
const two = writeRun(parent, 'two', withFlow(8), theory.replace('seed = 7', 'seed = 8'));
for (const folder of [one, two]) {
  writeFileSync(
    join(folder, 'observables.json'),
    JSON.stringify({ flowEnergy: { axis: times, label: 't/a²' }, wilsonLoops: { labels } }),
  );
}
const observables: Record<string, string> = {
  list: 'wilsonPion',
  mass: 'wilsonPion',
  flow: 'flowEnergy',
  scatter: 'polyakovLoopComplex',
};

describe.each(Object.keys(figureKinds))('cask plot --figure %s', kind => {
  const out = join(parent, `${kind}.svg`);
  const named = kind in observables ? ['--observable', observables[kind]] : [];

  test('is a drawing with labels and the parameters, of finite coordinates, in two sizes', async () => {
    const { code, stderr, stdout } = await callMain(['plot', one, two, '--figure', kind, ...named, '--out', out]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain('SU(2), 4×4×4×4, β = 2.7');
    const svg = readFileSync(out, 'utf8');
    expect(svg).toMatch(/^<svg [^>]*xmlns="http:\/\/www\.w3\.org\/2000\/svg"/);
    expect(svg).not.toMatch(/NaN|Infinity|undefined|<script|var\(/);
    expect(svg.match(/class="label"/g)).toHaveLength(2);
    expect(svg).toContain('prefers-color-scheme: dark');
    await callMain(['plot', one, '--figure', kind, ...named, '--out', out, '--size', 'column', '--force']);
    expect(readFileSync(out, 'utf8')).toMatch(/ width="(420|720)"/);
  });

  test('its numbers are a table, with its caption, and every point is one that is drawn', async () => {
    const csv = join(parent, `${kind}.csv`);
    const { code, stdout } = await callMain(['plot', one, '--figure', kind, ...named, '--out', csv]);
    const { columns, attributes } = tableFromCsv(readFileSync(csv, 'utf8'));
    expect({ code, stdout }).toEqual({ code: 0, stdout: `${csv}: ${attributes.caption}\n` });
    const numbers = columns.filter(({ values }) => values instanceof Float64Array);
    expect(numbers.length).toBeGreaterThanOrEqual(2);
    expect(numbers[0].values.length).toBeGreaterThan(2);
    for (const { values } of numbers.slice(0, 2)) expect([...values].every(Number.isFinite)).toBe(true);
  });
});

describe('cask plot', () => {
  test('numbers of a history are those of the log, of each run by its name', async () => {
    const csv = join(parent, 'plaquettes.csv');
    await callMain(['plot', one, two, '--figure', 'history', '--observable', 'plaquette', '--out', csv]);
    const { columns } = tableFromCsv(readFileSync(csv, 'utf8'));
    expect(columns.map(({ name }) => name)).toEqual(['curve', 'trajectory', 'plaquette']);
    const logged = [7, 8].flatMap(seed => sampleLog(400, seed).map(line => line.plaquette));
    expect([...columns[2].values]).toEqual(logged);
    expect(new Set(columns[0].values as string[]).size).toBe(2);
  });

  test.each(['loss', 'scatter'])('--figure %s is not drawn of something else', async figure => {
    const out = join(parent, 'other.svg');
    const other = figure === 'loss' ? 'plaquette' : 'wilsonPion';
    const { code, stderr } = await callMain(['plot', one, '--figure', figure, '--observable', other, '--out', out]);
    expect({ code, stderr }).toMatchObject({
      code: 2,
      stderr: expect.stringContaining(`There is no ${figure} of ${other}`),
    });
    expect(existsSync(out)).toBe(false);
  });

  test('marks t₀ where t²⟨E⟩ reaches 0.3', async () => {
    const out = join(parent, 't0.svg');
    const { stdout } = await callMain(['plot', one, '--figure', 'flow', '--observable', 'flowEnergy', '--out', out]);
    const [, mean] = /t₀\/a² = ([\d.]+)\(/.exec(stdout)!;
    // The plaquette lies within 0.01 of 0.7, so that the common factor is 1 to a thousandth.
    expect(Math.abs(Number(mean) - 1.5)).toBeLessThan(2e-3);
  });

  test('finds the distances of Wilson loops in their labels', async () => {
    const out = join(parent, 'potential.svg');
    await callMain(['plot', one, '--figure', 'potential', '--out', out, '--force']);
    // Three distances at each of two times; of an area law both times give one potential.
    const dots = [...readFileSync(out, 'utf8').matchAll(/<circle class="fill\d" cx="([\d.]+)" cy="([\d.]+)"/g)];
    expect(new Set(dots.map(([, x]) => x)).size).toBe(3);
    expect(new Set(dots.map(([, x, y]) => `${x} ${y}`)).size).toBe(3);
    expect(dots).toHaveLength(6);
  });

  test('keeps what exists, and tells what cannot be drawn', async () => {
    const out = join(parent, 'kept.svg');
    writeFileSync(out, 'mine');
    const history = ['plot', one, '--figure', 'history', '--out'];
    expect((await callMain([...history, out])).stderr).toMatch(/exists already/);
    expect(readFileSync(out, 'utf8')).toBe('mine');
    expect((await callMain([...history, join(parent, 'x.gif')])).stderr).toMatch(/end it with \.svg or \.png/);
    const { code, stderr } = await callMain(['plot', one, '--figure', 'mass', '--observable', 'plaquette']);
    expect(code).toBe(2);
    expect(stderr).toMatch(/There is no mass of plaquette .* Measured are deltaH, accepted, plaquette/);
    expect((await callMain(['plot', one, '--figure', 'list'])).stderr).toMatch(
      /can be drawn of wilsonLoops, flowEnergy, wilsonPion; name one with --observable/,
    );
  });

  test('PNG needs a program that draws; without one a sentence says so', () => {
    expect(() => writePng(join(parent, 'x.png'), '<svg width="10" height="10"/>', parent)).toThrow(
      /none of rsvg-convert, chromium.* is installed\. Install one, or give a name that ends with \.svg/,
    );
    expect(existsSync(join(parent, 'x.png'))).toBe(false);
  });
});

describe('densities of a configuration', () => {
  const lattice = new Lattice([2, 4, 2, 4]);
  const u = hotStart(lattice, groupNamed('SU(2)'), key(1, 0, 'start'));
  const options = { file: 'hot', quantity: 'topologicalDensity' } as const;

  test('a slice holds the density of its sites', () => {
    const density = lattice.field(1);
    topologicalChargeDensity(u, 'clover', density);
    const { rows, xLabel, yLabel } = densitySlice(configurationOf(u), { ...options, slice: { x: 1, z: 1 } });
    expect([xLabel, yLabel]).toEqual(['y/a', 't/a']);
    expect(rows).toHaveLength(4);
    // Links go through the order of the file and back, which changes no bit; sums of other machines round differently.
    rows.forEach((row, t) => {
      row.forEach((value, y) => {
        expect(value).toBeCloseTo(density.get([1, y, 1, t], 0), 12);
      });
    });
  });

  test('flow smooths it, and a vacuum has none', () => {
    const size = ({ rows }: { rows: readonly (readonly number[])[] }) => Math.max(...rows.flat().map(Math.abs));
    const energy = { ...options, quantity: 'energyDensity', slice: {} } as const;
    const rough = size(densitySlice(configurationOf(u), energy));
    expect(size(densitySlice(configurationOf(u), { ...energy, flow: 2 }))).toBeLessThan(rough / 2);
    const vacuum = coldStart(lattice, groupNamed('SU(2)'));
    expect(size(densitySlice(configurationOf(vacuum), { ...options, slice: {} }))).toBe(0);
  });

  test('slices that do not exist are refused', () => {
    const slice = (fixed: object) => () => densitySlice(configurationOf(u), { ...options, slice: fixed });
    expect(slice({ y: 4 })).toThrow(/no y = 4 on a lattice of 2×4×2×4/);
    expect(slice({ x: 0, y: 0, z: 0 })).toThrow(/leave two open/);
  });

  test('the command draws it from a file', async () => {
    const file = join(parent, 'hot.lime');
    saveConfiguration(file, configurationOf(u), { format: 'ildg' });
    const out = join(parent, 'density.svg');
    const { code, stderr } = await callMain([
      'plot',
      file,
      '--figure',
      'energyDensity',
      '--slice',
      'z=1,t=2',
      '--out',
      out,
    ]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(readFileSync(out, 'utf8')).toMatch(/Energy density \(clover\) without smoothing at z = 1, t = 2\. SU\(2\)/);
    expect((await callMain(['plot', one, '--figure', 'energyDensity'])).stderr).toMatch(/one configuration file/);
  });
});
