/** A kernel changes over only to code that gives the same bits and is faster. */
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { runKernel, sampleValues } from '../../laws/kernels/run.ts';
import { Machine } from '../machine/machine.ts';
import { inPlace, input, output, reals, sum } from '../trace/roles.ts';
import { siteKernel } from '../trace/siteKernel.ts';
import { wasm256 } from '../wasm/backend.ts';
import { compileWasm, type DescribedKernel } from '../wasm/compile.ts';
import { Changeover } from './changeover.ts';
import type { NativeCode, NativeCompiler } from './compiler.ts';
import { Workshop } from './workshop.ts';

const extents = [4, 16];
const smear = siteKernel('smear', 2, { f: input(reals(1)), g: output(reals(1)), S: sum }, ({ f, g, S }, x) => {
  const value = f(0, x.plus(0)).add(f(0, x.minus(1)));
  g.set(0, value);
  S.add(value);
});
const relax = siteKernel('relax', 2, { f: inPlace(reals(1)) }, ({ f }, x) =>
  f.set(
    0,
    f(0, x.plus(0))
      .add(f(0, x.minus(1)))
      .sub(f(0, x)),
  ),
);

/** The clock of the tests: WebAssembly takes a second, other code what it says. */
let clock = 0;
beforeEach(() => {
  clock = 0;
  vi.spyOn(performance, 'now').mockImplementation(() => clock);
});

interface Fake {
  /** What its code does after, or in place of, the WebAssembly of the kernel. */
  readonly code: (kernel: DescribedKernel, descriptor: number) => void;
  readonly fails?: string;
  /** Milliseconds of a launch. */
  readonly takes?: number;
}

/** A machine whose compiler makes WebAssembly with a change; counts how often each kind of code ran. */
function machineWith({ code, fails, takes = 100 }: Fake) {
  const ran = { wasm: 0, native: 0 };
  let described: DescribedKernel | undefined;
  const compiler: NativeCompiler = {
    name: 'fake 1.0',
    vectorBytes: [32],
    known: () => undefined,
    async compile(): Promise<NativeCode> {
      if (fails !== undefined) throw new Error(fails);
      const run = (_: number, descriptor: number) => {
        ran.native++;
        clock += takes;
        code(described!, descriptor);
      };
      return { library: 'nowhere', run };
    },
    compileNow() {
      throw new Error('Nobody waits here.');
    },
    addressOf: () => 0,
  };
  const workshop = new Workshop(compiler, 1);
  const machine = new Machine({
    ...wasm256,
    name: 'fake',
    compile: assignment =>
      compileWasm(assignment, kernel => {
        described = kernel;
        const run: DescribedKernel['run'] = launch => {
          ran.wasm++;
          clock += 1000;
          kernel.run(launch);
        };
        const changeover = new Changeover({ ...kernel, run }, workshop);
        return (fields, sites) => changeover.runOn(fields, sites);
      }),
  });
  return { machine, ran, workshop };
}

const right: Fake['code'] = (kernel, descriptor) => kernel.run({ descriptor, stride: 0, blocks: 1 });
const turn = () => new Promise<void>(resolve => setImmediate(resolve));

/** Launches with turns of the event loop between them; all results. */
async function launches(kernel: typeof smear | typeof relax, machine: Machine, count: number) {
  const values = sampleValues(kernel, extents);
  const results: unknown[] = [];
  for (let k = 0; k < count; k++) {
    results.push(runKernel(kernel, machine, extents, values));
    await turn();
  }
  return results;
}

describe.each([smear, relax])('$name', kernel => {
  const expected = runKernel(kernel, new Machine('wasm256'), extents, sampleValues(kernel, extents));

  test('runs as native code once that is there, has the same bits and is faster', async () => {
    const { machine, ran, workshop } = machineWith({ code: right });
    const results = await launches(kernel, machine, 50);
    for (const result of results) expect(result).toEqual(expected);
    const before = { ...ran };
    await launches(kernel, machine, 5);
    expect(ran).toEqual({ wasm: before.wasm, native: before.native + 5 });
    expect(workshop.account()).toBe('1 kernel ran as C (fake 1.0).');
  });

  test('stays in WebAssembly if that is faster', async () => {
    const { machine, ran, workshop } = machineWith({ code: right, takes: 2000 });
    await launches(kernel, machine, 50);
    const before = { ...ran };
    for (const result of await launches(kernel, machine, 5)) expect(result).toEqual(expected);
    expect(ran).toEqual({ wasm: before.wasm + 5, native: before.native });
    expect(workshop.account()).toContain('1 in WebAssembly, which was faster');
  });

  test('never leaves a bit of code that gives others', async () => {
    const wrong: Fake['code'] = (described, descriptor) => {
      right(described, descriptor);
      // The last number of the first row of the output, by one unit in the last place.
      const { memory } = described.assignment;
      const outputs = described.assignment.outline.fields.length;
      const words = new Int32Array(memory.buffer, descriptor, 4 + 2 * described.permutations.length + outputs);
      new BigUint64Array(memory.buffer, words[words.length - 1], 1)[0] ^= 1n;
    };
    const { machine, ran, workshop } = machineWith({ code: wrong });
    for (const result of await launches(kernel, machine, 50)) expect(result).toEqual(expected);
    expect(ran.native).toBe(1);
    expect(workshop.account()).toContain(`${kernel.name} in WebAssembly, because the C gave other bits`);
  });

  test('stays in WebAssembly if it cannot be compiled, and the account says why', async () => {
    const { machine, ran, workshop } = machineWith({ code: right, fails: 'No space left on device.' });
    for (const result of await launches(kernel, machine, 50)) expect(result).toEqual(expected);
    expect(ran.native).toBe(0);
    expect(workshop.account()).toContain('A kernel was not compiled: No space left on device.');
  });
});

test('a compiler that fails three times in a row is left alone', async () => {
  const compile = vi.fn(async () => {
    throw new Error('It is broken.');
  });
  const compiler = { name: 'broken 0', compile } as unknown as NativeCompiler;
  const workshop = new Workshop(compiler, 1);
  for (let k = 0; k < 5; k++) await expect(workshop.order('')).rejects.toThrow('It is broken.');
  expect(compile).toHaveBeenCalledTimes(3);
});
