/** File systems that lack something: a run goes without it, and leaves the same bytes. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { temporaryFolder } from '../cli/temporaryFolder.ts';
import { type Lack, withFaults } from './faultyFiles.ts';
import { cask, gaugeRun, runFileIn, traces } from './runs.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const base = temporaryFolder();
const whole = join(base, 'whole');
const file = runFileIn(base, 'run', gaugeRun);
beforeAll(async () => {
  expect(await cask(['run', file, '--out', whole, '--quiet'])).toMatchObject({ code: 0 });
});

const run = (folder: string, lack: Lack, fault: 'EPERM' | 'EINVAL' | 'EDQUOT') =>
  withFaults({ below: folder, fault, at: 1, persistent: true, only: lack }, () =>
    cask(['run', file, '--out', folder, '--quiet']),
  );

describe('without', () => {
  test.each([
    ['hard links', 'linkSync', 'EPERM'],
    ['fsync', 'fsyncSync', 'EINVAL'],
  ] as const)('%s: the same run', async (name, lack, fault) => {
    const folder = join(base, name);
    const warnings: string[] = [];
    const listen = ({ message }: Error) => warnings.push(message);
    process.on('warning', listen);
    const { result, failed } = await run(folder, lack, fault);
    await new Promise(setImmediate);
    process.off('warning', listen);
    expect(result).toMatchObject({ code: 0, stderr: '' });
    expect(failed.length).toBeGreaterThan(0);
    expect(traces(folder)).toEqual(traces(whole));
    expect(readdirSync(folder).filter(entry => /pending|^lock/.test(entry))).toEqual([]);
    // Once for each folder, however often it was tried.
    const said = warnings.filter(message =>
      /cannot bring files to the disk when asked \(fsync: EINVAL\)/.test(message),
    );
    expect(new Set(said).size).toBe(said.length);
    expect(said.length > 0).toBe(lack === 'fsyncSync');
  });

  test('quota: the run ends with a sentence, and continues when there is room again', async () => {
    const folder = join(base, 'quota');
    const attempt = (name: string, at: number) => {
      const argv = ['run', file, '--out', join(base, name), '--quiet'];
      return withFaults({ below: join(base, name), fault: 'EDQUOT', at, persistent: true, only: 'writeSync' }, () =>
        cask(argv),
      );
    };
    const { calls } = await attempt('counted', 0);
    // Two thirds of the way there is a checkpoint.
    const { result } = await attempt('quota', Math.floor((2 * calls) / 3));
    expect(result.code).toBe(1);
    expect(result.stderr).toMatch(/the disk quota is used up \(EDQUOT\)/);
    expect(await cask(['resume', folder, '--quiet'])).toEqual({ code: 0, stdout: '', stderr: '' });
    expect(traces(folder)).toEqual(traces(whole));
  });
});
