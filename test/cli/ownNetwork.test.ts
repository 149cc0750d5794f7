/** `cask run FILE --with MODULE`: a layer, a loss and an action of a user's own go through run, checkpoint, resume and report. */
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { temporaryFolder } from './temporaryFolder.ts';

const base = temporaryFolder();
const fromRoot = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url));
const own = fromRoot('examples/own-network.ts');

function cask(...argv: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [fromRoot('bin/cask.js'), ...argv], {
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
}

const text = `lattice.extent = [4, 4, 4]
group.name = "SU(2)"
action.gauge = { kind = "tall", beta = 2.0, share = 0.1 }
action.fermion = { kind = "staggered", mass = 0.5 }
sampler = { kind = "slhmc", steps = 4, effective.mass = 0.7 }
network = { kind = "anisotropic", blocks = 2 }
training = { loss = "huber", optimiser = { kind = "adam", rate = 0.01 }, batch = 2 }
schedule = { thermalise = 2, train = 3, trajectories = 6 }
`;

test('a layer, a loss and an action of one’s own are run, kept, reported and resumed', { timeout: 600_000 }, () => {
  const file = join(base, 'own.toml');
  const [whole, part] = [join(base, 'whole'), join(base, 'part')];
  writeFileSync(file, text);
  const run = cask('run', file, '--with', own, '--out', whole);
  expect(run).toMatchObject({ status: 0, stderr: '' });
  expect(run.stdout).toContain('2 layer(s) anisotropic');
  expect(run.stdout).toContain('tall beta = 2 share = 0.1');
  expect(run.stdout).toMatch(/\d+ laws hold/);
  const names = ['anisotropic0.rho.space', 'anisotropic0.rho.time', 'anisotropic1.rho.space', 'anisotropic1.rho.time'];
  const { weights } = JSON.parse(readFileSync(join(whole, 'weights.json'), 'utf8'));
  expect(Object.keys(weights)).toEqual(names);
  // One step of Adam moves every weight by its rate.
  for (const name of names) expect(Math.abs(weights[name])).toBeGreaterThan(0.008);
  expect(readFileSync(join(whole, 'report.html'), 'utf8')).toContain('anisotropic1.rho.time');

  expect(cask('run', file, `--with=${own}`, '--out', part, '--set', 'schedule.trajectories=1').status).toBe(0);
  const alone = cask('resume', part, '--trajectories', '6');
  expect(alone.status).toBe(2);
  expect(alone.stderr).toMatch(/made with parts of \S*own-network\.ts/);
  expect(cask('resume', part, '--trajectories', '6', '--with', own)).toMatchObject({ status: 0, stderr: '' });
  for (const name of ['log.jsonl', 'weights.json']) {
    expect(readFileSync(join(part, name), 'utf8')).toBe(readFileSync(join(whole, name), 'utf8'));
  }

  expect(cask('run', file)).toMatchObject({ status: 2, stderr: expect.stringContaining('"tall"; expected one of') });
  const local = cask('check', file, '--with', own, '--set', 'training.optimiser={kind="leastSquares"}');
  expect(local.stderr + local.stdout).toContain('expected "adam" or "sgd"');
});
