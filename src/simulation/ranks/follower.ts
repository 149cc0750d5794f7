/** A rank other than 0: it does what rank 0 does, on its part of the lattice. */
import type { Communicator } from '../../kernel/index.ts';
import type { Assemble, RunFiles, Simulation } from '../simulation.ts';
import { hear, hearState, type RankCommand } from './commands.ts';
import { requireSameArithmetic } from './conductor.ts';

export interface FollowOptions {
  readonly communicator: Communicator;
  readonly files: RunFiles;
  /** Seconds within which rank 0 says what is next, after an error that it may have met too. */
  readonly afterError?: number;
}

/** Seconds: before a run begins, its laws are tried by rank 0 alone. */
const beforeTheRun = 1800;
/** Rank 0 writes checkpoints and reports between two commands: files of links at 6 MB/s. */
const secondsPerSite = 1e-4;

/**
 * Follows rank 0 until it says that all is done. Most errors are those of the computation, which rank 0 meets as well
 * and reports; an error is thrown here only if rank 0 does not go on after it.
 */
export async function follow(
  assemble: Assemble,
  { communicator, files, afterError = 10 }: FollowOptions,
): Promise<void> {
  let simulation: Simulation | undefined;
  let patience = beforeTheRun;
  let error: unknown;
  for (;;) {
    const command = heard(communicator, error, error === undefined ? patience : afterError);
    if (command.kind === 'end') return;
    try {
      if (command.kind === 'assemble') {
        const { run, ranks } = command;
        patience = communicator.patience + secondsPerSite * run.lattice.extent.reduce((volume, n) => volume * n, 1);
        simulation = await assemble(run, { announce: () => {}, files, ranks: { ranks, communicator } });
        requireSameArithmetic(communicator, simulation);
      } else await perform(command, simulation!, communicator);
      error = undefined;
    } catch (thrown) {
      error = thrown;
    }
  }
}

function heard(communicator: Communicator, error: unknown, patience: number): RankCommand {
  try {
    return hear(communicator, patience);
  } catch (silence) {
    throw error ?? silence;
  }
}

async function perform(
  command: Exclude<RankCommand, { readonly kind: 'assemble' | 'end' }>,
  simulation: Simulation,
  communicator: Communicator,
): Promise<void> {
  switch (command.kind) {
    case 'next':
      await simulation.next(command.request);
      return;
    case 'restore':
      return simulation.restore!(hearState(communicator, command.lengths));
    default:
      await simulation[command.kind]!();
  }
}
