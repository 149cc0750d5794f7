/** One part of a run, from its start or from a checkpoint: drive → log → checkpoint → sum up → report. */

import { join } from 'node:path';
import { analysisOf } from '../../analysis/result/estimates.ts';
import { type Summary, summarise } from '../../analysis/result/summary.ts';
import { IterationLimitError } from '../../fermion/index.ts';
import { ThreadError } from '../../kernel/index.ts';
import { type ReportContent, report } from '../../report/page.ts';
import type { Provenance } from '../../runfile/provenance.ts';
import type { Resolved } from '../../runfile/schema/index.ts';
import { cadence } from '../../runfolder/cadence.ts';
import { type CheckpointFacts, writeCheckpoint } from '../../runfolder/checkpoint.ts';
import { keepConfiguration } from '../../runfolder/configurations.ts';
import type { Lock } from '../../runfolder/lock.ts';
import { type Log, openLog, startOfLog } from '../../runfolder/log.ts';
import { documentsOf } from '../../runfolder/qcdml.ts';
import { writeWeights } from '../../runfolder/weights.ts';
import { writeFile, writeJson } from '../../runfolder/write.ts';
import { drive, type LogRecord, type Outcome, RunError } from '../../simulation/driver.ts';
import type { ProgressListener } from '../../simulation/progress.ts';
import type { Assemble, Simulation } from '../../simulation/simulation.ts';
import type { Display, Output } from '../progress/display.ts';
import { walltimeIsUp } from '../walltime.ts';
import { closingLines } from './closing.ts';
import { listenForStop, type SignalSource, type StopListener } from './stop.ts';

export interface RunContext {
  readonly assemble: Assemble;
  readonly stdout: Output;
  readonly signals: SignalSource;
  /** Ends the program at once, after a second stop request. */
  readonly abort: () => void;
  /** Where stop requests come from another thread, which answers them: instead of `signals`. */
  readonly stops?: () => StopListener;
  readonly progress?: ProgressListener;
  /** Hears which lock is held, to show others that its holder lives. @returns what ends that */
  readonly holding?: (lock: string) => () => void;
}

export interface SessionFlags {
  readonly quiet?: boolean;
  /** Seconds after the start of the program; the last trajectory ends before. */
  readonly walltime?: number;
}

export interface Session {
  readonly lock: Lock;
  readonly resolved: Resolved;
  /** `resolved.toml` */
  readonly echo: string;
  readonly provenance: Provenance;
  readonly simulation: Simulation;
  readonly display: Display;
  /** What checkpoints say of the run besides their place in it; `log` is where this part begins. */
  readonly facts: Omit<CheckpointFacts, 'trajectory'>;
  /** Of earlier parts. */
  readonly records: LogRecord[];
}

/** Trajectories, files and checkpoints until the schedule is done or a stop is asked for. @throws RunError */
export async function carryOut(session: Session, flags: SessionFlags, context: RunContext): Promise<void> {
  const { lock, resolved, simulation, display, facts, records } = session;
  const { checkpoint, configurations } = resolved.output;
  const listeningHere = () =>
    listenForStop({
      source: context.signals,
      onRequest: () => display.say('Finishing this trajectory; once more to stop now.'),
      onAbort: context.abort,
    });
  const documents = documentsOf(resolved, session.provenance, facts.fingerprint);
  const stop = (context.stops ?? listeningHere)();
  const checkpoints = cadence(checkpoint?.every);
  const isNew = facts.log.bytes === startOfLog.bytes;
  let saved = isNew ? undefined : records.length;
  let longest = 0;
  let log: Log | undefined;
  const save = () => {
    if (saved === records.length) return;
    const place = { trajectory: records.length, log: log?.synced() ?? facts.log };
    checkpoints.write(() => writeCheckpoint(lock, { ...facts, ...place }, simulation));
    saved = records.length;
  };
  const onTrajectory = (record: LogRecord) => {
    log!.append(record);
    records.push(record);
    longest = Math.max(longest, record.seconds);
    keepConfiguration(lock, configurations, simulation, record, documents);
    if (checkpoints.isDue(record.trajectory)) save();
    display.update(record);
  };
  const stopRequested = () => stop.requested() || walltimeIsUp(flags.walltime, performance.now() / 1000, longest);
  const progress = context.progress === undefined ? {} : { progress: context.progress };
  try {
    save();
    log = openLog(lock, facts.log, records.length);
    const outcome = await drive(simulation, resolved, {
      after: records.length,
      onTrajectory,
      stopRequested,
      ...progress,
    });
    save();
    saveWeights(lock, simulation);
    finish(session, outcome);
    log.close();
  } catch (error) {
    endFailed(session, log);
    if (error instanceof IterationLimitError) throw iterationLimitError(error, lock.folder);
    throw error instanceof ThreadError ? threadError(error, lock.folder) : error;
  } finally {
    stop.release();
  }
}

/** A limit is no part of the chain, so the run can go on with another one. */
function iterationLimitError({ message }: Error, folder: string): RunError {
  return new RunError(
    `${message} The limit is sampler.solver.maxIterations: raise it in ${join(folder, 'params.toml')}, and go on with: ` +
      `cask resume ${folder}`,
  );
}

/** Fields are half written, files are not. */
function threadError({ message }: Error, folder: string): RunError {
  return new RunError(`${message} The last checkpoint stands; go on from there with: cask resume ${folder}`);
}

/** What the run cost, and what it has learnt. */
function extent({ simulation, records }: Session): Pick<ReportContent, 'seconds' | 'weights'> {
  const seconds = records.reduce((sum, record) => sum + record.seconds, 0);
  const saved = simulation.saveWeights?.().text;
  return { seconds, ...(saved === undefined ? {} : { weights: JSON.parse(saved).weights }) };
}

function finish(session: Session, outcome: Outcome | 'failed'): void {
  const { lock, resolved, echo, provenance, simulation, display, records } = session;
  display.finish();
  const analysed = analysisOf(records, resolved, simulation.observables);
  const summary: Summary = summarise(records, resolved, outcome, analysed);
  writeJson(lock, 'summary.json', summary);
  writeFile(lock, 'report.html', report({ resolved, echo, analysed, summary, provenance, ...extent(session) }));
  for (const line of closingLines(summary, analysed.analysis, lock.folder)) display.say(line);
  const account = simulation.account?.();
  if (account !== undefined) {
    writeJson(lock, 'provenance.json', { ...provenance, account });
    display.say(account);
  }
  if (outcome === 'interrupted') display.say(`Go on with: cask resume ${lock.folder}`);
}

/** Writes what there is of a failed run; if that fails as well, the first error is the one worth telling. */
function endFailed(session: Session, log: Log | undefined): void {
  for (const act of [() => finish(session, 'failed'), () => log?.close()]) {
    try {
      act();
    } catch {
      // As above.
    }
  }
}

function saveWeights(lock: Lock, simulation: Simulation): void {
  const weights = simulation.saveWeights?.();
  if (weights !== undefined) writeWeights(lock, weights);
}

/** Does something while a folder is locked. The first error is the one reported. */
export async function whileLocked(
  lock: Lock,
  { holding }: Pick<RunContext, 'holding'>,
  act: () => Promise<void>,
): Promise<void> {
  const released = holding?.(lock.path);
  try {
    await act();
  } catch (error) {
    released?.();
    try {
      lock.release();
    } catch {
      // The lock of an ended process is stale, so it is in nobody's way.
    }
    throw error;
  }
  released?.();
  lock.release();
}
