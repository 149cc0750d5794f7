/** `cask resume DIR`: lock → newest checkpoint → compare with the run file → assemble → carry out the rest. */

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { flaggedKeys } from '../../runfile/echo.ts';
import { differences, fingerprintOf } from '../../runfile/fingerprint.ts';
import type { LoadedRun } from '../../runfile/input/decide.ts';
import { InputError } from '../../runfile/input/problem.ts';
import { iterationLimit, mostIterations, withMostIterations } from '../../runfile/limits.ts';
import { hashOfFile } from '../../runfile/node/hashOfFile.ts';
import { loadRun } from '../../runfile/node/load.ts';
import { readText } from '../../runfile/node/read.ts';
import type { Provenance } from '../../runfile/provenance.ts';
import type { Resolved } from '../../runfile/schema/index.ts';
import type { ThreadCount } from '../../runfile/schema/schedule.ts';
import { shortHash } from '../../runfile/shortHash.ts';
import { theoryLine } from '../../runfile/theoryLine.ts';
import { type CheckpointFacts, type Continuation, newestCheckpoint, removeNewer } from '../../runfolder/checkpoint.ts';
import { removePending } from '../../runfolder/claim.ts';
import { refuseUnfitFormat } from '../../runfolder/configurations.ts';
import { type Lock, lockFolder } from '../../runfolder/lock.ts';
import { loadResolved, moduleRemarks } from '../../runfolder/modules.ts';
import { provenanceResumed } from '../../runfolder/provenance.ts';
import { completeLine } from '../../runfolder/standing.ts';
import { writeFile, writeJson } from '../../runfolder/write.ts';
import { phaseLengths } from '../../simulation/driver.ts';
import type { Simulation } from '../../simulation/simulation.ts';
import { plural } from '../../words/index.ts';
import { createDisplay } from '../progress/display.ts';
import { carryOut, type RunContext, type SessionFlags, whileLocked } from './session.ts';

export interface ResumeFlags extends SessionFlags {
  /** Another number of threads for this part. */
  readonly threads?: ThreadCount;
  /** A new length of the production phase. */
  readonly trajectories?: number;
  /** Takes the lock of a process that cannot be seen from here and gives no sign of life. */
  readonly takeLock?: boolean;
}

/**
 * Continues an interrupted run, bit for bit as if it had never stopped. A run that is complete is summed up again.
 *
 * @throws InputError when the folder is in use, holds no checkpoint that is whole, or what the chain depends on was
 *   changed: parameters, files it starts from, or the arithmetic of the machine; RunError as for `runFile`
 */
export async function resumeRun(folder: string, flags: ResumeFlags, context: RunContext): Promise<void> {
  refuseNoRun(folder);
  const lock = lockFolder(folder, { takeSilent: flags.takeLock ?? false });
  await whileLocked(lock, context, () => resumeLocked(lock, flags, context));
}

async function resumeLocked(lock: Lock, flags: ResumeFlags, context: RunContext): Promise<void> {
  const { folder } = lock;
  removePending(folder);
  const loaded = loadResolved(folder, flags.threads ? { threads: flags.threads } : {}, loadRun);
  const found = newestCheckpoint(folder);
  const { facts, records } = found;
  refuseChanges(folder, loaded, facts);
  const limited = withPresentLimit(folder, loaded, facts);
  const resolved = lengthened(limited, flags.trajectories, records.length);
  const display = createDisplay({
    output: context.stdout,
    lengths: phaseLengths(resolved),
    quiet: flags.quiet ?? false,
  });
  display.say(resolved.title ?? theoryLine(resolved));
  for (const remark of found.remarks) display.say(`Careful: ${remark} An older checkpoint is taken.`);
  const before = readProvenance(folder);
  const simulation = await context.assemble(resolved, {
    madeWith: before,
    announce: line => display.say(line),
    ...(context.progress && { progress: context.progress }),
  });
  try {
    refuseUnfitFormat(resolved.output.configurations, simulation);
    takeUp(folder, found, simulation);
    removeNewer(lock, facts.trajectory);
    const provenance = provenanceResumed(before, records.length, simulation);
    for (const remark of otherProgram(facts, provenance)) display.say(remark);
    for (const remark of moduleRemarks(provenance)) display.say(`Careful: ${remark}`);
    writeJson(lock, 'provenance.json', provenance);
    const echo = loaded.text
      .replace(/^trajectories = \d+.*$/m, line =>
        resolved === limited ? line : `trajectories = ${resolved.schedule.trajectories}  # command line`,
      )
      .replace(/^maxIterations = \d+.*$/m, line =>
        limited === loaded.resolved ? line : `maxIterations = ${mostIterations(limited)}`,
      );
    if (echo !== loaded.text) writeFile(lock, 'resolved.toml', echo);
    display.say(`${simulation.name}; going on after trajectory ${records.length} in ${folder}`);
    for (const record of records) display.update(record);
    await carryOut({ lock, resolved, echo, provenance, simulation, display, facts, records }, flags, context);
    if (wasComplete(records.length, resolved)) display.say(completeLine(folder, resolved.schedule.trajectories));
  } finally {
    await simulation.close?.();
  }
}

/** Nothing was left to do. */
function wasComplete(finished: number, { schedule: { thermalise, train, trajectories } }: Resolved): boolean {
  return finished === thermalise + train + trajectories;
}

function refuseNoRun(folder: string): void {
  if (existsSync(join(folder, 'resolved.toml'))) return;
  const begun = existsSync(join(folder, 'params.toml'));
  throw new InputError([
    begun
      ? `${folder} was claimed by a run that ended before anything was computed. Start it again with "cask run", ` +
        'in another folder or with existing = "replace" in [output].'
      : `${folder} is no run folder: it holds no resolved.toml. Name the folder that "cask run" wrote.`,
  ]);
}

/** Compares the run as its folder has it now with the run as the checkpoint knows it. */
function refuseChanges(folder: string, loaded: LoadedRun, facts: CheckpointFacts): void {
  const changed = differences(facts.fingerprint, fingerprintOf(loaded.resolved, hashOfFile));
  refuse(join(folder, 'resolved.toml'), changed);
  const params = join(folder, 'params.toml');
  if (shortHash(readText(params)) === facts.params) return;
  // What the command line gave stands over the file, so it is not compared.
  const given = flaggedKeys(loaded.text);
  const now = Object.entries(fingerprintOf(loadRun(params).resolved, hashOfFile));
  const known = Object.entries(facts.fingerprint);
  const compared = (entries: [string, string][]) => Object.fromEntries(entries.filter(([key]) => !given(key)));
  refuse(params, differences(compared(known), compared(now)));
}

/** A limit that was changed in `params.toml` since the run began stands over the one in `resolved.toml`. */
function withPresentLimit(folder: string, { resolved, text }: LoadedRun, facts: CheckpointFacts): Resolved {
  const params = join(folder, 'params.toml');
  if (shortHash(readText(params)) === facts.params || flaggedKeys(text)(iterationLimit)) return resolved;
  const wanted = mostIterations(loadRun(params).resolved);
  const isChanged = wanted !== undefined && JSON.stringify(wanted) !== facts.fingerprint[iterationLimit];
  return isChanged && wanted !== mostIterations(resolved) ? withMostIterations(resolved, wanted) : resolved;
}

function refuse(file: string, changed: readonly string[]): void {
  if (changed.length === 0) return;
  throw new InputError([
    `${file} describes another run than the checkpoint:`,
    ...changed.map(line => `  ${line}`),
    'A chain continues with what it was begun with. Undo the change, or start a new run with "cask run".',
  ]);
}

/** The run with another length of production; the same object where nothing changes. */
function lengthened(resolved: Resolved, trajectories: number | undefined, finished: number): Resolved {
  const { thermalise, train } = resolved.schedule;
  const length = trajectories ?? resolved.schedule.trajectories;
  if (thermalise + train + length < finished) {
    throw new InputError([
      `${plural(finished, 'trajectory', 'trajectories')} are finished already; expected at least ${finished - thermalise - train} of production, ` +
        `found ${length}.`,
    ]);
  }
  if (length === resolved.schedule.trajectories) return resolved;
  return { ...resolved, schedule: { ...resolved.schedule, trajectories: length } };
}

function takeUp(folder: string, { facts, state }: Continuation, simulation: Simulation): void {
  const arithmetic = simulation.arithmetic ?? '';
  if (arithmetic !== facts.arithmetic) {
    throw new InputError([
      `The run in ${folder} was computed with ${facts.arithmetic}, and the machine ${simulation.machine} computes with ` +
        `${arithmetic}: its bits would differ. Go on where the run was begun, or set machine.kind in resolved.toml.`,
    ]);
  }
  simulation.restore?.(state);
}

/** Another version may compute other bits; the chain stays valid, so this is reported, not refused. */
function otherProgram(facts: CheckpointFacts, { resumed }: Provenance): string[] {
  const now = resumed!.at(-1)!;
  const kernels = shortHash(JSON.stringify(now.kernels ?? {}));
  const others = [
    ...(facts.version === now.version ? [] : [`cask ${facts.version}, now ${now.version}`]),
    ...(facts.node === now.node ? [] : [`Node ${facts.node}, now ${now.node}`]),
    ...(facts.kernels === kernels ? [] : ['other kernels']),
  ];
  if (others.length === 0) return [];
  return [`Careful: the run was begun with ${others.join(' and ')}. Its last bits may differ from an unbroken run.`];
}

function readProvenance(folder: string): Provenance {
  const path = join(folder, 'provenance.json');
  try {
    return JSON.parse(readText(path)) as Provenance;
  } catch (error) {
    if (error instanceof InputError) throw error;
    throw new InputError([`${path} is not JSON; expected the provenance that "cask run" wrote.`]);
  }
}
