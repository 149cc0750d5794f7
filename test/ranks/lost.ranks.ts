/** A rank that is killed or hangs ends the job with a sentence, and the run goes on elsewhere. Twenty: test:long. */
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../cli/temporaryFolder.ts';
import { runFileIn } from '../faults/runs.ts';
import { loseRank, resumeOn, undisturbed } from './lostRank.ts';
import { hasMpi } from './mpirun.ts';
import { heatbathRun } from './runs.ts';

const base = temporaryFolder();
const file = runFileIn(base, 'run', heatbathRun);
const patience = 3;

test.skipIf(!hasMpi).each([
  { grid: '1.1.2.1', rank: 1, signal: 'SIGKILL', flags: [], sentence: /signal 9|KILLED BY SIGNAL: 9/ },
  {
    grid: '1.1.1.2',
    rank: 0,
    signal: 'SIGSTOP',
    flags: ['--patience', String(patience)],
    sentence: /Rank 1: Another rank has not answered for \d s/,
  },
] as const)('$signal of rank $rank', { timeout: 240_000 }, async ({ sentence, ...loss }) => {
  const folder = join(base, loss.signal);
  const lost = await loseRank({ file, folder, after: 10, ...loss });
  expect(lost?.said).toMatch(sentence);
  // A rank waits for the next command somewhat longer, and mpirun takes seconds for its part; a minute would be a hang.
  expect(lost?.seconds).toBeLessThan(60);
  expect(resumeOn('1.2.1.1', folder)).toEqual(undisturbed(file, join(base, `${loss.signal}-alone`)));
});
