/** A thin fault sweep; `npm run test:long` tries every fault on every call. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test, vi } from 'vitest';
import { temporaryFolder } from '../cli/temporaryFolder.ts';
import { cask, gaugeRun, runFileIn, traces } from './runs.ts';
import { sweep } from './sweep.ts';

// A busy machine is slow; nothing here is about time.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const base = temporaryFolder();
const file = runFileIn(base, 'run', gaugeRun);
const stopped = join(base, 'stopped');
let whole: Record<string, string>;

beforeAll(async () => {
  await cask(['run', file, '--out', join(base, 'whole'), '--quiet']);
  whole = traces(join(base, 'whole'));
  rmSync(stopped, { recursive: true, force: true });
  await cask(['run', file, '--out', stopped, '--quiet'], { stopIn: 4 });
});

test('whatever call fails, a run says so and continues bit for bit', async () => {
  const { broken, faulted, resumed } = await sweep({ file, whole, base, every: 11 });
  expect(broken).toEqual([]);
  expect(faulted).toBeGreaterThan(10);
  expect(resumed).toBeGreaterThan(5);
});

test('the same while it is taken up again', async () => {
  const { broken, faulted } = await sweep({ file, from: stopped, whole, base, every: 11 });
  expect(broken).toEqual([]);
  expect(faulted).toBeGreaterThan(10);
});
