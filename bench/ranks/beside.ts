// Started by mpirun: `beside.ts LATTICE ROUNDS [RANKS]`. As many threads of rank 0 as there are ranks, then all ranks, in turn; JSON on rank 0.
import { Machine } from '../../src/kernel/index.ts';
import { divisions } from '../../src/kernel/machine/division.ts';
import { nodeThreads } from '../../src/kernel/node/index.ts';
import { Mpi } from '../../src/kernel/node/mpi.ts';
import { compiled } from '../engine.ts';
import { sharedWorks } from '../works.ts';

export interface BesideTimes {
  readonly grid: string;
  /** Microseconds of one run. */
  readonly works: readonly { readonly name: string; readonly threads: number; readonly ranks: number }[];
}

const [latticeText, roundsText, gridText] = process.argv.slice(2);
const extents = latticeText.split('x').map(Number);
const mpi = await Mpi.begin();
const ranks = gridText ? gridText.split('.').map(Number) : divisions(extents, mpi.size)[0];
const together = new Machine('wasm256', { division: { extents, ranks, communicator: mpi } });
const alone = mpi.rank === 0 ? new Machine('wasm256', { threads: nodeThreads(mpi.size) }) : undefined;
await alone?.ready;

const turnMilliseconds = 60;
const flag = [new Float64Array(1), new Float64Array(mpi.size)] as const;
/** All ranks hear what rank 0 says. */
function agreed(said: boolean): boolean {
  flag[0][0] = Number(said);
  mpi.allGather(flag[0], flag[1]);
  return flag[1][0] !== 0;
}

/** The shortest of a turn's runs; every run begins on all ranks at once. */
function turn(run: () => void, isShared: boolean): number {
  const begin = performance.now();
  let best = Number.POSITIVE_INFINITY;
  let goesOn = true;
  while (goesOn) {
    if (isShared) agreed(true);
    const start = performance.now();
    run();
    if (isShared) agreed(true);
    best = Math.min(best, 1000 * (performance.now() - start));
    goesOn = performance.now() - begin < turnMilliseconds;
    if (isShared) goesOn = agreed(goesOn);
  }
  return best;
}

const works = [];
for (const [name, work] of Object.entries(sharedWorks)) {
  const onRanks = compiled(true, () => ({ run: work(together, extents) })).run;
  const onThreads = alone && compiled(true, () => ({ run: work(alone, extents) })).run;
  await new Promise(resolve => setTimeout(resolve, 50));
  const best = { threads: Number.POSITIVE_INFINITY, ranks: Number.POSITIVE_INFINITY };
  for (let round = 0; round < Number(roundsText); round++) {
    if (onThreads) best.threads = Math.min(best.threads, turn(onThreads, false));
    best.ranks = Math.min(best.ranks, turn(onRanks, true));
  }
  works.push({ name, ...best });
}
if (mpi.rank === 0) process.stdout.write(JSON.stringify({ grid: ranks.join('.'), works } satisfies BesideTimes));
alone?.close();
mpi.end();
