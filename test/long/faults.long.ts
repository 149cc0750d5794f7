/**
 * Reliability at full length: kills, the whole fault sweep, a full disk, damaged files, two processes, a long run.
 * What it found is in docs/results/reliability.md.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { checkpointFromBytes, configurationOf, parseConfiguration, writeIldg } from '../../src/files/index.ts';
import { checkpointFiles } from '../../src/files/node/index.ts';
import { hotStart } from '../../src/gauge/index.ts';
import { groupNamed } from '../../src/group/index.ts';
import { Machine } from '../../src/kernel/index.ts';
import { key, Lattice } from '../../src/lattice/index.ts';
import { readRunTexts } from '../../src/runfolder/runTexts.ts';
import { uniform } from '../cli/fakeSimulation.ts';
import { cuts, flips, readAll } from '../faults/damage.ts';
import { withFaults } from '../faults/faultyFiles.ts';
import { type Kill, killAndResume, start } from '../faults/kills.ts';
import { cask, gaugeRun, learningRun, runFileIn, soakRun, traces } from '../faults/runs.ts';
import { sweep } from '../faults/sweep.ts';

const base = mkdtempSync(join(tmpdir(), 'cask-faults-'));
afterAll(() => rmSync(base, { recursive: true, force: true }));

const longer = (text: string, trajectories: number) =>
  text.replace(/trajectories = \d+/, `trajectories = ${trajectories}`);

describe.each([
  { name: 'gauge', text: longer(gaugeRun, 100), kills: 150 },
  { name: 'learning', text: longer(learningRun, 40), kills: 60 },
])('killed: $name', ({ name, text, kills }) => {
  const file = runFileIn(base, `kill-${name}`, text);
  const folderOf = (stream: number) => join(base, `killed-${name}-${stream}`);
  let whole: Record<string, string>;
  let calls: number;
  let span: { first: number; last: number };

  beforeAll(async () => {
    const out = join(base, `whole-${name}`);
    const plan = { below: join(out, 'checkpoint'), fault: 'kill', at: 0, persistent: false } as const;
    ({ calls } = await withFaults(plan, () => cask(['run', file, '--out', out, '--quiet'])));
    whole = traces(out);
    span = await timeOfRun(file, join(base, `timed-${name}`));
  });

  test(`${kills} times, a third of them inside a checkpoint: the same bits`, async () => {
    const counts = { clock: 0, checkpoint: 0, pending: 0, tooLate: 0, notBegun: 0 };
    const broken: string[] = [];
    let tries = 0;
    const killed = () => counts.clock + counts.checkpoint;
    const one = async (k: number, stream: number) => {
      const share = uniform(7, k, 3);
      const kill: Kill =
        k % 3 === 0
          ? { kind: 'checkpoint', call: 1 + Math.floor(share * calls) }
          : { kind: 'clock', milliseconds: span.first + share * (span.last - span.first) };
      const { tooLate, notBegun, pending, broken: sentence } = await killAndResume(file, folderOf(stream), kill, whole);
      if (sentence) broken.push(sentence);
      // The load of the machine changes, and with it the time of a run: kills by the clock aim at where it computes.
      const { first, last } = span;
      if (kill.kind === 'clock' && tooLate) span = { first, last: Math.max(first + 300, 0.95 * last) };
      if (kill.kind === 'clock' && notBegun) span = { first: Math.min(1.05 * first, last), last: last + 0.05 * first };
      if (tooLate) counts.tooLate++;
      else if (notBegun) counts.notBegun++;
      else counts[kill.kind]++;
      if (pending) counts.pending++;
    };
    const stream = async (number: number) => {
      while (killed() < kills && tries < 5 * kills) await one(tries++, number);
    };
    await Promise.all(Array.from({ length: streams }, (_, number) => stream(number)));
    console.log(`killed ${name}:`, counts, `in ${tries} tries; ${calls} calls in checkpoints`);
    expect(broken).toEqual([]);
    expect(killed()).toBeGreaterThanOrEqual(kills);
    expect(counts.checkpoint).toBeGreaterThanOrEqual(kills / 4);
  });
});

/** Runs that are killed side by side. */
const streams = 4;

/** Milliseconds from the start of the process until the log has a line, and until the end. */
async function timeOfRun(file: string, folder: string): Promise<{ first: number; last: number }> {
  rmSync(folder, { recursive: true, force: true });
  const begin = performance.now();
  const { ended } = start(['run', file, '--out', folder, '--quiet']);
  let first: number | undefined;
  const watch = setInterval(() => {
    if (first === undefined && sizeOf(join(folder, 'log.jsonl')) > 0) first = performance.now() - begin;
  }, 5);
  await ended;
  clearInterval(watch);
  const last = performance.now() - begin;
  return { first: first ?? last / 2, last };
}

function sizeOf(path: string): number {
  try {
    return readFileSync(path).length;
  } catch {
    return 0;
  }
}

test('every fault on every call of a run, and of taking it up again', async () => {
  const file = runFileIn(base, 'sweep', gaugeRun);
  const [out, stopped] = [join(base, 'sweep-whole'), join(base, 'sweep-stopped')];
  await cask(['run', file, '--out', out, '--quiet']);
  await cask(['run', file, '--out', stopped, '--quiet'], { stopIn: 4 });
  for (const from of [undefined, stopped]) {
    const { broken, ...counts } = await sweep({ file, whole: traces(out), base, ...(from ? { from } : {}) });
    console.log(from ? 'sweep of cask resume:' : 'sweep of cask run:', counts);
    expect(broken).toEqual([]);
    expect(counts.resumed + counts.notBegun + counts.overcome).toBe(counts.faulted);
  }
});

test('a disk that is really full: an error with file and cause, and on with the same bits when there is room', async context => {
  const disk = join(base, 'disk');
  mkdirSync(disk);
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=8k', 'tmpfs', disk]).status === 0;
  if (!mounted) context.skip('Mounting a small tmpfs needs root.');
  const file = runFileIn(base, 'disk', longer(gaugeRun, 30));
  await cask(['run', file, '--out', join(base, 'disk-whole'), '--quiet']);
  const whole = traces(join(base, 'disk-whole'));
  const counts = { failed: 0, notBegun: 0, fitted: 0 };
  try {
    for (let kibibytes = 4; kibibytes <= 200; kibibytes += 4) {
      const resize = (size: number) => execFileSync('mount', ['-o', `remount,size=${size}k`, disk]);
      const out = join(disk, 'run');
      rmSync(out, { recursive: true, force: true });
      resize(kibibytes);
      const { code, stderr } = await cask(['run', file, '--out', out, '--quiet']);
      if (code === 0) {
        counts.fitted++;
        continue;
      }
      counts.failed++;
      expect(stderr).toContain(disk);
      expect(stderr).toMatch(/disk is full/);
      resize(4096);
      const again = await cask(['resume', out, '--quiet']);
      if (again.code === 0) expect(traces(out)).toEqual(whole);
      else {
        counts.notBegun++;
        expect(again.stderr).toMatch(/before anything was computed|nothing was computed yet|is no run folder/);
      }
    }
  } finally {
    execFileSync('umount', [disk]);
  }
  console.log('full disk:', counts);
  expect(counts.failed).toBeGreaterThan(10);
  expect(counts.fitted).toBeGreaterThan(5);
});

test('damaged checkpoints and configurations', async () => {
  const out = join(base, 'damage');
  await cask(['run', runFileIn(base, 'damage', learningRun), '--out', out, '--quiet']);
  const bytes = readFileSync(checkpointFiles(join(out, 'checkpoint'))[0].path);
  const header = 8 + Number(bytes.readBigUInt64LE(0));
  const cut = readAll(cuts(bytes, header, 1000), checkpointFromBytes, () => false);
  const flipped = readAll(flips(bytes, 10_000), checkpointFromBytes, () => false);
  const u = hotStart(new Lattice([4, 4, 4, 4], new Machine('js')), groupNamed('SU(3)'), key(1, 0, 'start'));
  const configuration = configurationOf(u);
  const ildg = readAll(
    flips(writeIldg(configuration), 2000),
    damaged => parseConfiguration(damaged).configuration,
    ({ links }) => links.every((value, k) => value === configuration.links[k]),
  );
  console.log('damage:', { header, cut, flipped, ildg });
  for (const { silent } of [cut, flipped, ildg]) expect(silent).toBe(0);
  expect(flipped.refused).toBe(10_000);
});

test('a log with one random bit flipped, 2000 times without a checkpoint, is refused with its line', async () => {
  const out = join(base, 'log');
  await cask(['run', runFileIn(base, 'log', longer(gaugeRun, 40)), '--out', out, '--quiet']);
  rmSync(join(out, 'checkpoint'), { recursive: true });
  const path = join(out, 'log.jsonl');
  const bytes = readFileSync(path);
  // The line break at the very end is one that a run which is going on may not have written yet.
  const counts = { named: 0, silent: 0 };
  for (const damaged of flips(bytes.subarray(0, -1), 2000)) {
    writeFileSync(path, Buffer.concat([damaged, bytes.subarray(-1)]));
    try {
      readRunTexts(out);
      counts.silent++;
    } catch (error) {
      expect(String(error)).toMatch(/log\.jsonl:\d+: the line is not what the run wrote here/);
      counts.named++;
    }
  }
  console.log('flipped bits in logs:', counts);
  expect(counts).toEqual({ named: 2000, silent: 0 });
});

test('two processes in one folder, 20 times: one gets it', async () => {
  const file = runFileIn(base, 'two', gaugeRun);
  for (let k = 0; k < 20; k++) {
    const out = join(base, `two-${k}`);
    const both = [1, 2].map(() => start(['run', file, '--out', out, '--quiet']).ended);
    expect((await Promise.all(both)).map(({ code }) => code).toSorted()).toEqual([0, 2]);
    const resumed = [1, 2].map(() => start(['resume', out, '--quiet', '--trajectories', '3000']).ended);
    const answers = await Promise.all(resumed);
    expect(answers.map(({ code }) => code).toSorted()).toEqual([0, 2]);
    expect(answers.find(({ code }) => code === 2)!.stderr).toMatch(/in use|took it at the same moment/);
  }
});

test.each([
  { name: 'gauge', text: longer(gaugeRun, 10_000).replace('every = 4,', 'every = 1000,') },
  { name: 'SU(2) on 2⁴', text: soakRun },
])('10 000 trajectories of $name: memory and open files stay', ({ name, text }) => {
  const file = runFileIn(base, `soak-${name}`, text);
  const script = fileURLToPath(new URL('../faults/soak.ts', import.meta.url));
  const flags = ['--expose-gc', '--max-semi-space-size=8'];
  const answer = execFileSync(process.execPath, [...flags, script, file, join(base, `soak-${name}-run`), '1000'], {
    encoding: 'utf8',
  });
  const { samples } = JSON.parse(answer) as { samples: { rss: number; heap: number; files: number }[] };
  console.log(`soak, ${name}:`, samples.map(({ rss, heap, files }) => [rss, heap, files].join(' ')).join(', '));
  expect(samples).toHaveLength(10);
  expect(new Set(samples.map(({ files }) => files)).size).toBe(1);
  // What grows are the lines of the log, which are kept for the report: a third of a kilobyte each.
  expect(samples[9].rss / samples[0].rss).toBeLessThan(1.02);
  expect(samples[9].heap - samples[0].heap).toBeLessThan(9000 * 500);
});
