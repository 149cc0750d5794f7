/** Several threads leave what one thread leaves, and a thread that is lost ends the computation with a sentence. */
import { Worker } from 'node:worker_threads';
import { afterAll, describe, expect, test } from 'vitest';
import { staggeredHopping } from '../../../test/expect/staggeredHopping.fixture.ts';
import { runKernel, sampleValues } from '../../laws/kernels/run.ts';
import { Machine } from '../machine/machine.ts';
import { Storage } from '../machine/storage.ts';
import { everyOperation } from '../machine/trial.ts';
import { uniformFill } from '../machine/uniformFill.ts';
import { nodeThreads, startedThread } from '../node/threads.ts';
import { input, output, reals, sum } from '../trace/roles.ts';
import { siteKernel } from '../trace/siteKernel.ts';
import { blockOfRow, blocksOf } from './blocks.ts';
import type { StartThread } from './pool.ts';

const eager = { worthwhile: 0 };
const machines: Machine[] = [];
const made = (kind: string, threads: number) => {
  const machine = new Machine(kind, { threads: nodeThreads(threads, eager) });
  machines.push(machine);
  return machine;
};
afterAll(() => {
  for (const machine of machines) machine.close();
});

describe.each(['wasm128', 'wasm256'])('on %s', kind => {
  const alone = new Machine(kind);
  const several = [2, 4].map(threads => made(kind, threads));
  const kernels = [everyOperation(), everyOperation().adjoint(['a', 'f']), staggeredHopping];

  test.each(kernels.map(kernel => ({ name: kernel.name, kernel })))('$name keeps its bits', async ({ kernel }) => {
    const extents = [4, 2, 4, 8].slice(-kernel.dimension);
    const values = sampleValues(kernel, extents);
    const all = [{}, { sites: 'even' }, { sites: 'odd' }] as const;
    for (const machine of several) {
      await machine.ready;
      for (const options of kernel === staggeredHopping ? [...all, { precision: 'f32' } as const] : all) {
        const expected = runKernel(kernel, alone, extents, values, options);
        expect(runKernel(kernel, machine, extents, values, options)).toEqual(expected);
      }
    }
  });

  test('random numbers keep their bits', async () => {
    const fill = (machine: Machine) => {
      const storage = new Storage(machine, [2, 4, 2, 6], 6, 'f64', 'odd');
      uniformFill(storage)!([1, 2, 3, 4], 5);
      return storage.values.slice();
    };
    const expected = fill(alone);
    expect(new Set(expected).size).toBe(expected.length);
    for (const machine of several) expect(fill(machine)).toEqual(expected);
  });
});

/** f at all sites made of what lies around it; enough work for every thread to find some. */
const smooth = siteKernel(
  'smooth',
  4,
  { f: input(reals(4)), g: output(reals(4)), total: sum },
  ({ f, g, total }, x) => {
    for (let c = 0; c < 4; c++) {
      const around = [0, 1, 2, 3].flatMap(mu => [f(c, x.plus(mu)), f(c, x.minus(mu))]);
      const mean = around.reduce((a, b) => a.add(b)).div(8);
      g.set(c, mean);
      total.add(mean.mul(mean));
    }
  },
);

function smoothOn(machine: Machine) {
  const [f, g] = [0, 1].map(() => new Storage(machine, [8, 8, 8, 16], 4, 'f64', 'all'));
  f.values.forEach((_, k) => {
    f.values[k] = Math.sin(k);
  });
  const run = smooth.bind({ f: { storage: f }, g: { storage: g } });
  return { run, g };
}

test('all threads take part, fields may be made in between, and sums stay as they are', async () => {
  const expected = smoothOn(new Machine('wasm128'));
  const { total } = expected.run();
  const machine = made('wasm128', 3);
  const { run, g } = smoothOn(machine);
  await machine.ready;
  expect(machine.threads).toBe(3);
  const deadline = performance.now() + 20_000;
  do {
    expect(run().total).toBe(total);
    // Memory grows now and then while the threads are in it.
    if (machine.memory.touched < 2 ** 27) new Storage(machine, [8, 8, 8, 16], 4, 'f64', 'all').free();
    new Storage(machine, [8, 8, 8, 16], 4, 'f64', 'all');
    // Workers read their messages while this thread is away.
    await new Promise(resolve => setImmediate(resolve));
  } while (machine.pool!.shares.some(share => share === 0) && performance.now() < deadline);
  expect(machine.pool!.shares.every(share => share > 0)).toBe(true);
  expect(g.values).toEqual(expected.g.values);
});

test('numbers of launches may wrap around', () => {
  const machine = made('wasm128', 4);
  const { run } = smoothOn(machine);
  const few = siteKernel('few', 2, { f: input(reals(1)), g: output(reals(1)) }, ({ f, g }, x) => g.set(0, f(0, x)));
  const [f, g] = [0, 1].map(() => new Storage(machine, [2, 8], 1, 'f64', 'all'));
  const runFew = few.bind({ f: { storage: f }, g: { storage: g } });
  const { total } = smoothOn(new Machine('wasm128')).run();
  expect(run().total).toBe(total);
  // Meanwhile nobody takes the blocks that the long launch has and the short ones have not.
  for (const number of [2 ** 31 - 5, -(2 ** 31) + 101]) {
    Object.assign(machine.pool!, { launch: number });
    for (let k = 0; k < 6; k++) runFew();
  }
  expect(run().total).toBe(total);
});

test('a subset of sites keeps its bits', () => {
  const copy = siteKernel('copy', 2, { f: input(reals(1)), g: output(reals(1)) }, ({ f, g }, x) =>
    g.set(0, f(0, x.plus(0))),
  );
  const among = [0, 5, 9, 30, 31, 62];
  const copied = (machine: Machine) => {
    const [f, g] = [0, 1].map(() => new Storage(machine, [8, 8], 1, 'f64', 'all'));
    f.values.set(Array.from({ length: 64 }, (_, k) => k + 1));
    copy.bind({ f: { storage: f }, g: { storage: g } }, { among })();
    return g.values;
  };
  expect(copied(made('wasm128', 4))).toEqual(copied(new Machine('wasm128')));
});

describe('a thread that is lost', () => {
  test('while it has nothing to do is missed soon', async () => {
    const { start } = nodeThreads(2);
    const ended: (() => void)[] = [];
    const watched: StartThread = invitation => {
      const thread = start(invitation);
      ended.push(thread.end);
      return thread;
    };
    const machine = new Machine('wasm128', { threads: { count: 2, start: watched, ...eager } });
    const { run } = smoothOn(machine);
    await machine.ready;
    run();
    ended[0]();
    const lost = /^Thread 2 of 2 ended while it was needed\.$/;
    expect(() => {
      for (let k = 0; k < 4096; k++) run();
    }).toThrow(lost);
    expect(() => run()).toThrow(lost);
  });

  test.each([
    { fate: 'ends', sentence: 'Thread 2 of 2 ended while it was needed.' },
    { fate: 'fails', sentence: 'Thread 2 of 2 failed: RangeError: nothing goes right.' },
  ])('with work in its hands, because it $fate', async ({ fate, sentence }) => {
    const entry = new URL('./mortal.fixture.ts', import.meta.url);
    const start: StartThread = invitation => startedThread(new Worker(entry, { workerData: { ...invitation, fate } }));
    const machine = new Machine('wasm128', { threads: { count: 2, start, ...eager } });
    const { run } = smoothOn(machine);
    await machine.ready;
    run();
    await new Promise(resolve => setTimeout(resolve, 100));
    expect(() => {
      for (const deadline = performance.now() + 20_000; performance.now() < deadline; ) run();
    }).toThrow(sentence);
    expect(() => run()).toThrow(sentence);
  });

  test('a machine that was closed says so', async () => {
    using machine = made('wasm128', 2);
    const { run } = smoothOn(machine);
    machine.close();
    expect(() => run()).toThrow('The machine was closed; make another one.');
  });
});

test('js has one thread, and there are not any number of threads', () => {
  expect(made('js', 2).threads).toBe(1);
  expect(() => made('wasm128', 65)).toThrow('A machine has 1 to 64 threads; found 65.');
});

test('blocks: none for short launches, the same rows in the same block', () => {
  const { pool } = made('wasm128', 2);
  expect(blocksOf(1e6, undefined, 100)).toBe(1);
  expect(blocksOf(100, pool, 100)).toBe(8);
  expect(blocksOf(1000, pool, 100)).toBe(20);
  expect(blocksOf(1e6, pool, 100)).toBe(100);
  expect(blocksOf(1e6, pool, 3)).toBe(3);
  const choosy = new Machine('wasm128', { threads: nodeThreads(2, { worthwhile: 20 }) });
  machines.push(choosy);
  expect([19, 20, 35, 400].map(microseconds => blocksOf(microseconds, choosy.pool, 100))).toEqual([1, 2, 3, 8]);
  const grid = choosy.grid([4, 4, 4, 8], 'f64');
  const blocks = grid.rows.map((_, row) => blockOfRow(row, grid, 4));
  // Lanes cut time into parts of four sites, as many as there are in z.
  expect(grid.rows.map(({ coordinates }) => coordinates[0])).toEqual(blocks);
  expect(new Set(blocks)).toEqual(new Set([0, 1, 2, 3]));
});
