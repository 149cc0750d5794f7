/** `cask run FILE --set KEY=V1,V2 --seeds N --jobs N`, and `cask resume DIR` of such a folder. */
import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { loadRun } from '../../runfile/node/load.ts';
import { theoryLine } from '../../runfile/theoryLine.ts';
import { claimFolder, refuseTakenFolder, removePending } from '../../runfolder/claim.ts';
import { type Lock, lockFolder } from '../../runfolder/lock.ts';
import { writeJson } from '../../runfolder/write.ts';
import { RunError } from '../../simulation/driver.ts';
import { plural } from '../../words/index.ts';
import { type RunFlags, refuseRunFolder } from '../command/run.ts';
import { whileLocked } from '../command/session.ts';
import { carriedOut } from '../replicas/carriedOut.ts';
import type { Task, TaskResult } from '../replicas/processes.ts';
import { clearClaimed, type ReplicaContext, type ResumeSetFlags, speaker, walltimeOf } from '../replicas/replicas.ts';
import { planOf, readSweep, type Sweep, type SweptRun, settingsOf, sweepFile } from './plan.ts';
import { summariseSweep } from './results.ts';

export interface SweepFlags extends RunFlags {
  readonly seeds?: number;
  readonly jobs?: number;
}

/**
 * Carries out all runs of a sweep. Every combination of values is read beforehand, and the first one assembled, with its
 * preflight, so that what is wrong is said before a folder is made.
 *
 * @throws InputError before anything is computed; RunError naming the runs that failed
 */
export async function runSweep(fileName: string, flags: SweepFlags, context: ReplicaContext): Promise<void> {
  refuseRunFolder(fileName);
  const { set: settings = [], seeds = 1 } = flags;
  const one = planOf(settings, 0, 1);
  const loaded = one.runs.map(run => loadRun(fileName, { ...flags, set: settingsOf(one, run) }));
  const [{ resolved, text }] = loaded;
  const { folder: wanted, existing } = resolved.output;
  refuseTakenFolder(wanted!, existing);
  const say = speaker(context, flags.quiet);
  const plan = planOf(settings, resolved.schedule.seed, seeds);
  say(`${resolved.title ?? theoryLine(resolved)}: a sweep of ${plural(plan.runs.length, 'run')}`);
  const simulation = await context.assemble(resolved, { announce: say });
  await simulation.close?.();
  const lock = claimFolder(wanted!, existing, text);
  const threads = flags.threads ?? (resolved.machine.threads === 1 ? undefined : resolved.machine.threads);
  const sweep: Sweep = {
    program: 'cask',
    ...(flags.machine === undefined ? {} : { machine: flags.machine }),
    ...(threads === undefined ? {} : { threads }),
    jobs: flags.jobs ?? context.cores ?? availableParallelism(),
    ...plan,
  };
  await whileLocked(lock, context, async () => {
    writeJson(lock, sweepFile, sweep);
    const tasks = sweep.runs.map(run => ({
      name: run.folder,
      commands: [beginning(lock.folder, sweep, run, flags.walltime)],
    }));
    await carryOut(lock, sweep, tasks, say, context);
  });
}

/** Continues the runs of a sweep, and begins those that were never begun. @throws as {@link runSweep} */
export async function resumeSweep(folder: string, flags: ResumeSetFlags, context: ReplicaContext): Promise<void> {
  const sweep = readSweep(folder);
  const lock = lockFolder(folder, { takeSilent: flags.takeLock ?? false });
  await whileLocked(lock, context, async () => {
    removePending(folder);
    const longer = flags.trajectories === undefined ? [] : ['--trajectories', String(flags.trajectories)];
    const tasks = sweep.runs.map((run): Task => {
      const own = join(folder, run.folder);
      const taking = flags.takeLock ? ['--take-lock'] : [];
      const goingOn = ['resume', own, ...longer, ...taking, ...walltimeOf(flags.walltime)];
      if (existsSync(join(own, 'resolved.toml'))) return { name: run.folder, commands: [goingOn] };
      clearClaimed(own);
      const first = beginning(folder, sweep, run, flags.walltime);
      return { name: run.folder, commands: longer.length > 0 ? [first, goingOn] : [first] };
    });
    await carryOut(lock, sweep, tasks, speaker(context, flags.quiet), context);
  });
}

function beginning(folder: string, sweep: Sweep, run: SweptRun, walltime: number | undefined): string[] {
  return [
    ...['run', join(folder, 'params.toml'), '--no-preflight'],
    ...['--seed', String(run.seed), '--out', join(folder, run.folder)],
    ...(sweep.machine === undefined ? [] : ['--machine', sweep.machine]),
    ...(sweep.threads === undefined ? [] : ['--threads', String(sweep.threads)]),
    ...settingsOf(sweep, run).flatMap(setting => ['--set', setting]),
    ...walltimeOf(walltime),
  ];
}

async function carryOut(
  lock: Lock,
  sweep: Sweep,
  tasks: readonly Task[],
  say: (line: string) => void,
  context: ReplicaContext,
): Promise<void> {
  say(`Writing to ${lock.folder}; ${Math.min(sweep.jobs, tasks.length)} of ${tasks.length} at a time`);
  await carriedOut(tasks, { atOnce: sweep.jobs, say, context }, results => {
    for (const line of summariseSweep(lock, sweep, results)) say(line);
    refuseFailed(lock.folder, sweep, results);
  });
}

function refuseFailed(folder: string, sweep: Sweep, results: readonly TaskResult[]): void {
  const failed = results.filter(({ outcome }) => outcome === 'failed');
  if (failed.length === 0) return;
  const lines = failed.map(({ task: { name }, code, complaint }) => {
    const run = sweep.runs.find(one => one.folder === name)!;
    const reason = complaint === '' ? `it ended with code ${code}.` : complaint;
    return `  ${join(folder, name)} (${[...settingsOf(sweep, run), `seed ${run.seed}`].join(', ')}): ${reason.replaceAll('\n', '\n    ')}`;
  });
  throw new RunError(
    [
      `${failed.length} of ${results.length} runs failed; the others are kept. Go on with: cask resume ${folder}`,
      ...lines,
    ].join('\n'),
  );
}
