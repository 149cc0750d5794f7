/** Signals, terminals that close, full disks under the output, and starters that are killed. */
import { spawnSync } from 'node:child_process';
import { closeSync, existsSync, openSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { checkpointFiles, openCheckpoint } from '../../src/files/node/index.ts';
import { temporaryFolder } from '../cli/temporaryFolder.ts';
import { hasLog, node, oldStarter, outcomeOf, startCask, starter, startProcess, until } from './processes.ts';
import { cask, gaugeRun, runFileIn, traces } from './runs.ts';

// A busy machine is slow; nothing here is about time.
vi.setConfig({ testTimeout: 120_000 });

const base = temporaryFolder();
const file = runFileIn(base, 'run', gaugeRun);
/** So many trajectories that a signal comes before the end. */
const long = runFileIn(base, 'long', gaugeRun.replace('trajectories = 6', 'trajectories = 9000000'));
/** One trajectory takes seconds. */
const slow = runFileIn(base, 'slow', gaugeRun.replace('[4, 4]', '[24, 24]').replace('steps = 4', 'steps = 100000'));
const run = (toml: string, out: string) => ['run', toml, '--out', out, '--no-preflight'];

test('every signal of terminals and batch systems ends a run in good order, and none opens a debugger', async () => {
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGUSR1', 'SIGUSR2'] as const;
  await Promise.all(
    signals.map(async signal => {
      const out = join(base, signal);
      const { child, ended } = startCask(run(long, out));
      await until(() => hasLog(out));
      child.kill(signal);
      const { code, stdout, stderr } = await ended;
      expect({ signal, code, stderr }).toEqual({ signal, code: 0, stderr: '' });
      expect(stdout).toMatch(/^Finishing (this )?trajectory.*again to stop now\.$/m);
      expect(outcomeOf(out)).toBe('interrupted');
      const lines = readFileSync(join(out, 'log.jsonl'), 'utf8').trimEnd().split('\n').length;
      expect(checkpointFiles(join(out, 'checkpoint'))[0].trajectory).toBe(lines);
      expect(readdirSync(out).filter(name => name.startsWith('lock'))).toEqual([]);
    }),
  );
});

test('before anything is computed SIGUSR1 ends the program, like other signals', async () => {
  const { child, ended } = startCask(['run', file, '--out', join(base, 'early')]);
  // The title, then the preflight.
  await new Promise(resolve => child.stdout!.once('data', resolve));
  child.kill('SIGUSR1');
  expect(await ended).toMatchObject({ signal: 'SIGUSR1', stderr: '' });
  expect(existsSync(join(base, 'early'))).toBe(false);
});

test('Ctrl-C is answered inside a trajectory, and the second one ends it there', async () => {
  const out = join(base, 'twice');
  const { child, ended } = startCask(run(slow, out));
  let said = '';
  child.stdout!.on('data', piece => (said += piece));
  await until(() => existsSync(join(out, 'timings.jsonl')));
  await new Promise(resolve => setTimeout(resolve, 300));
  child.kill('SIGINT');
  await until(() => said.includes('press Ctrl-C again to stop now'));
  expect(said).toMatch(/Finishing trajectory 1: .*;/);
  // What follows in the same moment counts as the same key.
  await new Promise(resolve => setTimeout(resolve, 600));
  child.kill('SIGINT');
  expect((await ended).code).toBe(1);
  expect(hasLog(out)).toBe(false);
  const [{ path, trajectory }] = checkpointFiles(join(out, 'checkpoint'));
  expect(trajectory).toBe(0);
  expect(openCheckpoint(path).state.size).toBeGreaterThan(0);
});

test('another signal does not end a run that is finishing its trajectory', async () => {
  const out = join(base, 'other');
  const { child, ended } = startCask(run(slow, out));
  await until(() => existsSync(join(out, 'timings.jsonl')));
  await new Promise(resolve => setTimeout(resolve, 300));
  child.kill('SIGUSR1');
  await new Promise(resolve => setTimeout(resolve, 600));
  child.kill('SIGTERM');
  expect(await ended).toMatchObject({ code: 0, stderr: '' });
  expect(outcomeOf(out)).toBe('interrupted');
});

test('a full disk under the output, or a reader that goes away, changes nothing in a run', async context => {
  if (!existsSync('/dev/full')) context.skip('There is no /dev/full here.');
  const whole = join(base, 'whole');
  await cask(['run', file, '--out', whole, '--quiet']);
  const full = openSync('/dev/full', 'w');
  const [outFull, outGone] = [join(base, 'full'), join(base, 'gone')];
  const onFull = startCask(run(file, outFull), ['ignore', full, 'pipe']);
  const onGone = startCask(run(file, outGone));
  onGone.child.stdout!.destroy();
  const [first, second] = await Promise.all([onFull.ended, onGone.ended]);
  expect(first).toMatchObject({ code: 0 });
  expect(first.stderr).toMatch(
    /^The output cannot be written: .*ENOSPC.*The run goes on; its folder has everything\.\n$/,
  );
  expect(second).toMatchObject({ code: 0, stderr: '' });
  for (const out of [outFull, outGone]) expect(traces(out)).toEqual(traces(whole));
  // Of other commands the words are the result.
  const { code, stderr } = await startCask(['keys'], ['ignore', full, 'pipe']).ended;
  closeSync(full);
  expect(code).toBe(1);
  expect(stderr).toMatch(/What was printed is not complete/);
});

const closesTerminal = `
import os, pty, sys
pid, fd = pty.fork()
if pid == 0:
    os.execv(sys.argv[1], sys.argv[1:])
seen = b''
while b'thermalise' not in seen:
    seen += os.read(fd, 4096)
os.close(fd)
print(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
`;

test('a terminal that is closed ends a run in good order', async context => {
  if (spawnSync('python3', ['-c', 'import pty']).status !== 0) context.skip('A terminal is made with Python.');
  const out = join(base, 'closed');
  const { stdout } = await startProcess('python3', ['-c', closesTerminal, node, starter, ...run(long, out)]).ended;
  expect(stdout).toBe('0\n');
  expect(outcomeOf(out)).toBe('interrupted');
  expect(await cask(['resume', out, '--quiet', '--walltime', '0.001s'])).toMatchObject({ code: 0, stderr: '' });
});

test('a starter that is killed leaves no run behind that nobody can stop', async () => {
  const out = join(base, 'orphan');
  const { child, ended } = startProcess(node, [oldStarter(base), ...run(long, out)]);
  await until(() => hasLog(out));
  child.kill('SIGKILL');
  // The pipes are closed by the run itself, so this waits for its end.
  expect((await ended).signal).toBe('SIGKILL');
  expect(outcomeOf(out)).toBe('interrupted');
});

test('a starter passes on signals, and how the run ended', async () => {
  const out = join(base, 'passed');
  const { child, ended } = startProcess(node, [oldStarter(base), ...run(long, out)]);
  await until(() => hasLog(out));
  child.kill('SIGUSR1');
  expect(await ended).toMatchObject({ code: 0, signal: null, stderr: '' });
  expect(outcomeOf(out)).toBe('interrupted');
  const early = startProcess(node, [oldStarter(base), 'run', file, '--out', join(base, 'never')]);
  await new Promise(resolve => early.child.stdout!.once('data', resolve));
  early.child.kill('SIGTERM');
  expect(await early.ended).toMatchObject({ code: null, signal: 'SIGTERM' });
});
