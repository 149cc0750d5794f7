import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { analyse } from '../../src/analysis/analysis.ts';
import { relate, requireReplicas } from '../../src/analysis/relation.ts';
import { readRun } from '../../src/cli/command/readRun.ts';
import {
  autoregressiveChain,
  gammaMethod,
  gammaMethodOfReplicas,
  splitRHat,
} from '../../src/measure/statistics/index.ts';
import { temporaryFolder } from '../cli/temporaryFolder.ts';
import { type LogLine, sampleLog, theory, writeRun } from './folders.fixture.ts';

const parent = temporaryFolder();
const seeded = (seed: number) => theory.replace('seed = 7', `seed = ${seed}`);
const run = readRun(writeRun(parent, 'one', sampleLog()));
const other = readRun(writeRun(parent, 'two', sampleLog(300, 8), seeded(8)));
const production = (lines: readonly LogLine[]) => lines.filter(({ phase }) => phase === 'production');
const plaquettes = (lines: readonly LogLine[]) => lines.map(({ plaquette }) => plaquette as number);

describe('one run', () => {
  const analysis = analyse([run]);
  const scalar = (name: string) => [...analysis.scalars, ...analysis.derived].find(found => found.name === name)!;

  test('a number has the estimate of the Γ-method over production', () => {
    expect(scalar('plaquette').estimate).toEqual(gammaMethod(plaquettes(production(sampleLog()))));
    expect(analysis.trajectories).toEqual([400]);
    expect(scalar('plaquette').bulkSamples).toBeGreaterThan(20);
  });

  test('moments follow from the values: χ = V_s (⟨|P|²⟩ − ⟨|P|⟩²), ⟨Q²⟩/V, the Binder cumulant', () => {
    const lines = production(sampleLog()).map(({ observables }) => observables as Record<string, number | number[]>);
    const average = (f: (line: Record<string, number | number[]>) => number) =>
      lines.reduce((sum, line) => sum + f(line), 0) / lines.length;
    const modulus = ({ polyakovLoopComplex }: Record<string, number | number[]>) =>
      Math.hypot(...(polyakovLoopComplex as number[]));
    // Sums of 400 values differ by rounding alone.
    expect(scalar('polyakovSusceptibility').estimate.mean).toBeCloseTo(
      64 * (average(line => modulus(line) ** 2) - average(modulus) ** 2),
      12,
    );
    expect(scalar('polyakovBinder').estimate.mean).toBeCloseTo(
      1 - average(line => modulus(line) ** 4) / (3 * average(line => modulus(line) ** 2) ** 2),
      12,
    );
    expect(scalar('topologicalSusceptibility').estimate.mean).toBeCloseTo(
      average(line => (line.topologicalCharge as number) ** 2) / 256,
      12,
    );
  });

  test('acceptance and ⟨e^−ΔH⟩ are made of what was logged', () => {
    const lines = production(sampleLog());
    expect(scalar('acceptance').estimate.mean).toBeCloseTo(lines.filter(({ accepted }) => accepted).length / 400, 12);
    expect(scalar('expMinusDeltaH').estimate.mean).toBeCloseTo(
      lines.reduce((sum, { deltaH }) => sum + Math.exp(-(deltaH as number)), 0) / 400,
      12,
    );
  });

  test('a list has an estimate per component, a covariance, and masses where it is a correlator', () => {
    const [correlator] = analysis.lists;
    expect(correlator.estimates).toHaveLength(6);
    expect(correlator.estimates[0]).toMatchObject({ samples: 200 });
    correlator.jackknifeErrors.forEach((error, k) => {
      // Two estimates of one error from 200 correlated measurements.
      expect(error / correlator.estimates[k].error).toBeGreaterThan(0.5);
      expect(error / correlator.estimates[k].error).toBeLessThan(2);
      expect(correlator.correlation[k][k]).toBeCloseTo(1, 12);
    });
    expect(correlator.curves[0].masses!.kind).toBe('cosh');
    const first = correlator.curves[0].masses!.values[0];
    if ('failure' in first) throw new Error(first.failure);
    expect(Math.abs(first.mass.mean - 0.8)).toBeLessThan(4 * first.mass.error);
  });

  test('--from counts from a trajectory on, names choose observables, unknown ones are reported', () => {
    const cut = analyse([run], { from: 211, observables: ['plaquette', 'acceptance'] });
    expect(cut.trajectories).toEqual([200]);
    expect(cut.scalars.map(({ name }) => name)).toEqual(['plaquette', 'acceptance']);
    const derived = analyse([run], { observables: ['topologicalSusceptibility'] });
    expect(derived.derived.map(({ name }) => name)).toEqual(['topologicalSusceptibility']);
    expect(() => analyse([run], { observables: ['plaquete'] })).toThrow(
      /plaquete cannot be analysed: measured are deltaH/,
    );
  });

  test('too few measurements are reported by name and never given an error', () => {
    const short = analyse([readRun(writeRun(parent, 'short', sampleLog(5)))]);
    expect(short.scalars).toEqual([]);
    expect(short.unusable.map(({ reason }) => reason).join('\n')).toMatch(
      /plaquette has 5 values, the Gamma-method needs/,
    );
  });
});

test('lags are counted in trajectories across a gap', () => {
  const lines = sampleLog().filter((_, i) => i < 150 || i >= 200);
  const values = plaquettes(production(lines));
  const trajectories = production(lines).map(({ trajectory }) => trajectory as number);
  const expected = gammaMethodOfReplicas([values], { trajectories: [trajectories] });
  const [{ estimate }] = analyse([readRun(writeRun(parent, 'gap', lines))], { observables: ['plaquette'] }).scalars;
  expect(estimate).toEqual(expected);
});

describe('several runs', () => {
  test('with other seeds are replicas: joined, with R̂', () => {
    expect(relate([run, other]).relation).toBe('replicas');
    const [{ estimate }] = analyse([run, other], { observables: ['plaquette'] }).scalars;
    const both = [plaquettes(production(sampleLog())), plaquettes(production(sampleLog(300, 8)))];
    expect(estimate).toEqual(gammaMethodOfReplicas(both));
    expect(estimate.rHat).toBe(splitRHat(both));
  });

  test('of different theories are distinguished and never joined', () => {
    const stronger = readRun(writeRun(parent, 'stronger', sampleLog(), seeded(9).replace('2.7', '2.8')));
    const related = relate([run, stronger]);
    expect(related.relation).toBe('different theories');
    expect(related.differences.join()).toMatch(/action\.gauge\.beta is 2\.7 in the first run, here 2\.8/);
    expect(() => requireReplicas(related, 'Do otherwise.')).toThrow(/cannot be joined[\s\S]*Do otherwise\.$/);
  });

  test('of one theory by another method are compared, not joined', () => {
    const longer = readRun(writeRun(parent, 'longer', sampleLog(), `${seeded(9)}sampler.steps = 30\n`));
    expect(relate([run, longer]).relation).toBe('one theory');
  });

  test('with one seed are one chain, which must not count twice', () => {
    const copy = readRun(writeRun(parent, 'copy', sampleLog()));
    expect(() => relate([run, copy])).toThrow(/same seed 7, so they are one chain/);
  });
});

describe('labels of earlier versions in observables.json', () => {
  const labels = [1, 2].flatMap(R => [1, 2, 3].map(T => `W(${R},${T})`));
  const noise = autoregressiveChain(1, 410 * 6, 11);
  const lines = sampleLog().map((line, i) => ({
    ...line,
    observables: {
      loops: [1, 2].flatMap(R =>
        [1, 2, 3].map(T => Math.exp(-0.4 * R * T) * (1 + 0.001 * noise[6 * i + 3 * R + T - 4])),
      ),
    },
  }));

  test('tell which positions belong together; of Wilson loops the effective potential follows', () => {
    const folder = writeRun(parent, 'loops', lines);
    writeFileSync(
      join(folder, 'observables.json'),
      JSON.stringify({ loops: { labels, shape: 'loops', title: 'Wilson loops' } }),
    );
    const [list] = analyse([readRun(folder)]).lists;
    expect(list).toMatchObject({
      title: 'Wilson loops',
      positions: ['R=1,T=1', 'R=1,T=2', 'R=1,T=3', 'R=2,T=1', 'R=2,T=2', 'R=2,T=3'],
    });
    expect(list.curves.map(({ name, x }) => [name, x])).toEqual([
      ['R=1', [1, 2, 3]],
      ['R=2', [1, 2, 3]],
    ]);
    list.curves.forEach(({ masses }, k) => {
      const [potential] = masses!.values;
      if ('failure' in potential) throw new Error(potential.failure);
      // V(R) = 0.4 R of an area law.
      expect(Math.abs(potential.mass.mean - 0.4 * (k + 1))).toBeLessThan(4 * potential.mass.error);
    });
  });

  test('a file that is no such table is refused', () => {
    const folder = writeRun(parent, 'labels', lines);
    writeFileSync(join(folder, 'observables.json'), '{ "loops": { "labels": 3 } }');
    expect(() => readRun(folder)).toThrow(/observables\.json is no table of observables; expected/);
  });
});
