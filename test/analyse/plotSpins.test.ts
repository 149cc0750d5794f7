/** Figures of spins: runs beside each other as points of one curve, and what a model attends to. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { saveSpins } from '../../src/files/node/index.ts';
import { key, Lattice } from '../../src/lattice/index.ts';
import { autoregressiveChain } from '../../src/measure/statistics/index.ts';
import { weightsToText } from '../../src/network/index.ts';
import { powerLaw } from '../../src/report/figures/betweenRuns.ts';
import { attentionMap, beginLayers, effectiveModel, randomSpins } from '../../src/spin/index.ts';
import { callMain } from '../cli/callMain.ts';
import { temporaryFolder } from '../cli/temporaryFolder.ts';
import { writeRun } from './folders.fixture.ts';

const parent = temporaryFolder();
const dots = (file: string) => [...readFileSync(file, 'utf8').matchAll(/<circle class="fill(\d)"/g)].map(([, k]) => k);

/** A run of electrons on 4×4 whose MSE is (10/weights)^1.5. */
function slmcRun(layers: number, seed: number, beta = 10): string {
  const weights = 6 + 18 * layers;
  const effective = layers === 0 ? 'kind = "linear"' : `kind = "transformer", layers = ${layers}`;
  const noise = autoregressiveChain(1, 210, seed, 1);
  const variance = noise.reduce((sum, x) => sum + x * x, 0) / noise.length;
  const root = Math.sqrt((10 / weights) ** 1.5 / variance);
  const folder = writeRun(
    parent,
    `${layers}-${seed}-${beta}`,
    Array.from(noise, (x, k) => ({
      trajectory: k + 1,
      phase: k < 8 ? 'thermalise' : k < 10 ? 'train' : 'production',
      deltaH: x,
      accepted: x < 0.5,
      observables: { magnetisation: 1 / beta + 0.01 * x },
      extra: { r: root * x },
    })),
    `lattice.extent = [4, 4]
model = { kind = "doubleExchange", coupling = 1, beta = ${beta} }
sampler = { kind = "slmc" }
effective = { ${effective} }
training.batch = 2
schedule = { thermalise = 8, train = 2, trajectories = 200, seed = ${seed} }
`,
  );
  const list = Array.from({ length: weights }, (_, k) => ({ name: `w${k}`, value: k }));
  writeFileSync(join(folder, 'weights.json'), weightsToText({ kind: 'transformer' }, list, { seed }));
  return folder;
}

describe('runs beside each other', () => {
  const runs = [0, 1, 2, 3].flatMap(layers => [1, 2].map(seed => slmcRun(layers, 10 * layers + seed)));

  test('acceptance against layers: seeds make one point, with the linear model at the bottom', async () => {
    const out = join(parent, 'acceptance.svg');
    const { code, stderr } = await callMain(['plot', ...runs, '--figure', 'acceptanceByLayers', '--out', out]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(dots(out)).toEqual(['0', '0', '0', '0']);
  });

  test('loss against weights finds the power', async () => {
    const out = join(parent, 'loss.svg');
    const { code, stdout } = await callMain(['plot', ...runs, '--figure', 'lossByWeights', '--out', out]);
    expect(code).toBe(0);
    const [, power] = /transformer: \([\d.]+\(\d+\)\/x\)\^([\d.]+)/.exec(stdout)!;
    // The noise of every run is scaled to its mean square over all trajectories, 10 of which do not count.
    expect(Math.abs(Number(power) - 1.5)).toBeLessThan(0.3);
  });

  test('an observable against the temperature, a curve for each sampler', async () => {
    const out = join(parent, 'temperature.svg');
    const scan = [slmcRun(0, 5, 5), slmcRun(0, 6, 20), slmcRun(1, 7, 5)];
    const { stdout } = await callMain(['plot', ...scan, '--figure', 'byTemperature', '--out', out]);
    expect(stdout).toContain('magnetisation against the temperature, 3 points');
    // The samplers are the curves.
    expect(stdout).not.toContain('SLMC');
    expect(dots(out).sort()).toEqual(['0', '0', '1']);
  });

  test('are not drawn of links', async () => {
    const links = writeRun(
      parent,
      'links',
      [1, 2].map(trajectory => ({ trajectory, phase: 'production', accepted: true })),
    );
    const { code, stderr } = await callMain(['plot', links, '--figure', 'acceptanceByLayers']);
    expect({ code, stderr }).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/There is no acceptanceByLayers/),
    });
  });
});

test('a power law is found with its error', () => {
  const points = [40, 70, 100, 130].map(x => ({ x, y: (7.1 / x) ** 1.1, error: 0.05 * (7.1 / x) ** 1.1 }));
  const { scale, power, at } = powerLaw(points)!;
  expect(power.mean).toBeCloseTo(1.1, 8);
  expect(scale.mean).toBeCloseTo(7.1, 6);
  expect(at(100)).toBeCloseTo(0.071 ** 1.1, 8);
  // σ_b² = σ²/Σ(ln x − mean)², equal relative errors.
  const logs = points.map(({ x }) => Math.log(x));
  const mean = logs.reduce((a, b) => a + b) / logs.length;
  expect(power.error).toBeCloseTo(0.05 / Math.sqrt(logs.reduce((sum, x) => sum + (x - mean) ** 2, 0)), 8);
  expect(powerLaw(points.slice(0, 2))).toBeUndefined();
});

describe('attention of a configuration', () => {
  const lattice = new Lattice([4, 4]);
  const u = randomSpins(lattice, key(1, 0, 'start'));
  const model = effectiveModel({ extents: [4, 4], shells: 5, layers: 2 });
  beginLayers(model, 0.3, 1);
  const [file, weights, out] = ['spins.safetensors', 'attention.json', 'attention.svg'].map(name => join(parent, name));
  saveSpins(file, { extents: [4, 4], components: 3, spins: u.field.toArray() });
  const network = { kind: 'transformer', shells: 5, layers: 2, score: 'relu' };
  writeFileSync(weights, weightsToText(network, model.weights, { seed: 1 }));
  const plot = (...more: string[]) => callMain(['plot', file, '--figure', 'attention', '--out', out, ...more]);

  test('is drawn pair by pair', async () => {
    expect(await plot('--weights', weights, '--layer', '2')).toMatchObject({ code: 0, stderr: '' });
    const svg = readFileSync(out, 'utf8');
    const cells = [...svg.matchAll(/<path fill="rgb[^>]* d="([^"]*)"/g)].map(([, d]) => d.split('z').length - 1);
    expect(cells.reduce((a, b) => a + b)).toBe(16 * 16);
    const largest = Math.max(...attentionMap(model, u, 2));
    expect(svg).toContain(`>${largest.toPrecision(2)}<`);
  });

  test('needs a model that has the layer', async () => {
    expect((await plot()).stderr).toMatch(/needs --weights FILE/);
    expect((await plot('--weights', weights, '--layer', '3', '--force')).stderr).toMatch(/expected at least 3 layers/);
    expect((await plot('--weights', file, '--force')).code).toBe(2);
    expect(existsSync(out)).toBe(true);
  });
});
