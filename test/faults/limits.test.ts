/** What ends a run early names its cause, and where the chain does not depend on it, the run goes on with another value. */
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { temporaryFolder } from '../cli/temporaryFolder.ts';
import { cask, learningRun, runFileIn } from './runs.ts';

// A busy machine is slow; nothing here is about time.
vi.setConfig({ testTimeout: 60_000 });

const base = temporaryFolder();
const log = (folder: string) => readFileSync(join(folder, 'log.jsonl'), 'utf8');

const quarks = `lattice.extent = [4, 4]
group.name = "SU(2)"
start.from = "cold"
action.gauge = { kind = "plaquette", beta = 1.0 }
action.fermion = { kind = "staggered", mass = 0.05, flavours = FLAVOURS }
sampler = { kind = "hmc", steps = 12, trajectoryLength = 0.5, solver = { MORE } }
schedule = { thermalise = 0, trajectories = 12, seed = 3 }
machine.kind = "wasm128"
output.checkpoint.every = 1
`;
const text = (flavours: number, more: string) => quarks.replace('FLAVOURS', `${flavours}`).replace('MORE', more);

/** Its solves take more and more iterations: over 100 from the tenth trajectory on. */
const near = (maxIterations: number) => `lattice.extent = [4, 4, 4, 4]
group.name = "SU(2)"
start.from = "cold"
action.gauge = { kind = "plaquette", beta = 1.5 }
action.fermion = { kind = "staggered", mass = 0.05 }
sampler = { kind = "hmc", steps = 15, trajectoryLength = 0.4, solver = { maxIterations = ${maxIterations} } }
schedule = { thermalise = 0, trajectories = 11 }
machine.kind = "wasm128"
`;

test('a solver limit is no dead end: raised in params.toml, the run goes on to the bits of a run that had it', async () => {
  const [whole, out] = [join(base, 'whole'), join(base, 'limited')];
  await cask(['run', runFileIn(base, 'whole', near(1000)), '--out', whole, '--quiet']);
  const { code, stderr } = await cask(['run', runFileIn(base, 'few', near(100)), '--out', out, '--quiet']);
  expect(log(out).split('\n').length).toBeGreaterThan(5);
  expect(code).toBe(1);
  expect(stderr).toContain(`raise it in ${join(out, 'params.toml')}, and go on with: cask resume ${out}`);
  const params = join(out, 'params.toml');
  writeFileSync(params, readFileSync(params, 'utf8').replace(/maxIterations = \d+/, 'maxIterations = 1000'));
  expect(await cask(['resume', out, '--quiet'])).toMatchObject({ code: 0, stderr: '' });
  expect(log(out)).toBe(log(whole));
  expect(readFileSync(join(out, 'resolved.toml'), 'utf8')).toContain('\nmaxIterations = 1000\n');
});

test('a measured spectrum that leaves its range along a trajectory is measured with more room', async () => {
  const measured = text(2, 'spectrum = "measured"');
  const [one, other] = [join(base, 'one'), join(base, 'other')];
  const file = runFileIn(base, 'measured', measured);
  expect(await cask(['run', file, '--out', one, '--quiet'])).toMatchObject({ code: 0, stderr: '' });
  // Interrupted and taken up again, the same room is found again.
  await cask(['run', file, '--out', other, '--quiet'], { stopIn: 2 });
  expect(await cask(['resume', other, '--quiet'])).toMatchObject({ code: 0, stderr: '' });
  expect(log(other)).toBe(log(one));
});

test('a learning rate that is too large is named with the weights it spoilt', async () => {
  const wild = learningRun.replace(
    'optimiser = { kind = "adam", rate = 1e-3 }',
    'optimiser = { kind = "sgd", rate = 1e4 }',
  );
  const { code, stderr } = await cask(['run', runFileIn(base, 'wild', wild), '--out', join(base, 'wild'), '--quiet']);
  expect(code).toBe(1);
  expect(stderr).toMatch(/weights of the network have diverged: layer0\.rho\.plaquette is -?[\d.e+]+, /);
  expect(stderr).toMatch(/Lower training\.optimiser\.rate, which is 10000\./);
});

test('a replica that was copied from another one is not counted twice', async () => {
  const set = join(base, 'set');
  const run = runFileIn(
    base,
    'single',
    text(4, 'maxIterations = 1000').replace('trajectories = 12', 'trajectories = 9'),
  );
  for (const [name, seed] of Object.entries({ 'replica-1': 11, 'replica-2': 12 })) {
    await cask(['run', run, '--seed', `${seed}`, '--out', join(set, name), '--quiet']);
  }
  const replicas = [11, 12].map((seed, k) => ({ folder: `replica-${k + 1}`, seed }));
  writeFileSync(join(set, 'replicas.json'), JSON.stringify({ program: 'cask', seed: 3, replicas }));
  expect(await cask(['analyse', set])).toMatchObject({ code: 0, stderr: '' });
  cpSync(join(set, 'replica-1'), join(set, 'replica-2'), { recursive: true });
  for (const command of ['analyse', 'resume']) {
    const { code, stderr } = await cask([command, set]);
    expect(code).toBe(2);
    expect(stderr).toMatch(/replica-2.resolved\.toml has the seed 11; expected 12, as replicas\.json says/);
  }
});
