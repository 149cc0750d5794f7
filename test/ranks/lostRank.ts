/** A run on ranks of which one is killed or stopped, and what becomes of it on other ranks. */

import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { traces } from '../faults/runs.ts';
import { startJob } from './job.ts';
import { mpirun, program, ranksIn } from './mpirun.ts';

export interface Loss {
  readonly file: string;
  readonly folder: string;
  /** Parts of the lattice: "1.1.2.1". */
  readonly grid: string;
  readonly rank: number;
  /** When the log has so many lines. */
  readonly after: number;
  readonly signal: 'SIGKILL' | 'SIGSTOP';
  readonly flags?: readonly string[];
}

export interface Lost {
  /** Until all had ended. */
  readonly seconds: number;
  readonly code: number | null;
  readonly said: string;
  /** Lines of the log. */
  readonly lines: number;
}

const pollMilliseconds = 5;

/** Begins a run, and takes one rank from it. @returns undefined if the run was faster */
export async function loseRank({
  file,
  folder,
  grid,
  rank,
  after,
  signal,
  flags = [],
}: Loss): Promise<Lost | undefined> {
  rmSync(folder, { recursive: true, force: true });
  const command = [program, 'run', file, '--out', folder, '--ranks', grid, '--no-preflight', '--quiet', ...flags];
  const job = startJob(ranksIn(grid), command);
  let lostAt: number | undefined;
  const clock = setInterval(() => {
    if (linesIn(folder) < after) return;
    clearInterval(clock);
    const process_ = job.processOf(rank);
    if (process_ === undefined) return;
    lostAt = performance.now();
    process.kill(process_, signal);
  }, pollMilliseconds);
  const { code, said, time } = await job.ended;
  clearInterval(clock);
  if (lostAt === undefined || code === 0) return;
  return { seconds: (time - lostAt) / 1000, code, said, lines: linesIn(folder) };
}

export function linesIn(folder: string): number {
  const path = join(folder, 'log.jsonl');
  return existsSync(path) ? readFileSync(path, 'utf8').split('\n').length - 1 : 0;
}

/** Goes on with a run. @returns what it left, or what was said if it failed */
export function resumeOn(grid: string, folder: string, flags: readonly string[] = []): Record<string, string> | string {
  const resume = [program, 'resume', folder, '--quiet', ...flags];
  const [command, given] =
    ranksIn(grid) === 1 ? [process.execPath, resume] : mpirun(ranksIn(grid), ...resume, '--ranks', grid);
  const { status, stderr } = spawnSync(command, given, { encoding: 'utf8' });
  return status === 0 ? traces(folder) : stderr;
}

/** The same run, undisturbed, on one rank. */
export function undisturbed(file: string, folder: string): Record<string, string> {
  const run = [program, 'run', file, '--out', folder, '--no-preflight', '--quiet'];
  const { status, stderr } = spawnSync(process.execPath, run, { encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  return traces(folder);
}
