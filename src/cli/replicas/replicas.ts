/** `cask run FILE --replicas N` and `cask resume DIR` of such a set: N independent chains, then one result of all. */
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { loadRun } from '../../runfile/node/load.ts';
import type { ThreadCount } from '../../runfile/schema/schedule.ts';
import { theoryLine } from '../../runfile/theoryLine.ts';
import { claimFolder, refuseTakenFolder, removePending } from '../../runfolder/claim.ts';
import { isLock, type Lock, lockFolder, refuseLocked } from '../../runfolder/lock.ts';
import { writeJson } from '../../runfolder/write.ts';
import { RunError } from '../../simulation/driver.ts';
import { type RunFlags, refuseRunFolder } from '../command/run.ts';
import { type RunContext, whileLocked } from '../command/session.ts';
import { carriedOut } from './carriedOut.ts';
import { setFile } from './isReplicaSet.ts';
import type { Task, TaskResult } from './processes.ts';
import { replicaSeeds } from './seeds.ts';
import { type ReplicaSet, readReplicaSet } from './set.ts';
import { type Shares, sharesOf } from './shares.ts';
import { summariseSet } from './summary.ts';

export interface ReplicaContext extends RunContext {
  /** How to start this program once more: file and first arguments. */
  readonly program: readonly string[];
  /** Cores for all chains and their threads; by default those of the computer. */
  readonly cores?: number;
}

export interface ResumeSetFlags {
  readonly trajectories?: number;
  readonly threads?: ThreadCount;
  readonly walltime?: number;
  readonly takeLock?: boolean;
  readonly quiet?: boolean;
}

/**
 * Runs a file as independent replicas. The theory is assembled once beforehand, with its preflight, so that what is wrong
 * is reported once, before a folder is made.
 *
 * @throws InputError before anything is computed; RunError naming the replicas that failed
 */
export async function runReplicas(
  fileName: string,
  count: number,
  flags: RunFlags,
  context: ReplicaContext,
): Promise<void> {
  refuseRunFolder(fileName);
  const { resolved, text } = loadRun(fileName, flags);
  refuseTakenFolder(resolved.output.folder!, resolved.output.existing);
  const say = speaker(context, flags.quiet);
  say(`${resolved.title ?? theoryLine(resolved)}: ${count} replicas`);
  const simulation = await context.assemble(resolved, { announce: say });
  await simulation.close?.();
  const lock = claimFolder(resolved.output.folder!, resolved.output.existing, text);
  const { folder } = lock;
  const { seed } = resolved.schedule;
  const seeds = replicaSeeds(seed, count);
  const set: ReplicaSet = {
    program: 'cask',
    seed,
    ...(flags.machine === undefined ? {} : { machine: flags.machine }),
    ...(resolved.machine.threads === 1 ? {} : { threads: resolved.machine.threads }),
    ...(flags.set === undefined ? {} : { set: [...flags.set] }),
    replicas: seeds.map((own, r) => ({ folder: `replica-${r + 1}`, seed: own })),
  };
  await whileLocked(lock, context, async () => {
    writeJson(lock, setFile, set);
    const shares = sharesOf(count, set.threads, coresFor(context));
    const tasks = set.replicas.map(replica => ({
      name: replica.folder,
      commands: [beginning(folder, set, replica, shares, flags.walltime)],
    }));
    await carryOutSet(lock, set, tasks, shares, say, context);
  });
}

/** Continues every replica of a set, and begins those that were never begun. @throws as {@link runReplicas} */
export async function resumeReplicas(folder: string, flags: ResumeSetFlags, context: ReplicaContext): Promise<void> {
  const set = readReplicaSet(folder);
  const lock = lockFolder(folder, { takeSilent: flags.takeLock ?? false });
  await whileLocked(lock, context, async () => {
    removePending(folder);
    const shares = sharesOf(set.replicas.length, flags.threads ?? set.threads, coresFor(context));
    const tasks = set.replicas.map((replica): Task => {
      const own = join(folder, replica.folder);
      const longer = flags.trajectories === undefined ? [] : ['--trajectories', String(flags.trajectories)];
      const taking = flags.takeLock ? ['--take-lock'] : [];
      const goingOn = ['resume', own, ...longer, ...taking, ...threadsOf(shares), ...walltimeOf(flags.walltime)];
      const isBegun = existsSync(join(own, 'resolved.toml'));
      if (!isBegun) clearClaimed(own);
      const first = beginning(folder, set, replica, shares, flags.walltime);
      return { name: replica.folder, commands: isBegun ? [goingOn] : longer.length > 0 ? [first, goingOn] : [first] };
    });
    await carryOutSet(lock, set, tasks, shares, speaker(context, flags.quiet), context);
  });
}

function beginning(
  folder: string,
  { machine, set = [] }: ReplicaSet,
  replica: ReplicaSet['replicas'][number],
  shares: Shares,
  walltime: number | undefined,
): string[] {
  return [
    ...['run', join(folder, 'params.toml'), '--no-preflight'],
    ...['--seed', String(replica.seed), '--out', join(folder, replica.folder)],
    ...(machine === undefined ? [] : ['--machine', machine]),
    ...threadsOf(shares),
    ...set.flatMap(setting => ['--set', setting]),
    ...walltimeOf(walltime),
  ];
}

export const threadsOf = ({ threads }: Shares) => ['--threads', String(threads)];

const coresFor = ({ cores }: ReplicaContext) => cores ?? availableParallelism();

/** What is left of it, since each program counts from its own start. */
export function walltimeOf(walltime: number | undefined): string[] {
  if (walltime === undefined) return [];
  return ['--walltime', `${Math.max(1, Math.floor(walltime - performance.now() / 1000))}s`];
}

/** A folder that a run took and then wrote nothing into is free again. */
export function clearClaimed(folder: string): void {
  if (!existsSync(folder)) return;
  refuseLocked(folder);
  const names = readdirSync(folder);
  if (names.every(name => name === 'params.toml' || isLock(name))) rmSync(folder, { recursive: true });
}

async function carryOutSet(
  lock: Lock,
  set: ReplicaSet,
  tasks: readonly Task[],
  { atOnce, threads }: Shares,
  say: (line: string) => void,
  context: ReplicaContext,
): Promise<void> {
  const { folder } = lock;
  const each = threads === 1 ? '' : `, ${threads} threads each`;
  say(`Writing to ${folder}; ${Math.min(atOnce, tasks.length)} of ${tasks.length} at a time${each}`);
  await carriedOut(tasks, { atOnce, say, context }, results => {
    for (const line of summariseSet(lock, set, results)) say(line);
    refuseFailed(folder, set, results);
  });
}

function refuseFailed(folder: string, { replicas }: ReplicaSet, results: readonly TaskResult[]): void {
  const failed = results.filter(({ outcome }) => outcome === 'failed');
  if (failed.length === 0) return;
  throw new RunError(
    [
      `${failed.length} of ${results.length} replicas failed; the others are kept. Go on with: cask resume ${folder}`,
      ...failed.map(({ task: { name }, code, complaint }) => {
        const { seed } = replicas.find(replica => replica.folder === name)!;
        const reason = complaint === '' ? `it ended with code ${code}.` : complaint;
        return `  ${join(folder, name)} (seed ${seed}): ${reason.replaceAll('\n', '\n    ')}`;
      }),
    ].join('\n'),
  );
}

export function speaker({ stdout }: RunContext, quiet = false): (line: string) => void {
  return line => {
    if (!quiet) stdout.write(`${line}\n`);
  };
}
