/** Options of commands that compute: how many threads and processes share the work. */
import { availableParallelism } from 'node:os';
import { type Command, InvalidArgumentError } from 'commander';
import { mostThreads } from '../kernel/index.ts';
import type { ThreadCount } from '../runfile/schema/schedule.ts';
import { parseRanks, type RanksFlag } from './ranks/grid.ts';

export interface Sharing {
  readonly threads?: ThreadCount;
  readonly ranks?: RanksFlag;
  /** Seconds after which a rank that does not answer ends the job. */
  readonly patience?: number;
}

/** @param otherwise what holds without --threads: "instead of machine.threads" */
export function addSharing(command: Command, otherwise = ''): Command {
  const help = `threads that share the work, or auto${otherwise}`;
  return command
    .option('--threads <N>', help, threads)
    .option(
      '--ranks <GRID>',
      'divide the lattice among the processes that mpirun started, such as 1.1.2.2 or auto',
      ranks,
    )
    .option('--patience <SECONDS>', 'after so long a rank that does not answer ends the job (120)', count);
}

/** Where a launcher keeps a process on fewer cores than it has threads: what to do, in a sentence. */
export function boundTooTightly(threads: number, cores = availableParallelism()): string | undefined {
  if (threads <= cores) return;
  return (
    `Careful: ${threads} threads on each rank, but this one may use only ${cores === 1 ? 'one core' : `${cores} cores`}. ` +
    'If mpirun has bound it, start with mpirun --bind-to none.'
  );
}

function ranks(text: string): RanksFlag {
  const found = parseRanks(text);
  if (found === undefined) throw new InvalidArgumentError('Expected ranks per direction such as 1.1.2.2, or auto.');
  return found;
}

function threads(text: string): ThreadCount {
  if (text === 'auto' || (/^[1-9]\d?$/.test(text) && Number(text) <= mostThreads)) {
    return text === 'auto' ? text : Number(text);
  }
  throw new InvalidArgumentError(`Expected auto or an integer from 1 to ${mostThreads}.`);
}

export function count(text: string): number {
  if (/^[1-9]\d{0,7}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('Expected a positive integer.');
}
