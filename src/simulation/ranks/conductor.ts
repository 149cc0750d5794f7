/**
 * One simulation on many ranks. Rank 0 drives the run, reads and writes files, and is the only one that decides anything;
 * before it computes it tells the others, which then do the same on their parts of the lattice.
 */
import { type Communicator, chooseMachine } from '../../kernel/index.ts';
import type { Resolved } from '../../runfile/schema/index.ts';
import { RunError } from '../driver.ts';
import type { Assemble, Simulation } from '../simulation.ts';
import { type RankCommand, tell, tellState } from './commands.ts';

/**
 * The same physics, computed by all ranks.
 *
 * @param ranksFor how the lattice of a run is divided; throws InputError if it cannot be
 */
export function conducted(
  assemble: Assemble,
  communicator: Communicator,
  ranksFor: (run: Resolved) => readonly number[],
): Assemble {
  return async (run, options) => {
    const ranks = ranksFor(run);
    // Chosen by measurement, which must not come out differently on another rank.
    const kind = run.machine.kind === 'auto' ? chooseMachine('auto').machine.kind : run.machine.kind;
    const same = { ...run, machine: { ...run.machine, kind } } as Resolved;
    tell(communicator, { kind: 'assemble', run: same, ranks });
    const simulation = await assemble(same, { ...options, ranks: { ranks, communicator } });
    requireSameArithmetic(communicator, simulation);
    const where = `${communicator.size} ranks: ${ranks.join('.')} by ${communicator.name}`;
    return onAllRanks(simulation, communicator, where);
  };
}

function onAllRanks(simulation: Simulation, communicator: Communicator, where: string): Simulation {
  const { freeze, state, restore, configuration, close } = simulation;
  const after =
    <Arguments extends readonly unknown[], Result>(
      kind: 'freeze' | 'state' | 'configuration' | 'close',
      act: (...given: Arguments) => Result,
    ) =>
    (...given: Arguments): Result => {
      tell(communicator, { kind } satisfies RankCommand);
      return act(...given);
    };
  return {
    ...simulation,
    describe: () => [where, ...simulation.describe()],
    next(request) {
      tell(communicator, { kind: 'next', request });
      return simulation.next(request);
    },
    ...(freeze && { freeze: after('freeze', freeze) }),
    ...(state && { state: after('state', state) }),
    ...(configuration && { configuration: after('configuration', configuration) }),
    ...(close && { close: after('close', close) }),
    ...(restore && {
      restore(saved) {
        tellState(communicator, saved, simulation.fields ?? []);
        restore(saved);
      },
    }),
  };
}

/** Called by all ranks. @throws RunError if one of them rounds differently from rank 0, or from other kernels */
export function requireSameArithmetic(communicator: Communicator, simulation: Simulation): void {
  const own = new TextEncoder().encode(`${simulation.arithmetic} ${JSON.stringify(simulation.kernels?.() ?? {})}`);
  const length = 4096;
  const mine = new Float64Array(length).fill(-1);
  mine.set(own.subarray(0, length));
  const all = new Float64Array(length * communicator.size);
  communicator.allGather(mine, all);
  for (let other = 1; other < communicator.size; other++) {
    if (mine.every((_, k) => all[k] === all[other * length + k])) continue;
    throw new RunError(
      `Rank ${other} computes with other kernels or roundings than rank 0. All ranks need the same version of cask and ` +
        'processors with the same instructions; or choose --machine js, or wasm128.',
    );
  }
}
