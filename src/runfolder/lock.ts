/**
 * One process at a time writes into a run folder. The lock is a file `lock.N` that says who holds it; the holder touches
 * it every 15 s, its heartbeat.
 *
 * A lock whose process is gone is stale. Of a process that cannot be seen from here only the heartbeat is known: once it
 * has been silent for 3 minutes, the lock can be taken on request. Taking over never removes and creates under one name,
 * between which two others could pass: the next number is linked into place complete and exclusively, so one process alone
 * can win it, and it looks again afterwards whether an earlier number is held.
 *
 * A holder writes nothing without looking whether the lock is still the file that it made: the folder may have been
 * removed, moved or replaced since, or its lock taken while it was suspended.
 */
import { closeSync, fstatSync, futimesSync, openSync, readdirSync, readFileSync, statSync, unlinkSync } from 'node:fs';
import { hostname, uptime } from 'node:os';
import { join } from 'node:path';
import { causeInWords, createExclusively } from '../files/node/index.ts';
import { InputError } from '../runfile/input/problem.ts';
import { RunError } from '../simulation/driver.ts';
import { heartbeat, longestSilence } from './heartbeat.ts';
import { fateOf, type Holder, thisProcess } from './holder.ts';

export interface Lock {
  /** The folder that it locks, and the file that locks it. */
  readonly folder: string;
  readonly path: string;
  /**
   * The path of a file in the folder that is to be written or removed now.
   *
   * @throws RunError when the folder is not this process's any more
   */
  pathOf(...names: readonly string[]): string;
  /** Shows others that the holder lives; called again and again. */
  beat(): void;
  /** Gives the folder free. @throws Error naming the file and the cause */
  release(): void;
}

export interface LockOptions {
  /** Takes a lock whose holder cannot be seen from here, if its heartbeat has stopped. */
  readonly takeSilent?: boolean;
}

/**
 * Takes the lock of a folder.
 *
 * @throws InputError when a process that may be alive holds it, or it cannot be written
 */
export function lockFolder(folder: string, options: LockOptions = {}): Lock {
  const seen = locksIn(folder);
  refuseHeld(seen, options);
  const number = (seen[0]?.number ?? 0) + 1;
  const path = join(folder, `lock.${number}`);
  writeComplete(path, thisProcess());
  try {
    const others = locksIn(folder).filter(lock => lock.number !== number);
    // The clock of the disk, which need not be that of this computer.
    refuseHeld(others, options, modifiedAt(path));
    for (const { path: stale } of others) removeFile(stale);
    return heldLock(folder, path);
  } catch (error) {
    removeFile(path);
    throw error;
  }
}

/** The file stays open, so that no other file can get its number as long as this process lives. */
function heldLock(folder: string, path: string): Lock {
  const file = attempt(path, 'opened', () => openSync(path, 'r+'));
  const own = attempt(path, 'looked at', () => fstatSync(file, { bigint: true }));
  const isHeld = () => {
    const found = statSync(path, { bigint: true, throwIfNoEntry: false });
    return found !== undefined && found.ino === own.ino && found.dev === own.dev;
  };
  const beat = () => {
    try {
      const now = Date.now() / 1000;
      futimesSync(file, now, now);
    } catch {
      // A heartbeat that is left out does no harm; a folder that is lost is noticed at the next write.
    }
  };
  const beating = setInterval(beat, heartbeat);
  beating.unref();
  return {
    folder,
    path,
    beat,
    pathOf(...names) {
      let held: boolean;
      try {
        held = isHeld();
      } catch (error) {
        throw new RunError(`${path} cannot be looked at: ${causeInWords(error)}.`);
      }
      if (!held) throw new RunError(lossOf(folder, path));
      return join(folder, ...names);
    },
    release() {
      clearInterval(beating);
      try {
        if (attempt(path, 'looked at', isHeld)) removeFile(path);
      } finally {
        attempt(path, 'closed', () => closeSync(file));
      }
    },
  };
}

/** Why a folder is not ours any more. */
function lossOf(folder: string, path: string): string {
  const [taken] = holdersIn(folder);
  const isThere = statSync(folder, { throwIfNoEntry: false }) !== undefined;
  const cause = !isThere
    ? 'it was removed or moved'
    : taken !== undefined
      ? `process ${taken.process} on ${taken.host} holds it now`
      : `its lock ${path} was removed`;
  return (
    `The run folder ${folder} is not this run's any more: ${cause}. The run stopped and wrote nothing further there. ` +
    'If the folder lies elsewhere now, "cask resume" continues from its last checkpoint.'
  );
}

function holdersIn(folder: string): Holder[] {
  try {
    return locksIn(folder).flatMap(({ path }) => holderOf(path) ?? []);
  } catch {
    return [];
  }
}

/** Refuses a folder whose lock is held. @throws InputError */
export function refuseLocked(folder: string): void {
  refuseHeld(locksIn(folder), {});
}

interface FoundLock {
  readonly number: number;
  readonly path: string;
}

const lockPattern = /^lock\.(\d+)$/;

/** Whether a file in a run folder is a lock. */
export function isLock(name: string): boolean {
  return lockPattern.test(name);
}

function locksIn(folder: string): FoundLock[] {
  return attempt(folder, 'listed', () => readdirSync(folder))
    .filter(isLock)
    .map(name => ({ number: Number(name.slice('lock.'.length)), path: join(folder, name) }))
    .sort((one, other) => other.number - one.number);
}

function refuseHeld(locks: readonly FoundLock[], { takeSilent = false }: LockOptions, now = Date.now()): void {
  for (const { path } of locks) {
    const holder = holderOf(path);
    if (holder === undefined) continue;
    const fate = fateOf(holder);
    if (fate === 'gone') continue;
    const held = `The run folder is in use: ${path} is held by process ${holder.process} on ${holder.host}`;
    if (fate === 'alive') throw new InputError([`${held}. Let it finish, or stop it.`]);
    const beaten = modifiedAt(path);
    const isSilent = now - beaten > longestSilence;
    if (isSilent && (takeSilent || endedByBoot(holder, beaten))) continue;
    const seconds = Math.max(0, Math.round((now - beaten) / 1000));
    throw new InputError([
      `${held}, which cannot be seen from here; its last sign of life was ${seconds} s ago. ${
        isSilent
          ? 'If it is gone, take the lock with: cask resume DIR --take-lock'
          : `Let it finish, or stop it. After ${longestSilence / 1000} s of silence "cask resume DIR --take-lock" takes the lock.`
      }`,
    ]);
  }
}

/** A computer of this name was started again after the last heartbeat. */
function endedByBoot({ host }: Holder, beaten: number): boolean {
  return host === hostname() && beaten < Date.now() - 1000 * uptime();
}

function modifiedAt(path: string): number {
  return attempt(path, 'looked at', () => statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0);
}

/** Undefined when the lock went away in the meantime. */
function holderOf(path: string): Holder | undefined {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return;
    throw new InputError([`${path} cannot be read: ${causeInWords(error)}.`]);
  }
  try {
    return JSON.parse(text) as Holder;
  } catch {
    throw new InputError([`${path} is damaged. If no other process uses the folder, delete the file.`]);
  }
}

/** The lock appears with its content or not at all, and never in place of another. */
function writeComplete(path: string, holder: Holder): void {
  attempt(path, 'written', () => createExclusively(path, JSON.stringify(holder)));
}

function removeFile(path: string): void {
  attempt(path, 'removed', () => {
    try {
      unlinkSync(path);
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
    }
  });
}

function attempt<Result>(path: string, done: string, act: () => Result): Result {
  try {
    return act();
  } catch (error) {
    const taken = error instanceof Error && 'code' in error && error.code === 'EEXIST';
    const cause = taken ? 'another process took it at the same moment' : causeInWords(error);
    throw new InputError([`${path} cannot be ${done}: ${cause}.`]);
  }
}
