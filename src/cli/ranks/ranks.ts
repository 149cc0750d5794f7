/** `--ranks`: a run that several processes compute together, started by mpirun or srun. */
import { writeSync } from 'node:fs';
import { divisionProblem, divisions } from '../../kernel/machine/division.ts';
import type { Mpi } from '../../kernel/node/mpi.ts';
import { InputError } from '../../runfile/input/problem.ts';
import type { Resolved } from '../../runfile/schema/index.ts';
import { filesOnDisk } from '../../runfolder/runFiles.ts';
import { tell } from '../../simulation/ranks/commands.ts';
import { conducted } from '../../simulation/ranks/conductor.ts';
import { follow } from '../../simulation/ranks/follower.ts';
import type { Assemble } from '../../simulation/simulation.ts';
import type { MemoryNeed } from '../memory/need.ts';
import type { Output } from '../progress/display.ts';
import { boundTooTightly } from '../sharing.ts';
import type { RanksFlag } from './grid.ts';

export interface WantedRanks {
  readonly ranks: RanksFlag;
  /** Seconds after which a rank that does not answer ends the job. */
  readonly patience?: number;
}

export interface RanksContext {
  readonly assemble: Assemble;
  readonly stderr: Output;
  /** This process shall say nothing but its errors. */
  readonly silence?: () => void;
}

/**
 * Lets rank 0 act, with a simulation that all ranks compute, and the others follow it.
 *
 * @throws what rank 0 throws, and InputError if there are no ranks
 */
export async function onRanks(
  { ranks: wanted, patience }: WantedRanks,
  context: RanksContext,
  act: (assemble: Assemble, share: Share) => Promise<void>,
): Promise<void> {
  const mpi = await beginMpi(context.stderr, patience);
  const isFirst = mpi.rank === 0;
  if (!isFirst) context.silence?.();
  try {
    const ranksFor = (run: Resolved) => ranksOf(wanted, run.lattice.extent, mpi.size);
    const share: Share = (need, run) => needOfRank(need, run.lattice.extent, ranksFor(run));
    if (isFirst) await act(warning(conducted(context.assemble, mpi, ranksFor)), share);
    else await follow(context.assemble, { communicator: mpi, files: filesOnDisk });
  } catch (error) {
    if (!(isFirst && allHeardTheEnd(mpi))) {
      const who = isFirst ? '' : `Rank ${mpi.rank}: `;
      // At once: nothing is written any more after the next line.
      writeSync(standardError, `${who}${error instanceof Error ? error.message : error}\n`);
      mpi.abort(1);
    }
    mpi.end();
    throw error;
  }
  if (isFirst) tell(mpi, { kind: 'end' });
  waitForAll(mpi);
  mpi.end();
}

/** Says where threads have too few cores. */
function warning(assemble: Assemble): Assemble {
  return async (run, options) => {
    const simulation = await assemble(run, options);
    const tight = boundTooTightly(simulation.threads ?? 1);
    if (tight !== undefined) options.announce(tight);
    return simulation;
  };
}

const standardError = 2;
/** Seconds in which the others say that they have heard the end. */
const farewell = 5;

function waitForAll(mpi: Mpi, patience?: number): void {
  mpi.allGather(Float64Array.of(1), new Float64Array(mpi.size), patience);
}

/** Whether all ranks have ended in good order; not if one is in the middle of something. */
function allHeardTheEnd(mpi: Mpi): boolean {
  try {
    tell(mpi, { kind: 'end' });
    waitForAll(mpi, farewell);
    return true;
  } catch {
    return false;
  }
}

export async function beginMpi(stderr: Output, patience: number | undefined): Promise<Mpi> {
  // Only who asks for ranks needs MPI.
  const { Mpi } = await import('../../kernel/node/mpi.ts');
  try {
    const mpi: Mpi = await Mpi.begin({
      ...(patience && { patience }),
      onWaiting: seconds => stderr.write(`Rank ${mpi.rank} has waited for another rank for ${seconds} s.\n`),
    });
    return mpi;
  } catch (error) {
    throw error instanceof Error ? new InputError([error.message]) : error;
  }
}

/** What rank 0 needs of the memory that a run needs. */
export type Share = (need: MemoryNeed, run: Resolved) => MemoryNeed;

/** Fields are divided, with one layer of sites of other ranks around each part; lists are gathered. */
function needOfRank(need: MemoryNeed, extent: readonly number[], ranks: readonly number[]): MemoryNeed {
  const part = ranks.reduce((share, n, mu) => (n > 1 ? share * (1 / n + 2 / extent[mu]) : share), 1);
  const fields = Math.round(need.fields * part);
  return { ...need, fields, bytes: need.bytes - need.fields + fields };
}

/** @throws InputError with the nearest ways that are possible */
export function ranksOf(wanted: RanksFlag, extent: readonly number[], size: number): readonly number[] {
  if (wanted === 'auto') {
    const [best] = divisions(extent, size);
    if (best) return best;
    const problem = divisionProblem(
      extent,
      extent.map((_, mu) => (mu === extent.length - 1 ? size : 1)),
    );
    throw new InputError([`${size} ranks were started. ${problem}`]);
  }
  const problem = divisionProblem(extent, wanted);
  if (problem !== undefined) throw new InputError([problem]);
  const needed = wanted.reduce((product, n) => product * n, 1);
  if (needed === size) return wanted;
  throw new InputError([
    `--ranks ${wanted.join('.')} needs ${needed} processes; found ${size}. Start it with: ` +
      `mpirun -n ${needed} npx cask run FILE --ranks ${wanted.join('.')}`,
  ]);
}

/** @throws InputError where there are no ranks that wait */
export function refusePatienceAlone(patience: number | undefined): void {
  if (patience === undefined) return;
  throw new InputError(['--patience is how long ranks wait for each other; it needs --ranks.']);
}

/** @throws InputError where mpirun has started many processes that know nothing of each other */
export function refuseRanksWithoutFlag(launched: number | undefined): void {
  if (launched === undefined || launched <= 1) return;
  throw new InputError([
    `mpirun started ${launched} processes of cask, which would all compute the same run; ` +
      'add --ranks auto to let them divide the lattice.',
  ]);
}
