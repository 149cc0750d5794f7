/** A few kills; `npm run test:long` does hundreds. */
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../cli/temporaryFolder.ts';
import { withFaults } from './faultyFiles.ts';
import { killAndResume, start } from './kills.ts';
import { cask, gaugeRun, runFileIn, traces } from './runs.ts';

const base = temporaryFolder();
const file = runFileIn(base, 'run', gaugeRun);

test('killed inside the writing of a checkpoint, a run continues with the same bits', async () => {
  const wholeFolder = join(base, 'whole');
  const plan = { below: join(wholeFolder, 'checkpoint'), fault: 'kill', at: 0, persistent: false } as const;
  const { calls } = await withFaults(plan, () => cask(['run', file, '--out', wholeFolder, '--quiet']));
  const whole = traces(wholeFolder);
  // Three checkpoints after the first; each is opened, written, synced …
  expect(calls).toBeGreaterThan(40);
  for (const share of [0.5, 0.95]) {
    const kill = { kind: 'checkpoint', call: Math.floor(share * calls) } as const;
    expect(await killAndResume(file, join(base, 'killed'), kill, whole)).toMatchObject({
      tooLate: false,
      notBegun: false,
    });
  }
}, 60_000);

test('of two processes that want one folder, one gets it', async () => {
  const out = join(base, 'shared');
  const both = [1, 2].map(() => start(['run', file, '--out', out, '--quiet']).ended);
  const codes = (await Promise.all(both)).map(({ code }) => code).toSorted();
  expect(codes).toEqual([0, 2]);
}, 60_000);
