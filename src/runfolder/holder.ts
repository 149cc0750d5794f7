/**
 * Who holds a lock, and whether that process may still be alive. A number means a process only in its own table:
 * containers, and computers that share a name, have tables of their own. Linux names the table by the boot of the kernel
 * and the PID namespace; elsewhere the name of the computer has to do.
 */
import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';

export interface Holder {
  readonly process: number;
  readonly host: string;
  /** The boot of the kernel; '' where that is not known. */
  readonly boot: string;
  /** The PID namespace; '' where that is not known. */
  readonly table: string;
  /** When the process began, as its system counts; tells it from a later one with the same number. */
  readonly began: string;
}

/** This process. */
export function thisProcess(): Holder {
  return {
    process: process.pid,
    host: hostname(),
    boot: onLinux(() => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()),
    table: onLinux(() => readlinkSync('/proc/self/ns/pid')),
    began: beginningOf('self') ?? '',
  };
}

/** What can be known of a holder: it lives, it is gone, or its process table cannot be seen from here. */
export function fateOf(holder: Holder): 'alive' | 'gone' | 'unseen' {
  const { host, boot = '', table = '' } = holder;
  const here = thisProcess();
  const isSameTable = boot === here.boot && table === here.table && (boot !== '' || host === here.host);
  if (!isSameTable) return 'unseen';
  const beginning = beginningOf(holder.process);
  if (beginning === undefined) return 'gone';
  const isSameProcess = holder.began === '' || beginning === '' || holder.began === beginning;
  return isSameProcess ? 'alive' : 'gone';
}

/** When a process of this table began; '' where that is not known, undefined if there is no such process. */
function beginningOf(id: number | 'self'): string | undefined {
  try {
    if (id !== 'self') process.kill(id, 0);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ESRCH') return;
  }
  // A namespace may see the /proc of another one, where numbers mean other processes.
  if (id !== 'self' && onLinux(() => readlinkSync('/proc/self')) !== String(process.pid)) return '';
  // proc(5): the name in parentheses is field 2, the state field 3, the start time field 22.
  const fields = onLinux(() => readFileSync(`/proc/${id}/stat`, 'utf8'))
    .replace(/^.*\) /s, '')
    .split(' ');
  return 'ZX'.includes(fields[0]) && fields[0] !== '' ? undefined : (fields[19] ?? '');
}

function onLinux(read: () => string): string {
  if (process.platform !== 'linux') return '';
  try {
    return read();
  } catch {
    return '';
  }
}
