/** The command line as a process of its own: exit codes, signals, pipes and the starter in bin/. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test, vi } from 'vitest';
import { goodFile } from './samples.ts';
import { temporaryFolder } from './temporaryFolder.ts';

// Processes start slowly on a busy machine; nothing here is about time.
vi.setConfig({ testTimeout: 60_000 });

const fromRoot = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url));
const node = fromRoot('node_modules/.bin/node');
const fakeCask = fromRoot('test/cli/fakeCask.ts');
const base = temporaryFolder();
const file = join(base, 'run.toml');
writeFileSync(file, goodFile.replace('trajectories = 40', 'trajectories = 4000'));

interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Starts the fake with `delay` milliseconds per trajectory. */
function start(delay: number, argv: readonly string[], environment: Record<string, string> = {}) {
  const child = spawn(node, [fakeCask, String(delay), ...argv], { env: { ...process.env, ...environment } });
  const text = { stdout: '', stderr: '' };
  child.stdout.on('data', piece => (text.stdout += piece));
  child.stderr.on('data', piece => (text.stderr += piece));
  const ended = new Promise<Ended>(resolve => child.on('close', code => resolve({ code, ...text })));
  return { child, ended };
}

/** Waits until the log of a run has some lines. */
async function logGrows(folder: string, lines: number): Promise<void> {
  const log = join(folder, 'log.jsonl');
  for (;;) {
    if (existsSync(log) && readFileSync(log, 'utf8').split('\n').length > lines) return;
    await new Promise(resolve => setTimeout(resolve, 10));
  }
}

describe('signals', () => {
  test.each(['SIGINT', 'SIGTERM'] as const)(
    '%s finishes the trajectory, writes everything and ends with 0',
    async signal => {
      const out = join(base, signal);
      const { child, ended } = start(5, ['run', file, '--out', out]);
      await logGrows(out, 40);
      child.kill(signal);
      const { code, stdout, stderr } = await ended;
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      expect(stdout).toContain('Finishing this trajectory; once more to stop now.');
      expect(stdout).toContain('Interrupted; what was finished is written.');
      const log = readFileSync(join(out, 'log.jsonl'), 'utf8')
        .trimEnd()
        .split('\n')
        .map(line => JSON.parse(line));
      const { outcome, trajectories } = JSON.parse(readFileSync(join(out, 'summary.json'), 'utf8'));
      expect(outcome).toBe('interrupted');
      expect(trajectories.thermalise + trajectories.train + trajectories.production).toBe(log.length);
      expect(log.length).toBeLessThan(4000);
      for (const name of ['report.html', 'weights.json']) expect(existsSync(join(out, name))).toBe(true);
    },
  );

  test('a second Ctrl-C aborts a trajectory that takes too long', async () => {
    const out = join(base, 'abort');
    const { child, ended } = start(60_000, ['run', file, '--out', out]);
    await logGrows(out, 0);
    // The log is there a moment before the trajectory begins.
    await new Promise(resolve => setTimeout(resolve, 500));
    child.kill('SIGINT');
    await new Promise(resolve => setTimeout(resolve, 700));
    child.kill('SIGINT');
    expect((await ended).code).toBe(1);
    expect(existsSync(join(out, 'summary.json'))).toBe(false);
  });
});

test('in a pipe there is no control character and no colour, with or without NO_COLOR', async () => {
  for (const environment of [{}, { NO_COLOR: '1' }, { FORCE_COLOR: '1' }]) {
    const { ended } = start(
      0,
      ['run', file, '--out', join(base, `pipe${JSON.stringify(environment).length}`)],
      environment,
    );
    const { code, stdout } = await ended;
    expect(code).toBe(0);
    expect(stdout.replaceAll('\n', '')).not.toMatch(/\p{Cc}/u);
  }
});

test('bad input ends with 2, one sentence, no trace', async () => {
  writeFileSync(join(base, 'bad.toml'), 'titel = 1\n');
  const { code, stdout, stderr } = await start(0, ['check', join(base, 'bad.toml')]).ended;
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).not.toMatch(/^\s+at /m);
});

describe('bin/cask.js', () => {
  const starter = fromRoot('bin/cask.js');
  const run = (script: string, argv: readonly string[]) => execFileSync(node, [script, ...argv], { encoding: 'utf8' });

  test('starts the sources under Node 24', () => {
    expect(run(starter, ['--version'])).toMatch(/^\d+\.\d+\.\d+\n$/);
  });

  test('prefers what was built', () => {
    const copy = copyOfPackage('built');
    mkdirSync(join(copy, 'dist/cli'), { recursive: true });
    writeFileSync(join(copy, 'dist/cli/cli.js'), 'console.log("built", process.argv.slice(2).join(" "));');
    expect(run(join(copy, 'bin/cask.js'), ['run', 'x'])).toBe('built run x\n');
  });

  test('what Node has compiled is kept; a place that takes no folders is no obstacle', () => {
    const withCache = (CASK_CACHE: string) => {
      const { NODE_COMPILE_CACHE: _, ...others } = process.env;
      const env = { ...others, CASK_CACHE };
      return execFileSync(node, [starter, '--version'], { encoding: 'utf8', env, timeout: 60_000 });
    };
    const cache = join(base, 'cache');
    expect(withCache(cache)).toMatch(/^\d/);
    expect(readdirSync(join(cache, 'modules'))).toHaveLength(1);
    expect(withCache('/proc/nothing')).toMatch(/^\d/);
  });

  /** The same starter, made to believe that it runs under an old Node. */
  function underOldNode(copy: string): string {
    const script = join(copy, 'old.js');
    writeFileSync(
      script,
      'Object.defineProperty(process, "versions", { value: { node: "20.1.0" } });\nawait import("./bin/cask.js");',
    );
    return script;
  }

  test('under an old Node starts the installed one and hands its exit code on', async () => {
    const copy = copyOfPackage('old');
    symlinkSync(fromRoot('node_modules'), join(copy, 'node_modules'));
    mkdirSync(join(copy, 'dist/cli'), { recursive: true });
    writeFileSync(join(copy, 'dist/cli/cli.js'), 'console.log(process.argv.slice(2).join(" ")); process.exitCode = 2;');
    const child = spawn(node, [underOldNode(copy), 'run', 'x']);
    expect(await answerOf(child)).toEqual({ code: 2, stdout: 'run x\n', stderr: '' });
  });

  test('hands a stop request on to the installed Node', async () => {
    const copy = copyOfPackage('signal');
    symlinkSync(fromRoot('node_modules'), join(copy, 'node_modules'));
    mkdirSync(join(copy, 'dist/cli'), { recursive: true });
    const program =
      'process.on("SIGINT", () => { console.log("stopped"); process.exit(0); }); setInterval(() => {}, 1e4); console.log("ready");';
    writeFileSync(join(copy, 'dist/cli/cli.js'), program);
    const child = spawn(node, [underOldNode(copy)]);
    child.stdout.once('data', () => child.kill('SIGINT'));
    expect(await answerOf(child)).toEqual({ code: 0, stdout: 'ready\nstopped\n', stderr: '' });
  });

  test('says what is needed when there is no Node 24 at all', async () => {
    const child = spawn(node, [underOldNode(copyOfPackage('none'))]);
    const { code, stderr } = await answerOf(child);
    expect(code).toBe(2);
    expect(stderr).toBe(
      'This is Node 20.1.0; cask needs Node 24 or newer. This brings one, for cask alone: npm install node@24\n',
    );
  });

  test('finds the Node that lies beside it in the project that depends on it', async () => {
    const project = join(base, 'dependent', 'node_modules');
    const copy = copyOfPackage('dependent/node_modules/cask-lqcd');
    mkdirSync(join(project, '.bin'), { recursive: true });
    symlinkSync(node, join(project, '.bin/node'));
    mkdirSync(join(copy, 'dist/cli'), { recursive: true });
    writeFileSync(join(copy, 'dist/cli/cli.js'), 'console.log("found");');
    const child = spawn(node, [underOldNode(copy)]);
    expect(await answerOf(child)).toEqual({ code: 0, stdout: 'found\n', stderr: '' });
  });

  function copyOfPackage(name: string): string {
    const copy = join(base, name);
    mkdirSync(join(copy, 'bin'), { recursive: true });
    cpSync(starter, join(copy, 'bin/cask.js'));
    writeFileSync(join(copy, 'package.json'), '{ "type": "module" }');
    return copy;
  }

  function answerOf(child: ChildProcess): Promise<Ended> {
    const text = { stdout: '', stderr: '' };
    child.stdout!.on('data', piece => (text.stdout += piece));
    child.stderr!.on('data', piece => (text.stderr += piece));
    return new Promise(resolve => child.on('close', code => resolve({ code, ...text })));
  }
});
