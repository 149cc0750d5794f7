/** A folder that goes away under a run, and processes that cannot see each other. */
import { spawn, spawnSync } from 'node:child_process';
import { cpSync, existsSync, readdirSync, readFileSync, renameSync, rmSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test, vi } from 'vitest';
import { longestSilence } from '../../src/runfolder/heartbeat.ts';
import { filesOnDisk } from '../../src/runfolder/runFiles.ts';
import { assemble } from '../../src/simulation/assemble.ts';
import type { Assemble } from '../../src/simulation/simulation.ts';
import { temporaryFolder } from '../cli/temporaryFolder.ts';
import { cask, gaugeRun, runFileIn, traces } from './runs.ts';

// A busy machine is slow; nothing here is about time.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const base = temporaryFolder();
const file = runFileIn(base, 'run', gaugeRun);

/** Does something to the outside world before a trajectory. */
const disturbed =
  (at: number, act: () => void): Assemble =>
  async (resolved, options) => {
    const simulation = await assemble(resolved, { files: filesOnDisk, ...options });
    return {
      ...simulation,
      next(request) {
        if (request.trajectory === at) act();
        return simulation.next(request);
      },
    };
  };

const contents = (folder: string) =>
  Object.fromEntries(
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter(entry => entry.isFile())
      .map(entry => join(entry.parentPath, entry.name))
      .map(path => [path.slice(folder.length), readFileSync(path, 'latin1')]),
  );

describe.each([2, 5, 8])('before trajectory %i', at => {
  test('the folder is removed: the run stops and does not make it again', async () => {
    const out = join(base, `removed-${at}`);
    const made = disturbed(at, () => rmSync(out, { recursive: true }));
    const { code, stderr } = await cask(['run', file, '--out', out, '--quiet'], { assemble: made });
    expect(code).toBe(1);
    expect(stderr).toMatch(/^The run folder .* is not this run's any more: it was removed or moved\./);
    expect(existsSync(out)).toBe(false);
  });

  test('the folder is moved: the run stops, and continues there with the same bits', async () => {
    const [whole, out, moved] = ['whole', 'here', 'there'].map(name => join(base, `${name}-${at}`));
    await cask(['run', file, '--out', whole, '--quiet']);
    const made = disturbed(at, () => renameSync(out, moved));
    expect(await cask(['run', file, '--out', out, '--quiet'], { assemble: made })).toMatchObject({ code: 1 });
    expect(existsSync(out)).toBe(false);
    // The process of the test lives on, so its lock is that of a living process.
    for (const name of readdirSync(moved).filter(found => found.startsWith('lock.'))) rmSync(join(moved, name));
    expect(await cask(['resume', moved, '--quiet'])).toMatchObject({ code: 0, stderr: '' });
    expect(traces(moved)).toEqual(traces(whole));
  });

  test('another run replaces it: that one keeps every byte', async () => {
    const [out, other] = ['replaced', 'other'].map(name => join(base, `${name}-${at}`));
    await cask(['run', runFileIn(base, 'other', gaugeRun.replace('seed = 5', 'seed = 6')), '--out', other, '--quiet']);
    const made = disturbed(at, () => {
      rmSync(out, { recursive: true });
      cpSync(other, out, { recursive: true });
    });
    const { code, stderr } = await cask(['run', file, '--out', out, '--quiet'], { assemble: made });
    expect(code).toBe(1);
    expect(stderr).toMatch(/is not this run's any more/);
    expect(contents(out)).toEqual(contents(other));
  });
});

const fromRoot = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url));
const command = (argv: readonly string[]) => [fromRoot('node_modules/.bin/node'), fromRoot('bin/cask.js'), ...argv];
const apart = ['unshare', '--pid', '--fork', '--mount-proc'];

test('two containers on one folder: the second is refused, and takes over once the first is silent', async context => {
  if (spawnSync(apart[0], [...apart.slice(1), 'true']).status !== 0) context.skip('Namespaces need root.');
  const out = join(base, 'contained');
  const endless = runFileIn(base, 'endless', gaugeRun.replace('trajectories = 6', 'trajectories = 9000000'));
  const [first, ...argv] = [...apart, '--kill-child', ...command(['run', endless, '--out', out, '--no-preflight'])];
  const child = spawn(first, argv, { stdio: 'ignore' });
  const ended = new Promise(resolve => child.on('close', resolve));
  try {
    await vi.waitFor(() => expect(readFileSync(join(out, 'log.jsonl')).length).toBeGreaterThan(0), { timeout: 30_000 });
    const tried = await Promise.all(
      [[], ['--take-lock']].map(async more => {
        const [program, ...rest] = [...apart, ...command(['resume', out, ...more])];
        return spawnSync(program, rest, { encoding: 'utf8' });
      }),
    );
    for (const { status, stderr } of tried) {
      expect(status).toBe(2);
      expect(stderr).toMatch(/in use: .* is held by process 1 on .*, which cannot be seen from here/);
    }
  } finally {
    child.kill('SIGKILL');
    await ended;
  }
  const [lock] = readdirSync(out).filter(name => /^lock\.\d+$/.test(name));
  // Silent for long enough, and since this computer was started.
  const beaten = (Date.now() - longestSilence) / 1000 - 10;
  utimesSync(join(out, lock), beaten, beaten);
  const flags = ['--walltime', '0.001s', '--quiet'];
  expect(await cask(['resume', out, ...flags])).toMatchObject({
    code: 2,
    stderr: expect.stringMatching(/--take-lock/),
  });
  expect(await cask(['resume', out, ...flags, '--take-lock'])).toMatchObject({ code: 0, stderr: '' });
});
