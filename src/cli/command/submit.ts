/** `cask submit FILE`: a run as a job of Slurm, which goes on by itself until the run is complete. */
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { type Command, InvalidArgumentError } from 'commander';
import { divisionProblem } from '../../kernel/machine/division.ts';
import { makeFolder } from '../../kernel/node/makeFolder.ts';
import { InputError } from '../../runfile/input/problem.ts';
import { loadRun } from '../../runfile/node/load.ts';
import { reasonOf } from '../../runfile/node/read.ts';
import { isSpinRun } from '../../runfile/schema/index.ts';
import { refuseTakenFolder } from '../../runfolder/claim.ts';
import { standingOf } from '../../runfolder/standing.ts';
import { RunError } from '../../simulation/driver.ts';
import { spinsOnRanks } from '../../simulation/spins/theory.ts';
import type { Output } from '../progress/display.ts';
import { parseRanks } from '../ranks/grid.ts';
import { slurmScript } from '../ranks/slurmScript.ts';

interface SubmitFlags {
  readonly walltime: number;
  readonly ranks?: readonly number[];
  readonly threads: number;
  readonly out?: string;
  readonly slurm?: readonly string[];
  readonly dryRun?: boolean;
}

export interface SubmitContext {
  readonly stdout: Output;
  /** How to start this program. */
  readonly program: readonly string[];
  readonly walltime: (text: string) => number;
  readonly count: (text: string) => number;
}

/** Adds the command to the program. */
export function addSubmit(cask: Command, context: SubmitContext): void {
  cask
    .command('submit')
    .description('hand a run, or the rest of one, to Slurm: a job that resumes itself until all is done')
    .argument('<FILE.toml>', 'the run file, or the folder of a run that was begun')
    .requiredOption('--walltime <TIME>', 'time of one turn in the queue, such as 3h or 90m', context.walltime)
    .option('--ranks <GRID>', 'divide the lattice among processes, such as 1.1.2.2', grid)
    .option('--threads <N>', 'threads of each process', context.count, 1)
    .option('--out <DIR>', 'output folder, instead of output.folder')
    .option('--slurm <OPTION>', 'a further option of sbatch, such as --slurm=--partition=long', collected)
    .option('--dry-run', 'print the script; write and submit nothing')
    .action((file: string, flags: SubmitFlags) => submit(file, flags, context));
}

const shortestTurn = 120;

/** @throws InputError if the run cannot be submitted so, RunError if Slurm does not take it */
export function submit(file: string, flags: SubmitFlags, { stdout, program }: SubmitContext): void {
  if (flags.walltime < shortestTurn) {
    throw new InputError([`A turn in the queue takes at least ${shortestTurn} s; found ${flags.walltime} s.`]);
  }
  const isBegun = standingOf(file) !== undefined;
  const { resolved } = loadRun(
    isBegun ? resolve(file, 'resolved.toml') : file,
    flags.out === undefined ? {} : { out: flags.out },
  );
  const folder = resolve(isBegun ? file : resolved.output.folder!);
  if (!isBegun) refuseTakenFolder(folder, 'refuse');
  const { extent } = resolved.lattice;
  const ranks = flags.ranks ?? extent.map(() => 1);
  if (isSpinRun(resolved) && flags.ranks) throw new InputError([spinsOnRanks]);
  const problem = divisionProblem(extent, ranks);
  if (problem !== undefined) throw new InputError([problem]);
  const script = slurmScript({
    file: isBegun ? undefined : resolve(file),
    folder,
    program,
    workingFolder: process.cwd(),
    ranks,
    threads: flags.threads,
    walltime: flags.walltime,
    options: flags.slurm ?? [],
  });
  if (flags.dryRun) stdout.write(script);
  else stdout.write(submitted(`${folder}.sbatch`, script));
}

/** Writes the script and hands it over. @returns what Slurm says */
function submitted(path: string, script: string): string {
  try {
    makeFolder(dirname(path));
    writeFileSync(path, script);
  } catch (error) {
    throw new RunError(`${path} cannot be written: ${reasonOf(error)}.`);
  }
  const { status, stdout, stderr, error } = spawnSync('sbatch', [path], { encoding: 'utf8' });
  if (status === 0) return `${stdout}The script is ${path}\n`;
  const why = error ? `sbatch cannot be started (${error.message}); is this a computer with Slurm?` : stderr.trim();
  throw new RunError(`Slurm did not take the job: ${why} The script is ${path}`);
}

function grid(text: string): readonly number[] {
  const found = parseRanks(text);
  if (found === undefined || found === 'auto') {
    throw new InvalidArgumentError('Expected ranks per direction such as 1.1.2.2.');
  }
  return found;
}

function collected(option: string, before: readonly string[] = []): string[] {
  if (/^--[\w-]+(=\S+)?$/.test(option)) return [...before, option];
  throw new InvalidArgumentError('Expected one option of sbatch, such as --partition=long.');
}
