/** Replicas as programs of their own, with the fake physics. */
import { EventEmitter } from 'node:events';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test, vi } from 'vitest';
import { main } from '../../src/cli/main.ts';
import { replicaSeeds } from '../../src/cli/replicas/seeds.ts';
import { splitRHat } from '../../src/measure/statistics/index.ts';
import { fakeAssemble } from '../cli/fakeSimulation.ts';
import { shortFile } from '../cli/samples.ts';
import { temporaryFolder } from '../cli/temporaryFolder.ts';

// Programs start slowly on a busy machine.
vi.setConfig({ testTimeout: 240_000 });

const parent = temporaryFolder();
const file = join(parent, 'run.toml');
writeFileSync(file, `${shortFile}measure.polyakovLoop = { every = 1 }\n`);
const fakeCask = fileURLToPath(new URL('../cli/fakeCask.ts', import.meta.url));

interface CallOptions {
  /** Milliseconds of a trajectory. */
  readonly delay?: number;
  readonly signals?: EventEmitter;
  readonly program?: readonly string[];
}

async function call(argv: readonly string[], { delay = 0, signals = new EventEmitter(), program }: CallOptions = {}) {
  const text = { stdout: '', stderr: '' };
  const code = await main(argv, {
    assemble: fakeAssemble().assemble,
    stdout: { write: piece => (text.stdout += piece) },
    stderr: { write: piece => (text.stderr += piece) },
    signals,
    abort: () => {},
    program: program ?? [process.execPath, fakeCask, String(delay)],
  });
  return { code, ...text };
}

const read = (...path: string[]) => readFileSync(join(...path), 'utf8');
const plaquettes = (folder: string) =>
  read(folder, 'log.jsonl')
    .trimEnd()
    .split('\n')
    .map(line => JSON.parse(line).plaquette as number);

test('seeds are fixed by seed and number, all different', () => {
  const seeds = replicaSeeds(7, 1000);
  expect(new Set([7, ...seeds]).size).toBe(1001);
  expect(replicaSeeds(7, 5)).toEqual(seeds.slice(0, 5));
  expect(replicaSeeds(8, 5)).not.toEqual(seeds.slice(0, 5));
  expect(seeds.every(seed => Number.isInteger(seed) && seed >= 0 && seed < 2 ** 32)).toBe(true);
});

test('each replica is a run of its own, and all are summed up together with R̂', async () => {
  const out = join(parent, 'three');
  const { code, stdout, stderr } = await call(['run', file, '--replicas', '3', '--out', out, '--seed', '7']);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  const seeds = replicaSeeds(7, 3);
  const logs = [1, 2, 3].map(r => plaquettes(join(out, `replica-${r}`)));
  expect(new Set(logs.map(String)).size).toBe(3);
  seeds.forEach((seed, r) => {
    expect(read(out, `replica-${r + 1}`, 'resolved.toml')).toContain(`seed = ${seed}  # command line`);
  });
  const summary = JSON.parse(read(out, 'summary.json'));
  expect(summary).toMatchObject({ outcome: 'complete', estimates: { plaquette: { samples: 90 } } });
  expect(summary.replicas[2]).toEqual({ folder: 'replica-3', seed: seeds[2], outcome: 'complete', trajectories: 30 });
  expect(summary.estimates.plaquette.rHat).toBe(splitRHat(logs));
  expect(stdout).toMatch(/^replica-2: production 30\/30/m);
  expect(stdout).toMatch(/^plaquette .* 90 /m);
  expect(read(out, 'report.html')).toMatch(/<td>plaquette<\/td>[\s\S]*class="curve curve2"/);
  const alone = join(parent, 'alone');
  await call(['run', file, '--out', alone, '--seed', String(seeds[1]), '--quiet']);
  expect(read(alone, 'log.jsonl')).toBe(read(out, 'replica-2', 'log.jsonl'));
  expect((await call(['analyse', out])).stdout).toMatch(/^3 replicas: .*replica-1, /m);
});

test('a stop reaches all, and resume continues to the same chains as without a stop', async () => {
  const out = join(parent, 'stopped');
  const signals = new EventEmitter();
  const running = call(['run', file, '--replicas', '2', '--out', out], { delay: 200, signals });
  const begun = () => [1, 2].every(r => existsSync(join(out, `replica-${r}`, 'log.jsonl')));
  for (let i = 0; i < 1200 && !begun(); i++) await new Promise(resolve => setTimeout(resolve, 50));
  signals.emit('SIGINT');
  const { code, stdout } = await running;
  expect(code).toBe(0);
  expect(stdout).toContain('Stopping all runs');
  expect(stdout).toContain(`Go on with: cask resume ${out}`);
  expect(JSON.parse(read(out, 'summary.json')).outcome).toBe('interrupted');
  expect(await call(['resume', out, '--quiet'])).toEqual({ code: 0, stdout: '', stderr: '' });
  expect(JSON.parse(read(out, 'summary.json')).outcome).toBe('complete');
  const seeds = replicaSeeds(1, 2);
  for (const [r, seed] of seeds.entries()) {
    const alone = join(parent, `alone-${r}`);
    await call(['run', file, '--out', alone, '--seed', String(seed), '--quiet']);
    expect(read(out, `replica-${r + 1}`, 'log.jsonl')).toBe(read(alone, 'log.jsonl'));
  }
});

test('a replica that fails is named, the others are kept, and resume begins it again', async () => {
  const out = join(parent, 'failing');
  const spoil = join(parent, 'spoil.mjs');
  // Stands in front of the program and lets the second replica fail.
  writeFileSync(
    spoil,
    `if (process.argv.includes(${JSON.stringify(join(out, 'replica-2'))})) { console.error('The disk is full.'); process.exit(1); }
     process.argv.splice(1, 1);
     await import(${JSON.stringify(fakeCask)});`,
  );
  const program = [process.execPath, spoil, fakeCask, '0'];
  const { code, stderr } = await call(['run', file, '--replicas', '2', '--out', out, '--quiet'], { program });
  expect(code).toBe(1);
  expect(stderr).toContain('1 of 2 replicas failed; the others are kept.');
  expect(stderr).toContain(`${join(out, 'replica-2')} (seed ${replicaSeeds(1, 2)[1]}): The disk is full.`);
  expect(JSON.parse(read(out, 'summary.json')).replicas.map(({ outcome }: { outcome: string }) => outcome)).toEqual([
    'complete',
    'failed',
  ]);
  expect(await call(['resume', out, '--trajectories', '35', '--quiet'])).toMatchObject({ code: 0, stderr: '' });
  expect([1, 2].map(r => plaquettes(join(out, `replica-${r}`)).length)).toEqual([35, 35]);
});

test('a folder that holds something, and a damaged list, are refused', async () => {
  const out = join(parent, 'taken');
  mkdirSync(out);
  writeFileSync(join(out, 'mine.txt'), '');
  expect(await call(['run', file, '--replicas', '2', '--out', out])).toMatchObject({ code: 2, stdout: '' });
  rmSync(join(out, 'mine.txt'));
  writeFileSync(join(out, 'replicas.json'), '{}');
  const { code, stderr } = await call(['resume', out]);
  expect(code).toBe(2);
  expect(stderr).toMatch(/replicas\.json is no list of replicas/);
});
