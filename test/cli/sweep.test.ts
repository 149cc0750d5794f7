/** `cask run FILE --set KEY=V1,V2 --seeds N --jobs N`: a folder of runs, one table and figures against the key. */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { planOf, settingsOf } from '../../src/cli/sweep/plan.ts';
import { alternatives } from '../../src/runfile/input/settings.ts';
import { callMain } from './callMain.ts';
import { temporaryFolder } from './temporaryFolder.ts';

const base = temporaryFolder();
const program = fileURLToPath(new URL('../../bin/cask.js', import.meta.url));

function cask(...argv: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...argv], { encoding: 'utf8' });
  return { status, stdout, stderr };
}

test('commas outside of quotes and brackets part values', () => {
  expect(alternatives('a.b=1,2, 3')).toEqual(['a.b=1', 'a.b=2', 'a.b=3']);
  expect(alternatives('lattice.extent=[4, 4],[6, 6]')).toEqual(['lattice.extent=[4, 4]', 'lattice.extent=[6, 6]']);
  expect(alternatives('network={kind="cask", reach=1},{kind="stout"}')).toHaveLength(2);
  for (const one of ['title="a, b"', "title='a, b'", 'seed=3']) expect(alternatives(one)).toEqual([one]);
});

test('every combination with every seed, the same seeds for all', () => {
  const plan = planOf(['a=1,2', 'b=x', 'c=[1, 2],[3]'], 7, 3);
  expect(plan.set).toEqual(['b=x']);
  expect(plan.runs).toHaveLength(2 * 2 * 3);
  expect(new Set(plan.runs.map(({ seed }) => seed)).size).toBe(3);
  expect(settingsOf(plan, plan.runs[3])).toEqual(['b=x', 'a=1', 'c=[3]']);
  expect(planOf(['a=1,2'], 7, 1).runs.map(({ seed }) => seed)).toEqual([7, 7]);
});

describe('a sweep of β', () => {
  const file = join(base, 'beta.toml');
  const out = join(base, 'sweep');
  writeFileSync(
    file,
    'lattice.extent = [4, 4]\ngroup.name = "U(1)"\naction.gauge = { kind = "plaquette", beta = 1 }\n' +
      'sampler.kind = "metropolis"\nschedule = { thermalise = 5, trajectories = 40 }\n',
  );

  test('runs, table, figure; what was taken away is made again by resume', { timeout: 600_000 }, () => {
    const argv = ['run', file, '--set', 'action.gauge.beta=0.5,2', '--seeds', '2', '--jobs', '2', '--out', out];
    const { status, stdout, stderr } = cask(...argv, '--no-preflight');
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toContain('a sweep of 4 runs');
    expect(stdout).toMatch(/^0\.5 +run-1 run-2 +0\.2\d*\(\d+\)/m);
    const { rows, outcomes } = JSON.parse(readFileSync(join(out, 'summary.json'), 'utf8'));
    expect(outcomes).toEqual({ 'run-1': 'ended', 'run-2': 'ended', 'run-3': 'ended', 'run-4': 'ended' });
    // I₁(β)/I₀(β), finite volume adds less: 0.242 and 0.698.
    const plaquettes = rows.map((row: { estimates: Record<string, { mean: number }> }) => row.estimates.plaquette.mean);
    expect(Math.abs(plaquettes[0] - 0.242)).toBeLessThan(0.1);
    expect(Math.abs(plaquettes[1] - 0.698)).toBeLessThan(0.1);
    const table = readFileSync(join(out, 'table.csv'), 'utf8');
    expect(table).toMatch(/action\.gauge\.beta,plaquette,plaquette\.error/);
    expect(readFileSync(join(out, 'plot.svg'), 'utf8')).toContain('against action.gauge.beta');
    expect(readFileSync(join(out, 'report.html'), 'utf8')).toContain('A sweep of action.gauge.beta');
    expect(readFileSync(join(out, 'run-3', 'resolved.toml'), 'utf8')).toMatch(/^beta = 2 +# command line/m);

    rmSync(join(out, 'run-4'), { recursive: true });
    expect(cask('resume', out)).toMatchObject({ status: 0, stderr: '' });
    expect(existsSync(join(out, 'run-4', 'summary.json'))).toBe(true);
    expect(readFileSync(join(out, 'table.csv'), 'utf8')).toBe(table);
  });

  test('what cannot be is said before a folder is made', async () => {
    const wrong = (...flags: string[]) => callMain(['run', file, '--out', join(base, 'none'), ...flags]);
    expect(await wrong('--set', 'action.gauge.beta=1,x')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining(
        '--set action.gauge.beta=x: `action.gauge.beta` is "x"; expected a finite number',
      ),
    });
    expect((await wrong('--jobs', '2')).stderr).toContain('--jobs is of a sweep');
    expect((await wrong('--seeds', '2', '--replicas', '2')).stderr).toContain('--seeds in place of --replicas');
    expect(existsSync(join(base, 'none'))).toBe(false);
  });
});
