/** `cask --use FILE`: an observable of a user's own goes through run, analysis and measurement like any other. */
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { entry, registerObservable } from '../../src/catalogue/index.ts';
import { temporaryFolder } from './temporaryFolder.ts';

const base = temporaryFolder();
const fromRoot = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url));
const own = fromRoot('examples/own-observable.ts');

function cask(...argv: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [fromRoot('bin/cask.js'), ...argv], {
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
}

test('it is measured, logged and analysed under its name', { timeout: 60_000 }, () => {
  const file = join(base, 'own.toml');
  const out = join(base, 'own');
  writeFileSync(
    file,
    `lattice.extent = [4, 4]
group.name = "U(1)"
action.gauge = { kind = "plaquette", beta = 1 }
sampler.kind = "metropolis"
schedule = { thermalise = 2, trajectories = 20 }
measure.longLoop = { every = 1 }
`,
  );
  const run = cask('--use', own, 'run', file, '--out', out, '--no-preflight');
  expect(run).toMatchObject({ status: 0, stderr: '' });
  expect(run.stdout).toMatch(/^long loop {2,}-?[\d.]+\(\d+\)/m);
  expect(JSON.parse(readFileSync(join(out, 'observables.json'), 'utf8')).longLoop).toMatchObject({
    title: 'long loop',
  });
  expect(JSON.parse(readFileSync(join(out, 'provenance.json'), 'utf8')).modules).toEqual([
    { file: expect.stringMatching(/own-observable\.ts$/), hash: expect.stringMatching(/^[0-9a-f]{16}$/) },
  ]);
  for (const command of ['analyse', 'resume']) {
    const { status, stderr } = cask(command, out);
    expect(status).toBe(2);
    expect(stderr).toContain('made with parts of ');
    expect(stderr).toMatch(/--with \S*own-observable\.ts/);
  }
  expect(cask('--use', own, 'analyse', out).stdout).toContain('long loop');
  expect(cask('--use', own, 'measure', '--list').stdout).toContain('longLoop [1]: long loop');
  expect(cask('run', file)).toMatchObject({ status: 2, stderr: expect.stringContaining('`longLoop` is not a key') });
  expect(cask('--use', join(base, 'none.ts'), 'keys')).toMatchObject({
    status: 2,
    stderr: expect.stringContaining('there is no file'),
  });
});

test('names that are taken, or are none, are refused', () => {
  const loop = entry({
    title: 'loop',
    unit: '1',
    options: {},
    build: () => ({ name: 'x', normalisation: '1', measure: () => 1 }),
  });
  for (const name of ['plaquette', 'flowEnergy', 'deltaH', 'flow']) {
    expect(() => registerObservable(name, loop)).toThrow(`called ${name} already`);
  }
  expect(() => registerObservable('my-loop', loop)).toThrow('letters and digits');
});

test('a module that ends the process ends the run with a failure and a sentence', () => {
  const leaving = join(base, 'leaving.mjs');
  const file = join(base, 'plain.toml');
  writeFileSync(
    file,
    'lattice.extent = [4, 4]\ngroup.name = "U(1)"\naction.gauge = { kind = "plaquette", beta = 1 }\n' +
      'sampler.kind = "metropolis"\nschedule = { thermalise = 2, trajectories = 20 }\n',
  );
  writeFileSync(leaving, "import { isMainThread } from 'node:worker_threads';\nif (!isMainThread) process.exit(0);\n");
  const { status, stderr } = cask('--use', leaving, 'run', file, '--out', join(base, 'left'), '--no-preflight');
  expect(status).toBe(1);
  expect(stderr).toContain('The run ended early: something in it called process.exit(0)');
});
