/** A job of several ranks, one of which comes to harm. */
import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mpirun } from './mpirun.ts';

export interface JobEnd {
  readonly code: number | null;
  /** What ranks and mpirun said. */
  readonly said: string;
  /** When it ended, by performance.now(). */
  readonly time: number;
}

export interface Job {
  readonly ended: Promise<JobEnd>;
  /** The process of a rank, once it is there; undefined after its end. */
  processOf(rank: number): number | undefined;
}

/** @param command what each rank runs in Node */
export function startJob(ranks: number, command: readonly string[]): Job {
  const [launcher, given] = mpirun(ranks, ...command);
  // Many processes start faster from compiled code.
  const env = { ...process.env, NODE_COMPILE_CACHE: join(tmpdir(), 'cask-compile-cache') };
  const child = spawn(launcher, given, { env, stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', piece => (said += piece));
  return {
    ended: new Promise(resolve => child.on('close', code => resolve({ code, said, time: performance.now() }))),
    processOf: rank => descendants(child.pid!).find(process => rankOf(process) === rank),
  };
}

/** What an MPI tells its processes. */
const rankVariable = /^(?:OMPI_COMM_WORLD_RANK|PMI_RANK)=(\d+)$/;

function rankOf(process: number): number | undefined {
  const found = read(`/proc/${process}/environ`)
    .split('\0')
    .map(line => rankVariable.exec(line))
    .find(match => match !== null);
  return found && Number(found[1]);
}

function descendants(ancestor: number): number[] {
  const processes = readdirSync('/proc')
    .filter(name => /^\d+$/.test(name))
    .map(Number);
  const parents = new Map(processes.map(process => [process, parentOf(process)]));
  const isBelow = (process: number | undefined): boolean =>
    process !== undefined && (process === ancestor || isBelow(parents.get(process)));
  return processes.filter(process => process !== ancestor && isBelow(process));
}

/** The name of a program, in brackets, may hold anything. */
function parentOf(process: number): number | undefined {
  const found = /^\d+ \(.*\) \S (\d+)/s.exec(read(`/proc/${process}/stat`));
  return found === null ? undefined : Number(found[1]);
}

function read(path: string): string {
  try {
    return readFileSync(path, 'latin1');
  } catch {
    // Ended meanwhile.
    return '';
  }
}
