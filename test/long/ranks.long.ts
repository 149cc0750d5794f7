/** Every kind of quark, sampler and observable leaves the bits of one rank on many; killed ranks, resumed on other grids. */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { temporaryFolder } from '../cli/temporaryFolder.ts';
import { hasMpi, mpirun, program, sameBits } from '../ranks/mpirun.ts';
import { theoryNames } from '../ranks/theories.ts';

describe.skipIf(!hasMpi).each(['1.1.2.1', '1.2.1.1', '1.1.1.2', '1.1.2.2', '1.2.1.2'])('on ranks %s', grid => {
  test.each(theoryNames)('%s', async name => {
    expect(await sameBits(grid, [name])).toEqual([{ name, grid }]);
  });
});

const base = temporaryFolder();
const file = join(base, 'run.toml');
const trajectories = 12;
writeFileSync(
  file,
  `lattice.extent = [4, 4, 4, 8]
group.name = "SU(3)"
action.gauge = { kind = "plaquette", beta = 5.7 }
start.from = "hot"
sampler.kind = "heatbath"
schedule = { thermalise = 0, trajectories = ${trajectories} }
output.checkpoint = { every = 1 }
`,
);
const logOf = (folder: string) => {
  const path = join(folder, 'log.jsonl');
  return existsSync(path) ? readFileSync(path, 'utf8') : '';
};
const lines = (folder: string) => logOf(folder).split('\n').length - 1;
const ranksOf = (grid: string) => grid.split('.').reduce((product, n) => product * Number(n), 1);

/** Runs on ranks, and kills one of them after so many trajectories. @returns seconds until all had ended */
function killed(folder: string, grid: string, rank: number, after: number): Promise<number> {
  const [command, arguments_] = mpirun(
    ranksOf(grid),
    ...[program, 'run', file, '--out', folder, '--ranks', grid, '--no-preflight', '--quiet'],
  );
  const job = spawn(command, arguments_, { stdio: 'ignore' });
  return new Promise(resolve => {
    let killedAt = 0;
    const clock = setInterval(() => {
      if (lines(folder) < after || killedAt > 0) return;
      killedAt = performance.now();
      const children = spawnSync('pgrep', ['-P', String(job.pid)], { encoding: 'utf8' })
        .stdout.trim()
        .split('\n');
      process.kill(Number(children[rank]), 'SIGKILL');
    }, 20);
    job.on('exit', () => {
      clearInterval(clock);
      resolve(killedAt === 0 ? Number.NaN : (performance.now() - killedAt) / 1000);
    });
  });
}

describe.skipIf(!hasMpi)('a killed rank', () => {
  const alone = join(base, 'alone');
  test.each([
    ['1.1.2.1', '1.1.1.2', 1],
    ['1.1.2.2', '1.2.1.1', 3],
    ['1.2.1.1', '1.1.2.2', 0],
    ['1.1.1.2', '1.1.1.1', 1],
  ])('on %s ends the job, and %s goes on with the same bits', async (before, after, rank) => {
    if (!existsSync(alone))
      spawnSync(process.execPath, [program, 'run', file, '--out', alone, '--no-preflight', '--quiet']);
    expect(lines(alone)).toBe(trajectories);
    const folder = join(base, `${before}-${after}`);
    const seconds = await killed(folder, before, rank, 3);
    // mpirun itself ends what is left; a minute would be a hang.
    expect(seconds).toBeLessThan(60);
    expect(lines(folder)).toBeLessThan(trajectories);
    const resume = [program, 'resume', folder, '--quiet'];
    const [command, arguments_] =
      ranksOf(after) === 1 ? [process.execPath, resume] : mpirun(ranksOf(after), ...resume, '--ranks', after);
    expect(spawnSync(command, arguments_, { encoding: 'utf8' })).toMatchObject({ status: 0 });
    expect(logOf(folder)).toBe(logOf(alone));
  });
});
