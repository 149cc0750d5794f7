/** The run files of examples/theories: valid, explained, and two trajectories of each on a few sites. */
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { quarksOf } from '../../src/runfile/schema/action.ts';
import { callMain } from '../cli/callMain.ts';
import { firstComment, folder, numbersIn, runOf, theories, twoTrajectories } from './theories.fixture.ts';

/** Compiling kernels takes seconds of a processor, and much longer where many tests share it. */
const patience = 240_000;

describe.each(theories)('%s', name => {
  test('passes cask check, and its first comment says how to run it', async () => {
    const answer = await callMain(['check', join(folder, `${name}.toml`), '--no-preflight']);
    expect(answer).toMatchObject({ code: 0, stderr: '' });
    expect(firstComment(name)).toContain(`#   cask run examples/theories/${name}.toml`);
    expect(firstComment(name)).toMatch(/seconds|minute/);
  });

  test(
    'makes two trajectories with finite numbers, and measures what it asks for',
    async () => {
      const { run, records } = await twoTrajectories(name);
      for (const record of records) {
        expect(numbersIn(record).filter(value => !Number.isFinite(value))).toEqual([]);
        expect(Math.abs(record.observables.plaquette as number)).toBeLessThan(1);
        expect(record.deltaH === undefined).toBe(run.sampler.kind !== 'hmc');
        // Of hot and cold starts, where energy falls fast; 5 would be accepted once in 150 times.
        expect(Math.abs(record.deltaH ?? 0)).toBeLessThan(5);
      }
      const { observables } = records[1];
      const found = new Set([...Object.keys(observables), ...(observables.flowEnergy === undefined ? [] : ['flow'])]);
      const asked = Object.keys(run.measure).filter(key => run.measure[key] !== undefined);
      expect(asked.filter(key => !found.has(key))).toEqual([]);
    },
    patience,
  );
});

test('every named gauge action, kind of quark and sampler has an example; networks have theirs elsewhere', () => {
  const runs = theories.map(runOf);
  const sorted = (words: readonly string[]) => [...new Set(words)].toSorted();
  expect(sorted(runs.map(({ action }) => action.gauge.kind))).toEqual(
    expect.arrayContaining(['adjoint', 'dbw2', 'iwasaki', 'plaquette', 'symanzik']),
  );
  expect(sorted(runs.flatMap(({ action }) => quarksOf(action).map(({ kind }) => kind)))).toEqual(
    sorted(['staggered', 'hisq', 'wilson', 'clover', 'domainWall', 'moebius']),
  );
  expect(sorted(runs.map(({ sampler }) => sampler.kind))).toEqual(['heatbath', 'hmc', 'metropolis']);
});
