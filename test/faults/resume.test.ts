/** An interrupted run that continues leaves the same bytes as one that was never interrupted. */
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { temporaryFolder } from '../cli/temporaryFolder.ts';
import { cask, caskRun, gaugeRun, learningRun, runFileIn, traces } from './runs.ts';

// A busy machine is slow; nothing here is about time.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const base = temporaryFolder();
const read = (folder: string, name: string) => readFileSync(join(folder, name), 'utf8');
const edit = (folder: string, name: string, from: string | RegExp, to: string) => {
  const text = read(folder, name);
  const changed = text.replace(from, to);
  expect(changed).not.toBe(text);
  writeFileSync(join(folder, name), changed);
};

describe.each([
  { name: 'gauge', text: gaugeRun, last: 8 },
  { name: 'learning', text: learningRun, last: 14 },
  { name: 'cask', text: caskRun, last: 10 },
])('$name', ({ name, text, last }) => {
  const file = runFileIn(base, name, text);
  const whole = join(base, `${name}-whole`);
  beforeAll(async () => {
    expect(await cask(['run', file, '--out', whole, '--quiet'])).toMatchObject({ code: 0, stderr: '' });
  });

  test('stopped in any trajectory, it continues with the same bits', async () => {
    for (let stopIn = 1; stopIn < last; stopIn += 3) {
      const folder = join(base, `${name}-${stopIn}`);
      const stopped = await cask(['run', file, '--out', folder], { stopIn });
      expect(stopped.stdout).toContain(`Go on with: cask resume ${folder}`);
      expect(read(folder, 'log.jsonl').trimEnd().split('\n')).toHaveLength(stopIn);
      expect(await cask(['resume', folder])).toMatchObject({ code: 0, stderr: '' });
      expect(traces(folder), `stopped in ${stopIn}`).toEqual(traces(whole));
      expect(JSON.parse(read(folder, 'provenance.json')).resumed).toMatchObject([{ after: stopIn }]);
    }
  });

  test('stopped in every trajectory, and on vectors of another width', async () => {
    const folder = join(base, `${name}-often`);
    await cask(['run', file, '--out', folder, '--quiet'], { stopIn: 1 });
    for (let stopIn = 2; stopIn <= last; stopIn++) {
      edit(folder, 'resolved.toml', /^kind = "wasm(128|256)"/m, `kind = "wasm${stopIn % 2 ? 128 : 256}"`);
      expect(await cask(['resume', folder, '--quiet'], { stopIn })).toMatchObject({ code: 0, stderr: '' });
    }
    expect(traces(folder)).toEqual(traces(whole));
  });

  test('a complete run is summed up again, a longer one begins as the shorter one did', async () => {
    const folder = join(base, `${name}-longer`);
    cpSync(whole, folder, { recursive: true });
    const before = traces(folder);
    expect(await cask(['resume', folder])).toMatchObject({ code: 0, stderr: '' });
    expect(traces(folder)).toEqual(before);
    const short = read(folder, 'log.jsonl');
    expect(await cask(['resume', folder, '--trajectories', '9'])).toMatchObject({ code: 0, stderr: '' });
    expect(read(folder, 'log.jsonl').startsWith(short)).toBe(true);
    expect(JSON.parse(read(folder, 'summary.json')).trajectories.production).toBe(9);
    expect(read(folder, 'resolved.toml')).toContain('\ntrajectories = 9  # command line\n');
    expect(await cask(['resume', folder, '--trajectories', '1'])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('expected at least 9 of production, found 1'),
    });
  });
});

test('all weights of the CASK network move while it is trained, so that the bits above tell of all of them', async () => {
  const file = runFileIn(base, 'moving', caskRun);
  const weights = (folder: string) => JSON.parse(read(folder, 'weights.json')).weights as Record<string, number>;
  const [early, late] = [join(base, 'moving-early'), join(base, 'moving-late')];
  await cask(['run', file, '--out', early, '--quiet'], { stopIn: 1 });
  await cask(['run', file, '--out', late, '--quiet']);
  const [before, after] = [weights(early), weights(late)];
  expect(Object.keys(after).length).toBeGreaterThan(3);
  for (const name of Object.keys(after)) expect(after[name], name).not.toBe(before[name]);
});

describe('is refused in sentences', () => {
  const file = runFileIn(base, 'refused', learningRun);
  const weights = join(base, 'refused-weights.json');
  const from = join(base, 'stopped');
  let copies = 0;
  const copy = () => {
    const folder = join(base, `refused-${copies++}`);
    cpSync(from, folder, { recursive: true });
    return folder;
  };
  beforeAll(async () => {
    await cask(['run', file, '--out', join(base, 'teacher'), '--quiet']);
    cpSync(join(base, 'teacher', 'weights.json'), weights);
    const start = runFileIn(base, 'pupil', learningRun.replace('blocks = 1', `blocks = 1, weights = "${weights}"`));
    await cask(['run', start, '--out', from, '--quiet'], { stopIn: 4 });
    const log = read(from, 'log.jsonl').trimEnd().split('\n');
    expect(log).toHaveLength(4);
  });

  test.each([
    ['resolved.toml', 'beta = 2', 'beta = 2.1', '  action.gauge.beta was 2, is now 2.1\n'],
    ['resolved.toml', 'steps = 3', 'steps = 4', '  sampler.steps was 3, is now 4\n'],
    ['resolved.toml', 'seed = 9', 'seed = 10', '  schedule.seed was 9, is now 10\n'],
    ['resolved.toml', 'rate = 0.001', 'rate = 0.002', '  training.optimiser.rate was 0.001, is now 0.002\n'],
    ['params.toml', 'mass = 0.5', 'mass = 0.4', '  action.fermion.mass was 0.5, is now 0.4\n'],
  ])('%s with %s changed to %s', async (name, before, after, line) => {
    const folder = copy();
    edit(folder, name, before, after);
    const kept = traces(folder);
    const { code, stderr } = await cask(['resume', folder]);
    expect(code).toBe(2);
    expect(stderr).toContain(line);
    expect(traces(folder)).toEqual(kept);
  });

  test('another title or a comment is no change', async () => {
    const folder = copy();
    writeFileSync(join(folder, 'params.toml'), `title = "new" # and a comment\n${read(folder, 'params.toml')}`);
    expect(await cask(['resume', folder, '--quiet'])).toMatchObject({ code: 0, stderr: '' });
  });

  test('a changed weights file', async () => {
    const folder = copy();
    const text = readFileSync(weights, 'utf8');
    writeFileSync(weights, text.replace('"loss": "offset"', '"loss": "raw"'));
    expect((await cask(['resume', folder])).stderr).toMatch(
      /network\.weights was content [0-9a-f]{16}, is now content [0-9a-f]{16}\n/,
    );
    writeFileSync(weights, text);
  });

  test('a machine that rounds otherwise', async () => {
    const folder = copy();
    edit(folder, 'resolved.toml', 'kind = "wasm128"', 'kind = "js"');
    const { code, stderr } = await cask(['resume', folder]);
    expect(code).toBe(2);
    expect(stderr).toContain(
      'was computed with fused multiply-add, and the machine js computes with separate rounding',
    );
  });

  test('a log that was changed, and one that is too short', async () => {
    for (const change of [(log: string) => log.replace('"accepted":', '"Accepted":'), (log: string) => log.slice(9)]) {
      const folder = copy();
      for (const path of readdirSync(join(folder, 'checkpoint'))) expect(path).toMatch(/^0000000[34]/);
      writeFileSync(join(folder, 'log.jsonl'), change(read(folder, 'log.jsonl')));
      const { code, stderr } = await cask(['resume', folder]);
      expect(code).toBe(2);
      expect(stderr.match(/does not go with .*log\.jsonl/g)).toHaveLength(2);
      expect(stderr).toContain('has no checkpoint to go on from');
    }
  });

  test('no run folder, an empty run folder, a folder in use', async () => {
    mkdirSync(join(base, 'nothing'));
    expect((await cask(['resume', join(base, 'nothing')])).stderr).toMatch(/is no run folder/);
    expect((await cask(['resume', join(base, 'nowhere')])).stderr).toMatch(/is no run folder/);
    writeFileSync(join(base, 'nothing', 'params.toml'), gaugeRun);
    expect((await cask(['resume', join(base, 'nothing')])).stderr).toMatch(/ended before anything was computed/);
    const folder = copy();
    writeFileSync(join(folder, 'lock.1'), JSON.stringify({ process: process.pid, host: 'elsewhere', began: '' }));
    expect((await cask(['resume', folder])).stderr).toMatch(/in use: .*lock\.1 is held by process \d+ on elsewhere/);
    expect(existsSync(join(folder, 'lock.2'))).toBe(false);
  });
});

test('a damaged checkpoint costs its trajectories and nothing else', async () => {
  const file = runFileIn(base, 'damaged', gaugeRun);
  const [whole, folder] = [join(base, 'damaged-whole'), join(base, 'damaged')];
  await cask(['run', file, '--out', whole, '--quiet']);
  await cask(['run', file, '--out', folder, '--quiet'], { stopIn: 7 });
  const newest = join(folder, 'checkpoint', '00000007.safetensors');
  writeFileSync(newest, readFileSync(newest).subarray(0, 300));
  const { code, stdout } = await cask(['resume', folder]);
  expect(code).toBe(0);
  expect(stdout).toMatch(/Careful: .*00000007\.safetensors is damaged: .* An older checkpoint is taken\./);
  expect(stdout).toContain('going on after trajectory 6');
  expect(traces(folder)).toEqual(traces(whole));
});

test('a walltime that is too short stops with a checkpoint and exit code 0', async () => {
  const file = runFileIn(base, 'walltime', gaugeRun);
  const [whole, folder] = [join(base, 'walltime-whole'), join(base, 'walltime')];
  await cask(['run', file, '--out', whole, '--quiet']);
  expect(await cask(['run', file, '--out', folder, '--quiet', '--walltime', '0.001s'])).toMatchObject({ code: 0 });
  expect(JSON.parse(read(folder, 'summary.json')).outcome).toBe('interrupted');
  expect(await cask(['resume', folder, '--quiet', '--walltime', '3h'])).toMatchObject({ code: 0, stderr: '' });
  expect(traces(folder)).toEqual(traces(whole));
});
