/** Ranks that come to harm, on small runs. Their bits: test/ranks/matrix.ranks.ts. */
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { uniform } from '../cli/fakeSimulation.ts';
import { temporaryFolder } from '../cli/temporaryFolder.ts';
import { cask, gaugeRun, runFileIn, traces } from '../faults/runs.ts';
import { sweep } from '../faults/sweep.ts';
import { commandsOn } from '../ranks/faultyRanks.ts';
import { loseRank, resumeOn, undisturbed } from '../ranks/lostRank.ts';
import { hasMpi, ranksIn } from '../ranks/mpirun.ts';
import { heatbathRun, learningRun, quarkRun } from '../ranks/runs.ts';

const grids = ['1.1.2.1', '1.2.1.1', '1.1.1.2', '1.1.2.2', '1.2.1.2'];

const base = temporaryFolder();

describe.skipIf(!hasMpi).each([
  { name: 'heatbath', text: heatbathRun, kills: 8 },
  { name: 'quarks', text: quarkRun, kills: 6 },
  { name: 'learning', text: learningRun, kills: 6 },
])('kill -9 of one rank: $name', ({ name, text, kills }) => {
  test(`${kills} times: the job ends, and another grid goes on with the same bits`, async () => {
    const file = runFileIn(base, name, text);
    const whole = undisturbed(file, join(base, `${name}-whole`));
    const total = Number(/trajectories = (\d+) }/.exec(text)![1]);
    const seconds: number[] = [];
    let tries = 0;
    while (seconds.length < kills) {
      expect(tries++).toBeLessThan(3 * kills);
      const grid = grids[tries % grids.length];
      const rank = Math.floor(uniform(1, tries, 5) * ranksIn(grid));
      const after = 1 + Math.floor(uniform(2, tries, 5) * (total - 2));
      const folder = join(base, `${name}-${tries}`);
      const lost = await loseRank({ file, folder, grid, rank, after, signal: 'SIGKILL' });
      if (!lost) continue;
      expect(lost.said).toMatch(/signal 9|KILLED BY SIGNAL: 9/);
      // In turn: another grid, one process, two threads on each rank.
      const other = tries % 4 === 0 ? '1.1.1.1' : grids[(tries + 1 + (tries % 3)) % grids.length];
      expect(resumeOn(other, folder, tries % 5 === 0 ? ['--threads', '2'] : [])).toEqual(whole);
      seconds.push(lost.seconds);
    }
    console.log(`killed ${name}: ${kills} of ${kills} the same in ${tries} tries;`, Math.max(...seconds), 's at most');
    // mpirun itself ends what is left; a minute would be a hang.
    expect(Math.max(...seconds)).toBeLessThan(60);
  });
});

test.skipIf(!hasMpi)(
  'calls to the file system fail under rank 0: all ranks end, and go on with the same bits',
  async () => {
    const file = runFileIn(base, 'sweep', gaugeRun);
    const [out, stopped] = [join(base, 'sweep-whole'), join(base, 'sweep-stopped')];
    await cask(['run', file, '--out', out, '--quiet']);
    await cask(['run', file, '--out', stopped, '--quiet'], { stopIn: 4 });
    for (const from of [undefined, stopped]) {
      const options = { file, whole: traces(out), base, every: 13, commands: commandsOn('1.2') };
      const { broken, ...counts } = await sweep({ ...options, ...(from ? { from } : {}) });
      console.log(from ? 'sweep of cask resume on ranks:' : 'sweep of cask run on ranks:', counts);
      expect(broken).toEqual([]);
      expect(counts.resumed + counts.notBegun + counts.overcome).toBe(counts.faulted);
      expect(counts.faulted).toBeGreaterThan(8);
    }
  },
);
