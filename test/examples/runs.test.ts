/** Every run file of a gauge theory in examples/, shortened, with the real physics: what its folder holds afterwards. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import { exitCodes, main } from '../../src/cli/main.ts';
import { parseToml } from '../../src/runfile/input/toml.ts';
import { runFiles } from '../../src/runfolder/claim.ts';
import { assemble } from '../../src/simulation/assemble.ts';
import { temporaryFolder } from '../cli/temporaryFolder.ts';

const examples = fileURLToPath(new URL('../../examples', import.meta.url));
const names = readdirSync(examples).filter(name => /^su2-.*\.toml$/.test(name));
const base = temporaryFolder();

/** Enough production for error bars, and no more. */
const short: Record<string, number> = { thermalise: 2, train: 3, trajectories: 8 };
const shortened = (text: string) =>
  text.replace(/^(thermalise|train|trajectories) = \d+/gm, (_, name: string) => `${name} = ${short[name]}`);

const always = ['trajectory', 'phase', 'deltaH', 'accepted', 'plaquette', 'cgIterations', 'extra', 'crc32'];
const inEveryFolder = [
  ...['params.toml', 'resolved.toml', 'provenance.json', 'log.jsonl'],
  ...['summary.json', 'report.html', 'citations.bib'],
];
const estimateKeys = [
  'mean',
  'error',
  'errorOfError',
  'blockError',
  'tauInt',
  'tauIntError',
  'window',
  'samples',
  'effectiveSamples',
];

describe.each(names)('%s', name => {
  const file = join(base, name);
  const folder = join(base, name.replace('.toml', ''));
  const text = shortened(readFileSync(join(examples, name), 'utf8'));
  const learns = text.includes('[training]');
  const every = Number(/chiralCondensate = \{ every = (\d+)/.exec(text)?.[1]);
  const read = (part: string) => readFileSync(join(folder, part), 'utf8');
  const learnt = () => Object.keys(JSON.parse(read('weights.json')).weights).map(weight => `weight.${weight}`);

  beforeAll(async () => {
    writeFileSync(file, text);
    const argv = ['run', file, '--out', folder, '--machine', 'wasm128', '--quiet'];
    const stderr: string[] = [];
    const silent = { write: () => true };
    const code = await main(argv, { assemble, stdout: silent, stderr: { write: piece => stderr.push(piece) } });
    expect({ code, stderr }).toEqual({ code: exitCodes.ok, stderr: [] });
  }, 60_000);

  test('leaves the files that are documented, weights only where some were learnt', () => {
    const left = readdirSync(folder);
    expect(runFiles).toEqual(expect.arrayContaining(left));
    expect(left).toEqual(expect.arrayContaining(inEveryFolder));
    expect(left.includes('weights.json')).toBe(learns);
  });

  test('params.toml is the file as it was, resolved.toml the same run with nothing left out', () => {
    expect(read('params.toml')).toBe(text);
    expect(parseToml('resolved.toml', read('resolved.toml'))).toMatchObject(parseToml(name, text));
  });

  test('log.jsonl has one line per trajectory with the documented keys', () => {
    const lines = read('log.jsonl')
      .trimEnd()
      .split('\n')
      .map(line => JSON.parse(line))
      .map(({ seconds: _, ...physics }) => physics);
    const training = learns ? short.train : 0;
    expect(lines.map(({ trajectory }) => trajectory)).toEqual(
      Array.from({ length: short.thermalise + training + short.trajectories }, (_, k) => k + 1),
    );
    for (const line of lines) {
      const trained = line.phase === 'train';
      const condensed = line.trajectory % every === 0;
      expect(Object.keys(line).toSorted()).toEqual(
        [
          ...always,
          'polyakovLoop',
          ...(condensed ? ['chiralCondensate'] : []),
          ...(trained ? ['loss'] : []),
        ].toSorted(),
      );
      const weights = Object.keys(line.extra).filter(key => key.startsWith('weight.'));
      expect(weights.length > 0).toBe(trained);
      if (trained) expect(learnt()).toEqual(expect.arrayContaining(weights));
      expect(Object.keys(line.extra)).toEqual([
        ...['forceRms.gauge', 'forceRms.fermion', 'unitarityDefect'],
        ...(trained ? ['r', 'rDifference', 'gradientNorm', ...weights] : []),
        'residual',
        'dslash',
      ]);
      expect(Math.abs(line.plaquette)).toBeLessThan(1);
      // Rounding of one trajectory of some sixty moves.
      expect(line.extra.unitarityDefect).toBeLessThan(1e-13);
    }
  });

  test('summary.json has the documented names, and no mean without an error', () => {
    const { outcome, trajectories, estimates, reference, training } = JSON.parse(read('summary.json'));
    expect(outcome).toBe('complete');
    expect(trajectories).toEqual({ thermalise: 2, train: learns ? 3 : 0, production: 8 });
    const measuredOften = ['plaquette', 'polyakovLoop', 'acceptance', 'expMinusDeltaH'];
    expect(Object.keys(estimates).toSorted()).toEqual(
      [...measuredOften, ...(every === 1 ? ['chiralCondensate'] : [])].toSorted(),
    );
    for (const estimate of Object.values(estimates)) expect(Object.keys(estimate as object)).toEqual(estimateKeys);
    expect(training === undefined).toBe(!learns);
    // What did not move, because none of eight trajectories was accepted, has no error and is not compared.
    const moved = ['plaquette', 'polyakovLoop', 'chiralCondensate'].some(
      one => typeof estimates[one]?.error === 'number',
    );
    expect(reference === undefined).toBe(name.includes('nf2') || !moved);
  });

  test('weights.json names the network and every weight', () => {
    if (!learns) return expect(names).toContain('su2-hmc.toml');
    const { format, version, network, weights, provenance } = JSON.parse(read('weights.json'));
    expect({ format, version }).toEqual({ format: 'cask-weights', version: 1 });
    const { kind = 'identity' } = (parseToml(name, text).network as { kind?: string }) ?? {};
    expect(network.kind).toBe(kind);
    // Without a network: three factors and three masses.
    expect(Object.keys(weights)).toHaveLength(name.includes('nf2') ? 1 : kind === 'cask' ? 4 : 6);
    expect(provenance).toMatchObject({ seed: 20240728, trainingTrajectories: 3, effectiveMass: 0.4 });
  });

  test('report.html needs no network; citations.bib and provenance.json say where it comes from', () => {
    const page = read('report.html');
    expect(page).toMatch(/^<!doctype html>/);
    expect(page).toContain('<svg');
    expect(page).not.toMatch(/(src|href|action)\s*=(?!"#)|url\(|@import|https?:\/\//i);
    expect(read('citations.bib')).toContain('@article{Duane:1987de');
    expect(read('citations.bib').includes('Nagai:2025rok')).toBe(text.includes('kind = "cask"'));
    expect(JSON.parse(read('provenance.json'))).toMatchObject({ program: 'cask', machine: 'wasm128', seed: 20240728 });
  });
});
