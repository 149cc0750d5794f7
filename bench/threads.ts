// Threads: `node bench/threads.ts [--threads 2] [--lattices 4x4x4x4,8x8x8x8,16x16x16x32] [--rounds 20]`. Wall-clock time of
// one and of several threads in turn, minima of many short rounds: what the cores can do while nobody else has them. `--rest`
// milliseconds between turns belong to others on a machine that is shared; there `--pin` (Linux) gives each thread a core of
// its own, because a busy system leaves them on one.
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { input, Machine, output, reals, siteKernel } from '../src/kernel/index.ts';
import { nodeThreads } from '../src/kernel/node/index.ts';
import { compiled } from './engine.ts';
import { hostDescription } from './host.ts';
import { markdown } from './table.ts';
import { kernelOn, sharedWorks } from './works.ts';

const { values: given } = parseArgs({
  options: {
    threads: { type: 'string', default: '2' },
    lattices: { type: 'string', default: '4x4x4x4,8x8x8x8,16x16x16x32' },
    rounds: { type: 'string', default: '20' },
    turn: { type: 'string', default: '60' },
    pin: { type: 'boolean', default: false },
    rest: { type: 'string', default: '0' },
    kind: { type: 'string', default: 'wasm256' },
  },
});
const count = Number(given.threads);
const rounds = Number(given.rounds);
const rest = Number(given.rest);
/** Long enough for a system that is busy to put the threads on different cores. */
const turnMilliseconds = Number(given.turn);
/** Microseconds of one run: the shortest of several turns of each candidate, which take turns. */
async function shortest(runs: readonly (() => void)[]): Promise<number[]> {
  const best = runs.map(() => Number.POSITIVE_INFINITY);
  for (let round = 0; round < rounds; round++) {
    for (const [k, run] of runs.entries()) {
      if (rest > 0) await new Promise(resolve => setTimeout(resolve, rest));
      const begin = performance.now();
      // The first run wakes threads that sleep; the others are timed.
      run();
      do {
        const start = performance.now();
        run();
        best[k] = Math.min(best[k], 1000 * (performance.now() - start));
      } while (performance.now() - begin < turnMilliseconds);
    }
  }
  return best;
}

const machineWith = async (threads: number, worthwhile?: number) => {
  const machine = new Machine(given.kind, {
    threads: nodeThreads(threads, worthwhile === undefined ? {} : { worthwhile }),
  });
  await machine.ready;
  if (given.pin && threads > 1) pinThreads();
  return machine;
};

/** This thread and the workers of Node, in the order of their making, to the cores 0, 1 … */
function pinThreads(): void {
  const tasks = `/proc/${process.pid}/task`;
  const isWorker = (task: string) => readFileSync(`${tasks}/${task}/comm`, 'utf8').trim() === 'WorkerThread';
  const workers = readdirSync(tasks)
    .filter(isWorker)
    .slice(1 - count);
  for (const [core, task] of [String(process.pid), ...workers].entries()) {
    execFileSync('taskset', ['-pc', String(core), task]);
  }
}

/** A launch with next to nothing to do, in two blocks: on one thread, on several that wait, on several that sleep. */
async function emptyLaunch(): Promise<readonly number[]> {
  const kernel = siteKernel('nothing', 4, { f: input(reals(1)), g: output(reals(1)) }, ({ f, g }, x) => {
    g.set(0, f(0, x));
  });
  const runs = [];
  for (const threads of [1, count]) {
    const run = kernelOn(() => kernel)(await machineWith(threads, 0), [2, 2, 4, 8]);
    for (let k = 0; k < 20_000; k++) run();
    runs.push(run);
    await new Promise(resolve => setTimeout(resolve, 100));
  }
  let asleep = Number.POSITIVE_INFINITY;
  for (let round = 0; round < rounds; round++) {
    await new Promise(resolve => setTimeout(resolve, 5));
    const start = performance.now();
    runs[1]();
    asleep = Math.min(asleep, 1000 * (performance.now() - start));
  }
  return [...(await shortest(runs)), asleep];
}

console.log(`${hostDescription()}; ${given.kind}, ${count} threads beside one`);
const rows: string[][] = [];
for (const text of given.lattices.split(',')) {
  const extents = text.split('x').map(Number);
  for (const [name, work] of Object.entries(sharedWorks)) {
    const machines = [await machineWith(1), await machineWith(count)];
    const runs = machines.map(
      machine => compiled(given.kind === 'wasm256', () => ({ run: work(machine, extents) })).run,
    );
    // Workers read the messages that bring the code.
    await new Promise(resolve => setTimeout(resolve, 50));
    const [alone, shared] = await shortest(runs);
    const shares = machines[1].pool?.shares ?? [];
    const ofOthers =
      shares.slice(1).reduce((a, b) => a + b, 0) /
      Math.max(
        1,
        shares.reduce((a, b) => a + b, 0),
      );
    rows.push([
      `${name}, ${extents.join('×')}`,
      alone.toPrecision(4),
      shared.toPrecision(4),
      (alone / shared).toFixed(2),
      `${Math.round(100 * ofOthers)} %`,
    ]);
    for (const machine of machines) machine.close();
  }
}
console.log(markdown(['SU(3)', '1 thread, µs', `${count} threads, µs`, 'ratio', 'blocks of others'], rows));
const [alone, waiting, asleep] = (await emptyLaunch()).map(microseconds => microseconds.toFixed(2));
console.log(`\nAn empty launch takes ${alone} µs on one thread, ${waiting} on ${count}, ${asleep} if these sleep.`);
process.exit(0);
