// Runs kernels on wasm256 while V8 tells what its revectorizer does with them, between lines that name the kernel:
// `node test/wide/trace.ts PRECISION`. Read by everyKernelWide.test.ts.
import { writeSync } from 'node:fs';
import { setFlagsFromString } from 'node:v8';
import koffi from 'koffi';
import type { Precision } from '../../src/kernel/index.ts';
import { reachable } from '../../src/kernel/ir/reachable.ts';
import { f64Only } from '../../src/laws/kernels/agreement.ts';
import { machineFor, runKernel, sampleValues } from '../../src/laws/kernels/run.ts';
import { everyFamily } from '../expect/everyKernel.ts';

/** Lattices cut into as many parts as 256 bits hold, in each of the ways that there are. */
const lattices: Readonly<Record<Precision, Readonly<Record<number, readonly (readonly number[])[]>>>> = {
  f64: {
    1: [[32]],
    2: [[4, 16]],
    3: [[2, 4, 8]],
    4: [
      [4, 2, 2, 8],
      [2, 2, 4, 4],
      [2, 2, 8, 2],
    ],
  },
  f32: {
    1: [[32]],
    2: [[4, 16]],
    3: [[2, 4, 8]],
    4: [
      [4, 2, 4, 8],
      [2, 2, 8, 4],
      [2, 2, 2, 16],
    ],
  },
};

const precision = process.argv[2] as Precision;
// V8 writes through the buffers of C.
const flush = koffi.load(null).func('int fflush(void *stream)');
const machine = machineFor('wasm256');
setFlagsFromString('--no-liftoff');
for (const family of await everyFamily()) {
  for (const [k, example] of family.examples().entries()) {
    const kernel = example.kernel();
    const operations = reachable(kernel.effects.map(({ value }) => value));
    if (precision === 'f32' && operations.some(({ op }) => f64Only.has(op))) continue;
    for (const extents of lattices[precision][kernel.dimension]!) {
      const values = sampleValues(kernel, extents);
      writeSync(1, `kernel ${family.name}, example ${k}, on ${extents.join('×')}\n`);
      setFlagsFromString('--trace-wasm-revectorize');
      runKernel(kernel, machine, extents, values, { precision });
      setFlagsFromString('--no-trace-wasm-revectorize');
      flush(null);
    }
  }
}
