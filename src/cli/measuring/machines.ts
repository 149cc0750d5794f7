/** Machines for the lattices of configuration files: in this process, with threads, or a part of them on every rank. */
import { chooseMachine, type Machine } from '../../kernel/index.ts';
import type { Mpi } from '../../kernel/node/mpi.ts';
import { launchedRanks } from '../../kernel/node/mpiLaunch.ts';
import { nodeThreads } from '../../kernel/node/threads.ts';
import type { Output } from '../progress/display.ts';
import { beginMpi, ranksOf, refusePatienceAlone, refuseRanksWithoutFlag } from '../ranks/ranks.ts';
import { alone, carryOutTogether, type Together } from '../ranks/together.ts';
import { boundTooTightly, type Sharing } from '../sharing.ts';

export interface Machines extends Together {
  /** The machine for lattices of these extents. @throws InputError if the ranks cannot divide them */
  of(extents: readonly number[]): Machine;
}

/** Acts with machines, which are closed afterwards. */
export async function withMachines(
  sharing: Sharing,
  stderr: Output,
  act: (machines: Machines) => void | Promise<void>,
): Promise<void> {
  const { ranks: wanted, threads = 1, patience } = sharing;
  const options = threads === 1 ? {} : { threads: nodeThreads(threads) };
  if (wanted === undefined) {
    refusePatienceAlone(patience);
    refuseRanksWithoutFlag(launchedRanks());
    const made = chooseMachine('auto', options).machine;
    try {
      await made.ready;
      await act({ ...alone, of: () => made });
    } finally {
      made.close();
    }
    return;
  }
  const mpi = await beginMpi(stderr, patience);
  const tight = boundTooTightly(options.threads?.count ?? 1);
  if (tight !== undefined) stderr.write(`${tight}\n`);
  await carryOutTogether(mpi, async together => {
    const kind = machineOfFirst(mpi);
    const known = new Map<string, Machine>();
    const of = (extents: readonly number[]) => {
      const name = extents.join('×');
      let machine = known.get(name);
      if (!machine) {
        const division = { extents, ranks: ranksOf(wanted, extents, mpi.size), communicator: mpi };
        machine = chooseMachine(kind, { ...options, division }).machine;
        known.set(name, machine);
      }
      return machine;
    };
    try {
      await act({ ...together, of });
    } finally {
      for (const machine of known.values()) machine.close();
    }
  });
}

const longestName = 32;

/** Chosen by measurement, which must not come out differently on another rank. */
function machineOfFirst(mpi: Mpi): string {
  const name = new Uint8Array(new ArrayBuffer(longestName));
  if (mpi.rank === 0) new TextEncoder().encodeInto(chooseMachine('auto').machine.kind, name);
  mpi.broadcast(name);
  return new TextDecoder().decode(name.filter(byte => byte !== 0));
}
