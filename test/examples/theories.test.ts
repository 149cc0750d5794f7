/** The run files of examples/theories: valid, explained, and two trajectories of some of them on a few sites. */
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { quarksOf } from '../../src/runfile/schema/action.ts';
import { callMain } from '../cli/callMain.ts';
import { expectTwoTrajectories, firstComment, folder, runOf, theories } from './theories.fixture.ts';

/** Compiling kernels takes seconds of a processor, and much longer where many tests share it. */
const patience = 240_000;

describe.each(theories)('%s', name => {
  test('passes cask check, and its first comment says how to run it', async () => {
    const answer = await callMain(['check', join(folder, `${name}.toml`), '--no-preflight']);
    expect(answer).toMatchObject({ code: 0, stderr: '' });
    expect(firstComment(name)).toContain(`#   cask run examples/theories/${name}.toml`);
    expect(firstComment(name)).toMatch(/seconds|minute/);
  });
});

/** One of each sampler, and quarks of each spin; test/long/theories.long.ts makes those of all. */
const sample = ['u1-2d-hmc', 'su3-iwasaki', 'su3-heatbath', 'su2-adjoint-metropolis', 'staggered-hyp', 'wilson'];

test.each(sample)(
  '%s makes two trajectories with finite numbers, and measures what it asks for',
  expectTwoTrajectories,
  patience,
);

test('every named gauge action, kind of quark and sampler has an example; networks have theirs elsewhere', () => {
  const runs = theories.map(runOf);
  const sorted = (words: readonly string[]) => [...new Set(words)].toSorted();
  expect(sorted(runs.map(({ action }) => action.gauge.kind))).toEqual(
    expect.arrayContaining(['adjoint', 'dbw2', 'iwasaki', 'plaquette', 'symanzik']),
  );
  expect(sorted(runs.flatMap(({ action }) => quarksOf(action).map(({ kind }) => kind)))).toEqual(
    sorted(['staggered', 'hisq', 'wilson', 'clover', 'domainWall', 'moebius']),
  );
  expect(sorted(runs.map(({ sampler }) => sampler.kind))).toEqual(['heatbath', 'hmc', 'metropolis', 'slhmc', 'slmc']);
});
