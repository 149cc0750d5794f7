/**
 * Started by mpirun: `sameBits.ts WAY[,WAY...] SAMPLE...` computes each sample in one thread of rank 0 alone, then on all
 * ranks in every way. A way is a grid and threads per rank: "1.1.2.1×2". One line of JSON for each says what differs.
 */
import { createHash } from 'node:crypto';
import { nodeThreads } from '../../src/kernel/node/index.ts';
import { Mpi } from '../../src/kernel/node/mpi.ts';
import type { Resolved } from '../../src/runfile/schema/index.ts';
import { assemble } from '../../src/simulation/assemble.ts';
import { dueAt } from '../../src/simulation/driver.ts';
import { tell } from '../../src/simulation/ranks/commands.ts';
import { conducted } from '../../src/simulation/ranks/conductor.ts';
import { follow } from '../../src/simulation/ranks/follower.ts';
import { type Assemble, noFiles } from '../../src/simulation/simulation.ts';
import type { Comparison } from './mpirun.ts';
import { sampleNamed } from './theories.ts';

const [ways, ...names] = process.argv.slice(2);
const mpi = await Mpi.begin({ onWaiting: seconds => console.error(`a rank has waited for ${seconds} s`) });

/** Threads take part in every launch, however short. */
const assembleHere: Assemble = async (run, options) => {
  let ready: readonly Promise<void>[] = [];
  const simulation = await assemble(run, {
    ...options,
    threads(count) {
      const { start, ...rest } = nodeThreads(count, { worthwhile: 0 });
      return {
        ...rest,
        start(invitation) {
          const thread = start(invitation);
          ready = [...ready, thread.ready];
          return thread;
        },
      };
    },
  });
  await Promise.all(ready);
  return simulation;
};

/** Everything that a chain leaves behind, seconds excepted. */
interface Traces {
  readonly records: string;
  /** Hashes of links, and of weights and moments where there are any. */
  readonly state: Readonly<Record<string, string>>;
}

async function chain(run: Resolved, assembled: Assemble): Promise<Traces> {
  const simulation = await assembled(run, { announce: () => {} });
  const { thermalise, train, trajectories } = run.schedule;
  const records: unknown[] = [];
  for (let trajectory = 1; trajectory <= thermalise + train + trajectories; trajectory++) {
    const phase = trajectory <= thermalise ? 'thermalise' : trajectory <= thermalise + train ? 'train' : 'production';
    if (phase === 'production') simulation.freeze?.();
    records.push(await simulation.next({ trajectory, phase, measure: dueAt(trajectory, run.measure) }));
  }
  const state = Object.entries(simulation.state?.() ?? {}).map(([name, numbers]) => [name, sha256(numbers)]);
  await simulation.close?.();
  return { records: JSON.stringify(records), state: Object.fromEntries(state) };
}

const sha256 = (numbers: Float64Array) => createHash('sha256').update(numbers).digest('hex');

function firstDifference(alone: Traces, together: Traces): string | undefined {
  if (alone.records !== together.records) {
    const at = [...alone.records].findIndex((letter, k) => letter !== together.records[k]);
    const around = ({ records }: Traces) => records.slice(Math.max(0, at - 60), at + 40);
    return `${around(alone)} became ${around(together)}`;
  }
  const differing = Object.keys(alone.state).filter(name => alone.state[name] !== together.state[name]);
  return differing.length === 0 ? undefined : `${differing.join(', ')} differ in the state`;
}

async function problemOf(run: Resolved, way: string, alone: Traces): Promise<string | undefined> {
  const [grid, threads] = way.split('×');
  const same = { ...run, machine: { ...run.machine, threads: Number(threads) } };
  const ranks = grid.split('.').map(Number);
  try {
    return firstDifference(
      alone,
      await chain(
        same,
        conducted(assembleHere, mpi, () => ranks),
      ),
    );
  } catch (error) {
    return (error as Error).stack;
  }
}

if (mpi.rank > 0) await follow(assembleHere, { communicator: mpi, files: noFiles });
else {
  for (const name of names) {
    const run = sampleNamed(name);
    const alone = await chain(run, assemble);
    for (const way of ways.split(',')) {
      const problem = await problemOf(run, way, alone);
      console.log(JSON.stringify({ name, way, ...(problem && { problem }) } satisfies Comparison));
    }
  }
  tell(mpi, { kind: 'end' });
}
mpi.end();
