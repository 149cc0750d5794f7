import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { hostname, tmpdir, uptime } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Simulation } from '../simulation/simulation.ts';
import { type CheckpointFacts, writeCheckpoint } from './checkpoint.ts';
import { keepConfiguration } from './configurations.ts';
import { heartbeat, longestSilence } from './heartbeat.ts';
import { type Holder, thisProcess } from './holder.ts';
import { lockFolder } from './lock.ts';

let base: string;
let folder: string;
beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), 'cask-lock-'));
  folder = join(base, 'run');
  mkdirSync(folder);
});
afterEach(() => rmSync(base, { recursive: true }));

/** Beyond the largest number that Linux gives to a process. */
const nobody = 2 ** 22 + 1;

/** Plants a lock whose last heartbeat was so many milliseconds ago. */
function plant(holder: Partial<Holder>, silence = 0): void {
  const path = join(folder, 'lock.1');
  writeFileSync(path, JSON.stringify({ ...thisProcess(), ...holder }));
  const beaten = (Date.now() - silence) / 1000;
  utimesSync(path, beaten, beaten);
}

describe('a holder that can be seen from here', () => {
  test('is let finish while it lives, whatever its heartbeat', () => {
    plant({}, 10 * longestSilence);
    expect(() => lockFolder(folder, { takeSilent: true })).toThrow(/is held by process \d+ on .*Let it finish/);
  });

  test.each([
    ['whose process is gone', { process: nobody }],
    ['whose number another process has now', { began: '1' }],
    ['on a computer that changed its name', { process: nobody, host: 'former-name' }],
  ])('%s is followed at once', (_, holder) => {
    plant(holder);
    const lock = lockFolder(folder);
    expect(readdirSync(folder)).toEqual(['lock.2']);
    lock.release();
    expect(readdirSync(folder)).toEqual([]);
  });
});

const unseen: [string, Partial<Holder>][] = [
  ['on another computer', { host: 'elsewhere', boot: 'another' }],
  ['on another computer of this name', { boot: 'another', process: nobody }],
  ['in another process table of this computer', { table: 'pid:[1]', process: nobody }],
];
describe.each(unseen)('a holder %s', (_, holder) => {
  test('is not taken for dead because its number is not in the table of this process', () => {
    plant(holder);
    for (const takeSilent of [false, true]) {
      expect(() => lockFolder(folder, { takeSilent })).toThrow(
        /which cannot be seen from here; its last sign of life was \d s ago.*After 180 s of silence/,
      );
    }
    expect(readdirSync(folder)).toEqual(['lock.1']);
  });

  test('that has been silent for too long is followed on request', () => {
    plant(holder, longestSilence + 5000);
    expect(() => lockFolder(folder)).toThrow(/take the lock with: cask resume DIR --take-lock/);
    lockFolder(folder, { takeSilent: true }).release();
    expect(readdirSync(folder)).toEqual([]);
  });
});

test('a computer that was started again after the last heartbeat needs no request', () => {
  plant({ boot: 'the one before', host: hostname() }, 1000 * uptime() + longestSilence);
  lockFolder(folder).release();
  expect(readdirSync(folder)).toEqual([]);
});

test('a heartbeat shows in the time of the file, and comes often enough', () => {
  const lock = lockFolder(folder);
  const path = join(folder, 'lock.1');
  utimesSync(path, 0, 0);
  lock.beat();
  expect(Date.now() - statSync(path).mtimeMs).toBeLessThan(longestSilence);
  expect(longestSilence).toBeGreaterThan(5 * heartbeat);
  lock.release();
});

describe('a holder whose folder', () => {
  test.each([
    ['was removed', () => rmSync(folder, { recursive: true }), /it was removed or moved/],
    ['was moved', () => renameSync(folder, join(base, 'moved')), /it was removed or moved/],
    [
      'was replaced by that of another run',
      () => {
        renameSync(folder, join(base, 'moved'));
        mkdirSync(folder);
        plant({ process: 77, host: 'elsewhere' });
      },
      /process 77 on elsewhere holds it now/,
    ],
    [
      'was taken while it was suspended',
      () => {
        rmSync(join(folder, 'lock.1'));
        writeFileSync(join(folder, 'lock.2'), JSON.stringify({ ...thisProcess(), process: 78 }));
      },
      /process 78 on .* holds it now/,
    ],
    ['lost its lock', () => rmSync(join(folder, 'lock.1')), /its lock .*lock\.1 was removed/],
  ])('%s writes nothing more, and leaves the lock of another alone', (_, lose, sentence) => {
    const lock = lockFolder(folder);
    expect(lock.pathOf('summary.json')).toBe(join(folder, 'summary.json'));
    lose();
    const left = readLocks();
    expect(() => lock.pathOf('summary.json')).toThrow(sentence);
    lock.release();
    expect(readLocks()).toEqual(left);
  });
});

function readLocks(): string[] {
  try {
    return readdirSync(folder).map(name => name + readFileSync(join(folder, name), 'utf8'));
  } catch {
    return [];
  }
}

test.each(['a checkpoint', 'a configuration'])(
  'a folder that is moved while %s is written is named, and not made again',
  what => {
    const lock = lockFolder(folder);
    const unit = Float64Array.from({ length: 2 ** 4 * 4 * 2 }, (_, i) => 1 - (i % 2));
    const moving = () => renameSync(folder, join(base, 'moved'));
    const state = () => {
      moving();
      return {};
    };
    const configuration = () => {
      moving();
      return { extents: [2, 2, 2, 2], colours: 1, precision: 64, links: unit };
    };
    const simulation = { state, configuration } as unknown as Simulation;
    const write = () =>
      what === 'a checkpoint'
        ? writeCheckpoint(lock, { trajectory: 1 } as CheckpointFacts, simulation)
        : keepConfiguration(lock, { format: 'ildg', every: 1 }, simulation, { trajectory: 1, phase: 'production' });
    expect(write).toThrow(/is not this run's any more: it was removed or moved/);
    expect(existsSync(folder)).toBe(false);
    lock.release();
  },
);
