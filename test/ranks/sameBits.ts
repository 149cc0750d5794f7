/**
 * Started by mpirun: `sameBits.ts GRID THEORY...` computes each theory on rank 0 alone, then on all ranks, and prints what
 * differs: one line of JSON for each.
 */
import { Mpi } from '../../src/kernel/node/mpi.ts';
import type { Resolved } from '../../src/runfile/schema/index.ts';
import { assemble } from '../../src/simulation/assemble.ts';
import { dueAt } from '../../src/simulation/driver.ts';
import { tell } from '../../src/simulation/ranks/commands.ts';
import { conducted } from '../../src/simulation/ranks/conductor.ts';
import { follow } from '../../src/simulation/ranks/follower.ts';
import { type Assemble, noFiles } from '../../src/simulation/simulation.ts';
import { theoryNamed } from './theories.ts';

const [grid, ...names] = process.argv.slice(2);
const ranks = grid.split('.').map(Number);
const mpi = await Mpi.begin({ onWaiting: seconds => console.error(`a rank has waited for ${seconds} s`) });

/** Everything that a chain leaves behind, seconds excepted. */
async function chain(run: Resolved, assembled: Assemble): Promise<string> {
  const simulation = await assembled(run, { announce: () => {} });
  const { thermalise, train, trajectories } = run.schedule;
  const records: unknown[] = [];
  for (let trajectory = 1; trajectory <= thermalise + train + trajectories; trajectory++) {
    const phase = trajectory <= thermalise ? 'thermalise' : trajectory <= thermalise + train ? 'train' : 'production';
    if (phase === 'production') simulation.freeze?.();
    records.push(await simulation.next({ trajectory, phase, measure: dueAt(trajectory, run.measure) }));
  }
  const state = Object.entries(simulation.state?.() ?? {}).map(([name, numbers]) => [name, [...numbers]]);
  await simulation.close?.();
  return JSON.stringify({ records, state });
}

function firstDifference(alone: string, together: string): string | undefined {
  if (alone === together) return;
  const at = [...alone].findIndex((letter, k) => letter !== together[k]);
  return `${alone.slice(Math.max(0, at - 60), at + 40)} became ${together.slice(Math.max(0, at - 60), at + 40)}`;
}

if (mpi.rank > 0) await follow(assemble, { communicator: mpi, files: noFiles });
else {
  for (const name of names) {
    let problem: string | undefined;
    try {
      const run = theoryNamed(name);
      const alone = await chain(run, assemble);
      problem = firstDifference(
        alone,
        await chain(
          run,
          conducted(assemble, mpi, () => ranks),
        ),
      );
    } catch (error) {
      problem = (error as Error).stack;
    }
    process.stdout.write(`${JSON.stringify({ name, grid, problem })}\n`);
  }
  tell(mpi, { kind: 'end' });
}
mpi.end();
