/** `cask fix`: the gauge is reached, nothing else has changed, and the file holds it. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { gaugeFieldOf } from '../../src/files/index.ts';
import { openConfiguration } from '../../src/files/node/index.ts';
import { coldStart, fixGauge, gaugeTransformed, randomElements } from '../../src/gauge/index.ts';
import { groupNamed } from '../../src/group/index.ts';
import { key, Lattice } from '../../src/lattice/index.ts';
import { callMain } from './callMain.ts';
import { foreign, foreignFilesPresent, hot, saved } from './configurationFiles.ts';
import { temporaryFolder } from './temporaryFolder.ts';

/** Milliseconds, for kernels that compile on a busy machine. */
const compiling = { timeout: 60_000 };
const base = temporaryFolder();
const at = (name: string) => join(base, name);
const lattice = new Lattice([2, 2, 2, 4]);
const group = groupNamed('SU(2)');
const rough = hot('SU(2)', [2, 2, 2, 4]);
const file = saved(at('rough.ildg'), rough);

async function fix(...argv: string[]) {
  const { code, stdout, stderr } = await callMain(['fix', ...argv, '--json']);
  return { code, stderr, outcome: stdout === '' ? undefined : JSON.parse(stdout) };
}

describe('good files', compiling, () => {
  test.each(['landau', 'coulomb'] as const)('%s: reached in the file; the plaquette is what it was', async gauge => {
    const { code, stderr, outcome } = await fix(file, at(`${gauge}.ildg`), '--gauge', gauge);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(outcome).toMatchObject({ gauge, converged: true, format: 'ildg', precision: 64, largestDifference: 0 });
    expect(outcome.thetaBefore).toBeGreaterThan(0.1);
    expect(outcome.functional).toBeGreaterThan(outcome.functionalBefore);
    // Sums in double precision.
    expect(outcome.plaquette).toBeCloseTo(outcome.plaquetteBefore, 12);
    const { configuration } = openConfiguration(at(`${gauge}.ildg`));
    const again = fixGauge(gaugeFieldOf(configuration, lattice, group), gauge, { tolerance: 1e-12 });
    expect(again.iterations).toBe(0);
    expect(again.functional).toBeCloseTo(outcome.functional, 12);
  });

  test('a transformed vacuum comes back to unit links', async () => {
    const cold = coldStart(lattice, group);
    const pure = gaugeTransformed(cold, randomElements(lattice, group, 1, key(3, 0, 'start')));
    const vacuum = saved(at('vacuum.ildg'), pure);
    const { outcome } = await fix(vacuum, at('unit.nersc'), '--gauge', 'landau', '--tolerance', '1e-20');
    expect(outcome.plaquetteBefore).toBeCloseTo(1, 12);
    // Unit links have the largest F there is; near the maximum it is off by the order of theta.
    expect(outcome.functional).toBeCloseTo(1, 12);
    expect(openConfiguration(at('unit.nersc')).format).toBe('nersc');
  });

  test('32 bits, text, and a sentence for readers', async () => {
    const { outcome } = await fix(file, at('single.ildg'), '--gauge', 'coulomb', '--precision', '32');
    // Half a unit in the last place of numbers below one.
    expect(outcome.largestDifference).toBeGreaterThan(0);
    expect(outcome.largestDifference).toBeLessThan(2 ** -25 * 1.01);
    const { stdout } = await callMain(['fix', file, at('fixed.txt'), '--gauge', 'coulomb']);
    expect(stdout).toMatch(/rough\.ildg → \S*fixed\.txt in Coulomb gauge after \d+ iterations:/);
    expect(stdout).toContain('Read again, links differ by at most 0.');
  });

  test('what is measured in the file is gauge invariant, and the link trace is larger', async () => {
    const measured = async (path: string) =>
      JSON.parse((await callMain(['measure', path, '--observe', 'rectangle,polyakovLoop,linkTrace'])).stdout);
    await fix(file, at('compared.ildg'), '--gauge', 'landau');
    const [free, fixed] = [await measured(file), await measured(at('compared.ildg'))];
    expect(fixed.rectangle).toBeCloseTo(free.rectangle, 12);
    expect(fixed.polyakovLoop[0]).toBeCloseTo(free.polyakovLoop[0], 12);
    expect(fixed.linkTrace).toBeGreaterThan(free.linkTrace + 0.1);
  });

  test('before the tolerance is reached nothing is written, or what there is with --keep', async () => {
    const flags = ['--gauge', 'landau', '--max', '20'];
    const given = await fix(file, at('short.ildg'), ...flags);
    expect(given).toMatchObject({ code: 1, outcome: undefined });
    expect(given.stderr).toMatch(
      /^\S*rough\.ildg: the Landau gauge is not reached after 20 iterations: theta came down to \S+, expected at most 1e-12\..* Nothing was written; --keep writes what there is\.\n$/,
    );
    expect(existsSync(at('short.ildg'))).toBe(false);
    const kept = await fix(file, at('short.ildg'), ...flags, '--keep');
    expect(kept).toMatchObject({ code: 1, outcome: { converged: false, iterations: 20 } });
    expect(kept.outcome.theta).toBeLessThan(kept.outcome.thetaBefore);
    expect(kept.stderr).toContain('short.ildg holds what there is.');
    expect(existsSync(at('short.ildg'))).toBe(true);
  });

  test('an existing file is replaced only when told to', async () => {
    writeFileSync(at('precious.ildg'), 'precious');
    const { code, stderr } = await fix(file, at('precious.ildg'), '--gauge', 'landau');
    expect(code).toBe(2);
    expect(stderr).toMatch(/precious\.ildg exists already; give another name, or --force to replace it/);
    expect(readFileSync(at('precious.ildg'), 'utf8')).toBe('precious');
    expect((await fix(file, at('precious.ildg'), '--gauge', 'landau', '--force')).code).toBe(0);
  });
});

test.each([
  [['--gauge', 'axial'], 'Allowed choices are landau, coulomb.'],
  [[], "required option '--gauge <GAUGE>' not specified"],
  [['--gauge', 'landau', '--tolerance', '0'], 'Expected a finite number greater than 0.'],
  [['--gauge', 'landau', '--max', '1.5'], 'Expected a whole number greater than 0.'],
  [['--gauge', 'landau', '--overrelaxation', '2'], 'Expected a number of at least 1 and below 2.'],
  [['--gauge', 'landau', '--precision', '16'], 'Expected 32 or 64.'],
  [['--gauge', 'landau', '--compressed'], 'Only NERSC files can leave out rows: drop --compressed.'],
  [['--gauge', 'landau', '--extents', '4,4'], 'you asked for 4×4'],
])('%j is refused in a sentence', async (flags, sentence) => {
  const { code, stderr, outcome } = await fix(file, at('refused.ildg'), ...flags);
  expect({ code, outcome }).toEqual({ code: 2, outcome: undefined });
  expect(stderr).toContain(sentence);
  expect(existsSync(at('refused.ildg'))).toBe(false);
});

test('names that lead nowhere', async () => {
  const flags = ['--gauge', 'landau'];
  expect((await fix(file, at('fixed.dat'), ...flags)).stderr).toContain('does not tell the format to write');
  const missing = await fix(at('missing.ildg'), at('fixed.ildg'), ...flags);
  expect(missing).toMatchObject({ code: 2, stderr: expect.stringContaining('does not exist') });
});

test.skipIf(!foreignFilesPresent)('a file that another code fixed is in Coulomb gauge already', compiling, async () => {
  const path = foreign('milc/lat.sample.l4448.gf');
  const { code, outcome } = await fix(path, at('milc.ildg'), '--gauge', 'coulomb');
  expect(code).toBe(0);
  expect(outcome.thetaBefore).toBeLessThan(1e-4);
});
