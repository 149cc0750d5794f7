/** The command line as a function, with the fake physics. */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { exitCodes } from '../../src/cli/main.ts';
import { runFiles } from '../../src/runfolder/claim.ts';
import type { TrajectoryRecord } from '../../src/simulation/index.ts';
import { callMain } from './callMain.ts';
import { goodFile, resolvedFrom } from './samples.ts';
import { temporaryFolder } from './temporaryFolder.ts';

const base = temporaryFolder();
const file = join(base, 'run.toml');
writeFileSync(file, goodFile);
const read = (folder: string, name: string) => readFileSync(join(folder, name), 'utf8');
const readLog = (folder: string) =>
  read(folder, 'log.jsonl')
    .trimEnd()
    .split('\n')
    .map(line => JSON.parse(line));

describe('cask run', () => {
  test('leaves a folder that explains itself', async () => {
    const out = join(base, 'complete');
    const { code, stdout, stderr, calls } = await callMain(['run', file, '--out', out]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(readdirSync(out).sort()).toEqual(
      [
        ...['params.toml', 'resolved.toml', 'provenance.json', 'log.jsonl', 'timings.jsonl', 'checkpoint'],
        ...['weights.json', 'weights.safetensors', 'summary.json', 'report.html', 'citations.bib', 'observables.json'],
      ].sort(),
    );
    expect(read(out, 'params.toml')).toBe(goodFile);
    expect(resolvedFrom(read(out, 'resolved.toml')).output.folder).toBe(out);
    expect(read(out, 'citations.bib').match(/@article\{(alpha|zeta)\}/g)).toEqual([
      '@article{alpha}',
      '@article{zeta}',
    ]);
    expect(JSON.parse(read(out, 'provenance.json'))).toMatchObject({ program: 'cask', machine: 'fake', seed: 7 });
    expect(readLog(out)).toHaveLength(65);
    expect(JSON.parse(read(out, 'summary.json'))).toMatchObject({
      outcome: 'complete',
      trajectories: { thermalise: 5, train: 20, production: 40 },
      training: { production: { acceptance: { mean: expect.any(Number) } } },
    });
    expect(stdout).toContain('arXiv:2103.11965');
    expect(stdout).toMatch(/production 40\/40 {2}P 0\.70\d+\(\d+\)/);
    expect(calls.closed).toBe(true);
  });

  test('prints nothing when quiet', async () => {
    const answer = await callMain(['run', file, '--out', join(base, 'quiet'), '--quiet']);
    expect(answer).toMatchObject({ code: 0, stdout: '', stderr: '' });
  });

  test('the same seed gives the same log, another one another', async () => {
    const logs = [];
    for (const [name, seed] of Object.entries({ one: '11', two: '11', three: '12' })) {
      await callMain(['run', file, '--out', join(base, name), '--seed', seed, '--quiet']);
      logs.push(read(join(base, name), 'log.jsonl'));
    }
    expect(logs[0]).toEqual(logs[1]);
    expect(logs[0]).not.toEqual(logs[2]);
    expect(read(join(base, 'two'), 'resolved.toml')).toContain('seed = 11  # command line');
  });

  test('refuses a folder that holds something, before any physics', async () => {
    const out = join(base, 'taken');
    await callMain(['run', file, '--out', out, '--quiet']);
    const files = runFiles.filter(name => name !== 'checkpoint');
    const before = files.map(name => read(out, name));
    const { code, stderr, stdout } = await callMain(['run', file, '--out', out]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(/already holds something; expected a new or empty one/);
    expect(files.map(name => read(out, name))).toEqual(before);
    expect(readdirSync(out).toSorted()).toEqual(runFiles.toSorted());
  });

  test('a failure keeps the log, says what happened and ends with 1', async () => {
    const out = join(base, 'failed');
    const change = (record: TrajectoryRecord, { trajectory }: { trajectory: number }): TrajectoryRecord =>
      trajectory === 40 ? { ...record, observables: { plaquette: Number.NaN } } : record;
    const { code, stderr, calls } = await callMain(['run', file, '--out', out, '--quiet'], { change });
    expect(code).toBe(1);
    expect(stderr).toBe(
      'plaquette is NaN in trajectory 40 (production); expected a finite number. ' +
        'The run stopped there and the log before it is kept.\n',
    );
    expect(readLog(out)).toHaveLength(39);
    expect(JSON.parse(read(out, 'summary.json'))).toMatchObject({
      outcome: 'failed',
      trajectories: { production: 14 },
    });
    for (const name of ['weights.json', 'weights.safetensors']) expect(existsSync(join(out, name))).toBe(false);
    expect(calls.closed).toBe(true);
  });
});

describe('cask check', () => {
  test('refuses a format of configurations that cannot hold the lattice, before a run does', async () => {
    const flat = join(temporaryFolder(), 'flat.toml');
    writeFileSync(
      flat,
      '[lattice]\nextent = [4, 6]\n[group]\nname = "U(1)"\n[action]\ngauge = { kind = "plaquette", beta = 2 }\n[sampler]\nkind = "hmc"\n' +
        '[schedule]\nthermalise = 0\ntrajectories = 1\n[output.configurations]\nevery = 1\n',
    );
    const { code, stderr } = await callMain(['check', flat]);
    expect(code).toBe(2);
    expect(stderr).toContain('`output.configurations.format` is "ildg"; expected "bridge"');
  });

  test('prints a file that means the same', async () => {
    const { code, stdout } = await callMain(['check', file]);
    expect(code).toBe(0);
    expect(resolvedFrom(stdout)).toMatchObject(resolvedFrom(goodFile));
    expect(stdout).toContain('maxIterations = 10000  # default');
  });
});

describe('words on the command line', () => {
  test('help teaches: commands, an example that is valid, exit codes', async () => {
    const { code, stdout } = await callMain(['--help']);
    expect(code).toBe(0);
    for (const word of ['run', 'check', 'keys', 'Ctrl-C', 'Exit codes: 0', 'report.html'])
      expect(stdout).toContain(word);
    const example = stdout.match(/ {2}\[lattice\][\s\S]*?trajectories = 500/)![0];
    expect(resolvedFrom(example).lattice.extent).toEqual([4, 4, 4, 4]);
    const misspelt = await callMain(['help', 'analize']);
    expect(misspelt).toMatchObject({ code: 2, stderr: expect.stringContaining('Did you mean analyse?') });
    expect((await callMain(['run', '--help'])).stdout).toMatch(/--seed <N>[\s\S]*"auto", "js",\s+"wasm128", "wasm256"/);
  });

  test('the version is that of the package', async () => {
    const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
    expect(await callMain(['--version'])).toMatchObject({ code: 0, stdout: `${version}\n` });
  });

  test('keys explains all of the file, or one section', async () => {
    const all = await callMain(['keys']);
    for (const key of ['lattice.extent', 'sampler.steps', 'network.reach', 'schedule.seed'])
      expect(all.stdout).toContain(key);
    const one = await callMain(['keys', 'sampler']);
    expect(one.stdout).toContain('sampler.steps');
    expect(one.stdout).not.toContain('lattice.extent');
    expect(await callMain(['keys', 'samplr'])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('did you mean sampler?'),
    });
  });

  test.each([
    [[], /Usage: cask/],
    [['walk'], /unknown command 'walk'/],
    [['run'], /missing required argument/],
    [['run', file, '--sed', '1'], /unknown option '--sed'[\s\S]*--seed/],
    [['run', file, '--seed', '-1'], /'--seed <N>' argument '-1' is invalid. Expected an integer from 0 to 4294967295/],
    [['run', file, '--seed', '1e9'], /invalid/],
    [['run', file, '--machine', 'gpu'], /Expected auto, js, wasm128, wasm256, native, opencl, webgpu/],
    [['run', file, 'other.toml'], /too many arguments/],
  ])('%j is bad input', async (argv, message) => {
    const { code, stdout, stderr } = await callMain(argv);
    expect({ code, stdout }).toEqual({ code: exitCodes.badInput, stdout: '' });
    expect(stderr).toMatch(message);
  });
});

describe('--set, finished runs and the search for keys', () => {
  const file = () => {
    const path = join(temporaryFolder(), 'run.toml');
    writeFileSync(path, goodFile);
    return path;
  };

  test('--set changes a key, is marked in the echo, and resume compares the run file without it', async () => {
    const path = file();
    const folder = join(temporaryFolder(), 'out');
    const { code, stderr } = await callMain([
      'run',
      path,
      '--out',
      folder,
      '--quiet',
      '--set',
      'action.gauge.beta=2.5',
    ]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(readFileSync(join(folder, 'resolved.toml'), 'utf8')).toContain('\nbeta = 2.5  # command line\n');
    writeFileSync(join(folder, 'params.toml'), `# a comment\n${goodFile}`);
    expect(await callMain(['resume', folder])).toMatchObject({ code: 0, stderr: '' });
    writeFileSync(join(folder, 'params.toml'), goodFile.replace('mass = 0.3', 'mass = 0.5'));
    expect((await callMain(['resume', folder])).stderr).toContain('action.fermion.mass was 0.3, is now 0.5');
  });

  test('a finished run says that it is complete and how to continue, from run and from resume', async () => {
    const path = file();
    const folder = join(temporaryFolder(), 'out');
    await callMain(['run', path, '--out', folder, '--quiet']);
    const { production } = JSON.parse(readFileSync(join(folder, 'summary.json'), 'utf8')).trajectories;
    const standing = `It holds a complete run of ${production} production trajectories; for more of the same chain: cask resume ${folder} --trajectories ${2 * production}`;
    expect((await callMain(['run', folder])).stderr).toContain(standing);
    expect((await callMain(['run', path, '--out', folder])).stderr).toContain(standing);
    expect((await callMain(['resume', folder])).stdout).toContain(standing);
    expect((await callMain(['resume', folder, '--trajectories', String(production + 1)])).code).toBe(0);
  });

  test('check and new take --set as well', async () => {
    const { stdout } = await callMain(['check', file(), '--set', 'schedule.trajectories=77']);
    expect(stdout).toContain('trajectories = 77  # command line');
    const fresh = join(temporaryFolder(), 'new.toml');
    expect((await callMain(['new', fresh, '--preset', 'su2-hmc', '--set', 'schedule.trajectories=77'])).code).toBe(0);
    expect(readFileSync(fresh, 'utf8')).toContain('trajectories = 77');
    const wrong = await callMain(['new', `${fresh}.toml`, '--preset', 'su2-hmc', '--set', 'schedule.trajectoris=77']);
    expect(wrong).toMatchObject({ code: 2, stderr: expect.stringContaining('did you mean `trajectories`?') });
  });

  test('cask keys looks for words in names, values and meanings', async () => {
    const { stdout } = await callMain(['keys', 'tolerance']);
    expect(stdout).toContain('sampler.solver.tolerance');
    expect(stdout).not.toContain('lattice.extent');
    expect((await callMain(['keys', 'TOLERANCE'])).stdout).toBe(stdout);
    expect((await callMain(['keys', 'tolernce'])).stderr).toContain('did you mean tolerance?');
  });
});
