/** A command that all ranks carry out alike, each on its part of the lattices; rank 0 alone speaks and writes. */
import { writeSync } from 'node:fs';
import type { Communicator } from '../../kernel/index.ts';
import type { Mpi } from '../../kernel/node/mpi.ts';

export interface Together {
  readonly isFirst: boolean;
  /**
   * Does something that no rank may have done alone, such as reading a file.
   *
   * @throws on all ranks if one of them failed: its own error, or that of the first rank that has one
   */
  alike<Result>(act: () => Result): Result;
}

/** One process. */
export const alone: Together = { isFirst: true, alike: act => act() };

/** Seconds within which the others come to the place where this rank has failed. */
const afterError = 10;
const longestMessage = 2000;

export function amongRanks(communicator: Communicator): Together {
  return {
    isFirst: communicator.rank === 0,
    alike(act) {
      const [result, error] = attempt(act);
      const messages = gathered(communicator, error && `${error.message} `, error ? afterError : undefined);
      if (error) throw error;
      const other = messages.findIndex(message => message !== '');
      if (other < 0) return result as ReturnType<typeof act>;
      throw new Error(`Rank ${other}: ${messages[other].trim()}`);
    },
  };
}

function attempt<Result>(act: () => Result): [Result | undefined, Error | undefined] {
  try {
    return [act(), undefined];
  } catch (error) {
    return [undefined, error instanceof Error ? error : new Error(String(error))];
  }
}

/** One message of each rank, perhaps empty. */
function gathered(communicator: Communicator, message = '', patience?: number): string[] {
  const own = new Float64Array(longestMessage);
  own.set(Array.from(message.slice(0, longestMessage), (_, k) => message.charCodeAt(k)));
  const all = new Float64Array(longestMessage * communicator.size);
  communicator.allGather(own, all, patience);
  return Array.from({ length: communicator.size }, (_, rank) => {
    const codes = all.subarray(rank * longestMessage, (rank + 1) * longestMessage);
    return String.fromCharCode(...codes.filter(code => code !== 0));
  });
}

const standardError = 2;

/**
 * Carries a command out on all ranks and ends MPI. An error that all ranks meet is thrown on rank 0; the others say nothing.
 * One that a single rank meets ends all.
 */
export async function carryOutTogether(mpi: Mpi, act: (together: Together) => Promise<void>): Promise<void> {
  let error: unknown;
  try {
    await act(amongRanks(mpi));
  } catch (thrown) {
    error = thrown;
  }
  if (!haveAllEndedSo(mpi, error !== undefined)) {
    // At once: nothing is written any more after the next line.
    if (error !== undefined) writeSync(standardError, `Rank ${mpi.rank}: ${(error as Error).message ?? error}\n`);
    mpi.abort(1);
  }
  mpi.end();
  if (error !== undefined && mpi.rank === 0) throw error;
}

/** Whether all ranks have ended like this one, with or without an error. */
function haveAllEndedSo(mpi: Mpi, failed: boolean): boolean {
  const all = new Float64Array(mpi.size);
  try {
    mpi.allGather(Float64Array.of(Number(failed)), all, failed ? afterError : undefined);
    return all.every(other => other === Number(failed));
  } catch {
    return false;
  }
}
