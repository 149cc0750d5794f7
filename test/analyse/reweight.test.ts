import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readCsv } from '../../src/files/node/index.ts';
import { counterHash, hashNormal } from '../../src/measure/statistics/counterHash.ts';
import { callMain } from '../cli/callMain.ts';
import { temporaryFolder } from '../cli/temporaryFolder.ts';
import { type LogLine, theory, writeRun } from './folders.fixture.ts';

const parent = temporaryFolder();

/** The Ising model on L × L: how many states have so many bonds aligned more than not, and so large an |m|. */
function states(length: number) {
  const sites = length * length;
  const found = new Map<string, { bonds: number; order: number; count: number }>();
  for (let bits = 0; bits < 2 ** sites; bits++) {
    const spin = (x: number, y: number) => 1 - 2 * ((bits >> ((x % length) + length * (y % length))) & 1);
    let [bonds, sum] = [0, 0];
    for (let y = 0; y < length; y++) {
      for (let x = 0; x < length; x++) {
        bonds += spin(x, y) * (spin(x + 1, y) + spin(x, y + 1));
        sum += spin(x, y);
      }
    }
    const order = Math.abs(sum) / sites;
    const kind = found.get(`${bonds} ${order}`) ?? { bonds, order, count: 0 };
    kind.count++;
    found.set(`${bonds} ${order}`, kind);
  }
  return [...found.values()];
}
const statesOf = new Map([3, 4].map(length => [length, states(length)]));

function exact(all: ReturnType<typeof states>, beta: number, sites: number) {
  const weights = all.map(({ bonds, count }) => count * Math.exp(beta * bonds));
  const z = weights.reduce((a, b) => a + b, 0);
  const moment = (p: number) => all.reduce((sum, { order }, i) => sum + weights[i] * order ** p, 0) / z;
  return {
    mean: moment(1),
    susceptibility: sites * (moment(2) - moment(1) ** 2),
    binder: 1 - moment(4) / (3 * moment(2) ** 2),
  };
}

/** A run of independent configurations of the Ising model with the exact weights, as its log tells it. */
function isingRun(length: number, beta: number, seed: number, measurements = 1000): string {
  const all = statesOf.get(length)!;
  const cumulated = new Float64Array(all.length);
  all.forEach(({ bonds, count }, i) => {
    cumulated[i] = (i === 0 ? 0 : cumulated[i - 1]) + count * Math.exp(beta * bonds);
  });
  const total = cumulated[all.length - 1];
  const lines: LogLine[] = Array.from({ length: measurements }, (_, i) => {
    const wanted = (counterHash(seed, length, i) / 2 ** 32) * total;
    const { bonds, order } = all[cumulated.findIndex(sum => sum > wanted)];
    return { trajectory: i + 1, phase: 'production', action: -beta * bonds, observables: { magnetisation: order } };
  });
  const toml = `lattice.extent = [${length}, ${length}]
model = { kind = "ising", beta = ${beta} }
sampler.kind = "metropolis"
schedule = { thermalise = 0, trajectories = ${measurements}, seed = ${seed} }
`;
  return writeRun(parent, `ising-${length}-${beta}-${seed}`, lines, toml);
}

const small = [0.3, 0.45].map((beta, k) => isingRun(3, beta, 10 + k));
const large = [0.3, 0.45].map((beta, k) => isingRun(4, beta, 20 + k));
const ask = ['--observable', 'magnetisation', '--at', '0.3:0.45:7'];

test('the Ising model between two runs has its exact moments, peak and crossing', async () => {
  const { code, stdout } = await callMain(['reweight', ...small, ...large, ...ask, '--json']);
  expect(code).toBe(0);
  const { lattices, crossings, key } = JSON.parse(stdout);
  expect(key).toBe('model.beta');
  [3, 4].forEach((length, l) => {
    const all = statesOf.get(length)!;
    expect(lattices[l].extent).toEqual([length, length]);
    for (const point of lattices[l].points) {
      const { mean, susceptibility, binder } = exact(all, point.coupling, length * length);
      // Of 42 numbers in strong correlation: four σ.
      expect(Math.abs(point.mean.mean - mean)).toBeLessThan(4 * point.mean.error);
      expect(Math.abs(point.susceptibility.mean - susceptibility)).toBeLessThan(4 * point.susceptibility.error);
      expect(Math.abs(point.binder.mean - binder)).toBeLessThan(4 * point.binder.error);
      expect(point.mean.error).toBeLessThan(0.02);
      expect(point.effective).toBeGreaterThan(500);
    }
    const { logZ } = lattices[l].runs[1];
    const z = (beta: number) =>
      Math.log(all.reduce((sum, { bonds, count }) => sum + count * Math.exp(beta * bonds), 0));
    expect(Math.abs(logZ.mean - (z(0.45) - z(0.3)))).toBeLessThan(4 * logZ.error);
  });
  // Lattices as small as these do not cross within this window; nothing is made up.
  expect(crossings).toEqual([]);
});

test('text, table and figure; the peak of a susceptibility lies where it is exactly', async () => {
  const [csv, figure] = ['r.csv', 'r.svg'].map(name => join(parent, name));
  const runs = [0.2, 0.4].map((beta, k) => isingRun(4, beta, 30 + k, 2000));
  const { code, stdout } = await callMain([
    ...['reweight', ...runs, '--observable', 'magnetisation', '--csv', csv, '--figure', figure],
  ]);
  expect(code).toBe(0);
  expect(stdout).toContain('4×4, V = 16');
  const all = statesOf.get(4)!;
  const grid = Array.from({ length: 201 }, (_, i) => 0.2 + i / 1000);
  const best = grid.reduce((a, b) => (exact(all, b, 16).susceptibility > exact(all, a, 16).susceptibility ? b : a));
  const [, place, error] = /largest at (0\.\d+)\((\d+)\)/.exec(stdout)!;
  const sigma = Number(error) * 10 ** -(place.length - 2);
  expect(Math.abs(Number(place) - best)).toBeLessThan(4 * sigma);
  expect(sigma).toBeLessThan(0.02);
  const table = readCsv(csv);
  expect(table.columns.map(({ name }) => name)).toEqual([
    ...['sites', 'coupling', 'mean', 'meanError', 'susceptibility', 'susceptibilityError'],
    ...['binder', 'binderError', 'effective'],
  ]);
  expect(table.columns[0].values).toHaveLength(41);
  expect(existsSync(figure) && readFileSync(figure, 'utf8')).toContain('V (⟨m²⟩ − ⟨m⟩²)');
});

/** A gauge run whose plaquettes are normal around a response to β, as exp(β N_p p) times a Gaussian density makes them. */
function gaugeRun(beta: number, seed: number, changes: readonly [string, string][] = []): string {
  const [plaquettes, sigma] = [6 * 256, 0.002];
  const lines = Array.from({ length: 400 }, (_, i) => {
    const noise = hashNormal(seed, 1, i);
    const plaquette = 0.7 + (beta - 2.7) * plaquettes * sigma ** 2 + sigma * noise;
    return {
      trajectory: i + 1,
      phase: 'production',
      plaquette,
      observables: { polyakovLoopComplex: [0.3 * hashNormal(seed, 2, i), 0.3 * hashNormal(seed, 3, i)] },
    };
  });
  const toml = [['beta = 2.7', `beta = ${beta}`], ['seed = 7', `seed = ${seed}`], ...changes].reduce(
    (text, [from, to]) => text.replace(from, to),
    theory,
  );
  return writeRun(parent, `gauge-${beta}-${seed}`, lines, toml);
}

test('the plaquette follows β of the plaquette action; a Polyakov loop enters by its modulus', async () => {
  const runs = [2.6, 2.8].map((beta, k) => gaugeRun(beta, 40 + k));
  const { stdout } = await callMain(['reweight', ...runs, '--observable', 'plaquette', '--at', '2.7', '--json']);
  const [{ mean }] = JSON.parse(stdout).lattices[0].points;
  expect(Math.abs(mean.mean - 0.7)).toBeLessThan(4 * mean.error);
  expect(mean.error).toBeLessThan(2e-4);
  const modulus = await callMain(['reweight', ...runs, '--observable', 'polyakovModulus', '--json']);
  // √(π/2) 0.3, whatever β.
  const [first] = JSON.parse(modulus.stdout).lattices[0].points;
  expect(Math.abs(first.mean.mean - Math.sqrt(Math.PI / 2) * 0.3)).toBeLessThan(4 * first.mean.error);
  expect(JSON.parse(modulus.stdout).lattices[0].volume).toBe(64);
});

test.each<[string, () => string[], string]>([
  ['runs of other theories', () => [gaugeRun(2.6, 50), gaugeRun(2.8, 51, [['SU(2)', 'SU(3)']])], 'group.name'],
  ['one chain twice', () => [small[0], small[0]], 'are one chain'],
  ['couplings without overlap', () => [gaugeRun(2.0, 52), gaugeRun(7, 53)], 'do not overlap'],
  [
    'several couplings at once',
    () => [
      gaugeRun(2.6, 54, [
        ['{ kind = "plaquette", beta = 2.6 }', '{ kind = "loops", terms = [{ loop = "plaquette", beta = 2.6 }] }'],
      ]),
    ],
    'no single coupling',
  ],
  [
    'an improved action without rectangles',
    () => [gaugeRun(2.6, 55, [['"plaquette"', '"symanzik"']])],
    'needs rectangle',
  ],
])('refuses %s', async (_, folders, sentence) => {
  const { code, stderr } = await callMain(['reweight', ...folders(), '--observable', 'plaquette']);
  expect(code).toBe(2);
  expect(stderr).toContain(sentence);
});

test('an unknown or many-valued observable, and couplings that are none, are named', async () => {
  const [folder] = small;
  const unknown = await callMain(['reweight', folder, '--observable', 'magnetization']);
  expect([unknown.code, unknown.stderr]).toEqual([2, expect.stringContaining('magnetization was not measured')]);
  const list = await callMain(['reweight', gaugeRun(2.6, 60), '--observable', 'polyakovLoopComplex']);
  expect([list.code, list.stderr]).toEqual([2, expect.stringContaining('or polyakovModulus')]);
  const range = await callMain(['reweight', folder, '--observable', 'magnetisation', '--at', '3:2:5']);
  expect([range.code, range.stderr]).toEqual([2, expect.stringContaining('FROM < TO')]);
});
