/**
 * One process at a time writes into a run folder. The lock is a file `lock.N` that says who holds it.
 *
 * A lock whose process is gone is stale. Taking over never removes and creates under one name, between which two others
 * could pass: the next number is linked into place complete and exclusively, so one process alone can win it, and it
 * looks again afterwards whether an earlier number is held.
 */
import { linkSync, readdirSync, readFileSync, unlinkSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { causeInWords } from '../files/node/index.ts';
import { InputError } from '../runfile/input/problem.ts';

export interface Lock {
  /** Gives the folder free. @throws Error naming the file and the cause */
  release(): void;
}

interface Holder {
  readonly process: number;
  readonly host: string;
  /** When the process began, as the system counts; tells it from a later one with the same number. */
  readonly began: string;
}

/**
 * Takes the lock of a folder.
 *
 * @throws InputError when a process that may be alive holds it, or it cannot be written
 */
export function lockFolder(folder: string): Lock {
  const seen = locksIn(folder);
  refuseHeld(seen);
  const number = (seen[0]?.number ?? 0) + 1;
  const path = join(folder, `lock.${number}`);
  writeComplete(path, { process: process.pid, host: hostname(), began: beginningOf(process.pid) ?? '' });
  try {
    const others = locksIn(folder).filter(lock => lock.number !== number);
    refuseHeld(others);
    for (const { path: stale } of others) removeFile(stale);
  } catch (error) {
    removeFile(path);
    throw error;
  }
  return { release: () => removeFile(path) };
}

/** Refuses a folder whose lock is held. @throws InputError */
export function refuseLocked(folder: string): void {
  refuseHeld(locksIn(folder));
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

function refuseHeld(locks: readonly FoundLock[]): void {
  for (const { path } of locks) {
    const holder = holderOf(path);
    if (!holder || !mayLive(holder)) continue;
    throw new InputError([
      `The run folder is in use: ${path} is held by process ${holder.process} on ${holder.host}. ` +
        'Let it finish, or stop it. If that computer is gone for good, delete the file.',
    ]);
  }
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

function mayLive({ process: id, host, began }: Holder): boolean {
  if (host !== hostname()) return true;
  const beginning = beginningOf(id);
  return beginning !== undefined && (began === '' || beginning === '' || began === beginning);
}

/** When a process of this computer began; '' where that is not known, undefined if there is no such process. */
function beginningOf(id: number): string | undefined {
  try {
    process.kill(id, 0);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ESRCH') return;
  }
  if (process.platform !== 'linux') return '';
  try {
    // proc(5): the name in parentheses is field 2, the state field 3, the start time field 22.
    const fields = readFileSync(`/proc/${id}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ');
    return 'ZX'.includes(fields[0]) ? undefined : fields[19];
  } catch {
    return '';
  }
}

/** The lock appears with its content or not at all, and never in place of another. */
function writeComplete(path: string, holder: Holder): void {
  const pending = `${path}.${process.pid}.pending`;
  try {
    attempt(path, 'written', () => {
      writeFileSync(pending, JSON.stringify(holder));
      linkSync(pending, path);
    });
  } finally {
    removeFile(pending);
  }
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
