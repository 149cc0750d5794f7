/** `cask submit`: the script for Slurm, carried out by bash with a program and a scontrol that only take notes. */
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { slurmScript } from '../../src/cli/ranks/slurmScript.ts';
import { callMain } from './callMain.ts';
import { temporaryFolder } from './temporaryFolder.ts';

const base = temporaryFolder();
const notes = join(base, 'notes');

function tool(name: string, text: string): string {
  const path = join(base, 'bin', name);
  mkdirSync(join(base, 'bin'), { recursive: true });
  writeFileSync(path, `#!/bin/bash\necho "${name} $*" >> ${notes}\n${text}`);
  chmodSync(path, 0o755);
  return path;
}

const folder = join(base, "a run's folder");
const outcome = (word: string) =>
  `mkdir -p "${folder}"; touch "${folder}/resolved.toml"; echo '  "outcome": "${word}",' > "${folder}/summary.json"\n`;

function turn(program: string) {
  const script = slurmScript({
    file: join(base, 'first.toml'),
    folder,
    program: [program],
    workingFolder: base,
    ranks: [1, 1, 2, 2],
    threads: 2,
    walltime: 3 * 3600,
    options: ['--partition=long'],
  });
  writeFileSync(notes, '');
  const { status, stderr } = spawnSync('bash', ['--norc', '-c', script], {
    encoding: 'utf8',
    env: { PATH: `${join(base, 'bin')}:/usr/bin:/bin`, SLURM_JOB_ID: '7' },
  });
  return { script, status, stderr, notes: readFileSync(notes, 'utf8').trim().split('\n') };
}

test('a job runs, resumes, asks for another turn while the run is not complete, and fails as it does', () => {
  tool('mpirun', 'shift 4; exec "$@"');
  tool('scontrol', '');
  const flags = '--walltime 10500s --ranks 1.1.2.2 --threads 2';
  const first = turn(tool('interrupted', outcome('interrupted')));
  expect(first.stderr).toBe('');
  expect(first.script).toContain('#SBATCH --ntasks=4\n#SBATCH --cpus-per-task=2\n#SBATCH --time=03:00:00\n');
  expect(first.script).toContain('#SBATCH --partition=long\n');
  expect(first.notes.slice(1)).toEqual([
    `interrupted run ${join(base, 'first.toml')} --out ${folder} --set output.existing=replace ${flags}`,
    'scontrol requeue 7',
  ]);
  const second = turn(tool('complete', outcome('complete')));
  expect(second.notes.slice(1)).toEqual([`complete resume ${folder} --take-lock ${flags}`]);
  expect(second.status).toBe(0);
  const third = turn(tool('failing', `${outcome('interrupted')}exit 3`));
  expect(third.notes).toHaveLength(2);
  expect(third.status).toBe(3);
});

test('the script is printed, or a sentence says what cannot be', async () => {
  const file = join(base, 'run.toml');
  writeFileSync(
    file,
    'lattice.extent = [4, 4, 8, 8]\ngroup.name = "SU(3)"\naction.gauge = { kind = "plaquette", beta = 6.0 }\n' +
      'sampler.kind = "heatbath"\nschedule.trajectories = 5\n',
  );
  const out = join(base, 'new');
  const common = ['submit', file, '--out', out, '--dry-run'];
  const { code, stdout } = await callMain([...common, '--walltime', '1d', '--ranks', '1.1.4.2', '--slurm=--qos=short']);
  expect(code).toBe(0);
  expect(stdout).toContain('#SBATCH --ntasks=8\n#SBATCH --cpus-per-task=1\n#SBATCH --time=1-00:00:00\n');
  expect(stdout).toContain('#SBATCH --qos=short\n');
  expect(existsSync(out)).toBe(false);
  const refused = await callMain([...common, '--walltime', '1d', '--ranks', '1.1.3.1']);
  expect(refused).toMatchObject({ code: 2, stderr: expect.stringContaining('divides 8 by 3. Possible near that are') });
  expect(await callMain([...common, '--walltime', '5s'])).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('120 s'),
  });
  const spins = join(base, 'spins.toml');
  writeFileSync(
    spins,
    'lattice.extent = [4, 4]\nmodel = { kind = "ising", beta = 0.4 }\nsampler.kind = "metropolis"\nschedule.trajectories = 5\n',
  );
  expect(await callMain(['submit', spins, '--dry-run', '--walltime', '1d', '--ranks', '1.2'])).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('Spins are computed by one process'),
  });
  const nowhere = await callMain(['submit', join(base, 'no.toml'), '--walltime', '1d']);
  expect(nowhere.code).toBe(2);
});
