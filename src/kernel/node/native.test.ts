/** Native code gives the bits of WebAssembly and of js, at every width of vectors. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { staggeredHopping } from '../../../test/expect/staggeredHopping.fixture.ts';
import { machineFor, type RunOptions, runKernel, sampleValues } from '../../laws/kernels/run.ts';
import type { Kernel } from '../kernel.ts';
import { Machine } from '../machine/machine.ts';
import { everyOperation } from '../machine/trial.ts';
import { nativeBackend } from '../native/backend.ts';
import { input, output, parameter, reals, sum } from '../trace/roles.ts';
import { siteKernel } from '../trace/siteKernel.ts';
import { gnuCompiler } from './gnuCompiler.ts';
import { nodeThreads } from './threads.ts';

const folder = mkdtempSync(join(tmpdir(), 'cask-test-native-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const found = gnuCompiler({ ...process.env, CASK_CACHE: folder });
if (typeof found === 'string') console.log(`SKIPPED: native code is not tested, because ${found}`);

const machinesWith = (contraction: boolean) =>
  typeof found === 'string'
    ? []
    : found.compiler.vectorBytes.map(vectorBytes => ({
        bits: 8 * vectorBytes,
        machine: new Machine(nativeBackend(found.compiler, { vectorBytes, atOnce: true }), { contraction }),
      }));

/** All that is special about numbers: signed zeros, infinities and NaN through minima, maxima, signs and roots. */
const special = siteKernel(
  'special',
  2,
  { f: input(reals(2)), g: output(reals(7)), a: parameter, total: sum },
  ({ f, g, a, total }, x) => {
    const [p, q] = [f(0, x.plus(1)), f(1, x)];
    const values = [p.min(q), p.max(q), p.neg(), p.abs(), q.sqrt(), p.floor(), p.div(q).add(a)];
    for (const [c, value] of values.entries()) g.set(c, value);
    total.add(p.lessOrEqual(q).select(1, -2));
  },
);

/** In the last direction rows at the cut read across it, in the middle they do not. */
const extents: Readonly<Record<number, readonly number[]>> = { 2: [4, 64], 4: [4, 2, 4, 16] };
const uncut = (dimension: number) => new Array(dimension).fill(2);

function same(
  kernel: Kernel,
  size: readonly number[],
  machine: Machine,
  other: Machine,
  options: RunOptions = {},
): void {
  const values = sampleValues(kernel, size);
  expect(runKernel(kernel, machine, size, values, options)).toEqual(runKernel(kernel, other, size, values, options));
}

describe.each(machinesWith(false))('with vectors of $bits bits, multiply and add apart,', ({ machine }) => {
  test('every operation has the bits of js, in many lanes and in one', () => {
    const kernel = everyOperation();
    same(kernel, extents[2], machine, machineFor('js'));
    same(kernel, uncut(2), machine, machineFor('js'));
  });

  test('zeros with signs, infinities and NaN are those of js', () => {
    const size = extents[2];
    const odd = [0, -0, 1, -1, 0.5, -1.5, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, Number.NaN, 5e-324];
    const f = Float64Array.from({ length: 2 * size[0] * size[1] }, (_, k) => odd[(k * k + (k >> 1)) % odd.length]);
    const values = { f, a: Float64Array.of(0.25) };
    expect(runKernel(special, machine, size, values)).toEqual(runKernel(special, machineFor('js'), size, values));
  });
});

describe.each(machinesWith(true))('with vectors of $bits bits, multiply-add fused,', ({ machine }) => {
  test('every operation has the bits of WebAssembly', () => {
    same(everyOperation(), extents[2], machine, machineFor('wasm256'));
  });
});

describe.each(machinesWith(true).slice(0, 1))('staggered hopping', ({ machine }) => {
  test('has them on several threads', async () => {
    if (typeof found === 'string') return;
    const [vectorBytes] = found.compiler.vectorBytes;
    const backend = nativeBackend(found.compiler, { vectorBytes, atOnce: true });
    using threaded = new Machine(backend, { threads: nodeThreads(2, { worthwhile: 0.01 }) });
    await threaded.ready;
    const size = [8, 8, 8, 16];
    const deadline = performance.now() + 20_000;
    do {
      same(staggeredHopping, size, threaded, machineFor('wasm256'));
      await new Promise(resolve => setImmediate(resolve));
    } while (threaded.pool!.shares[1] === 0 && performance.now() < deadline);
    expect(threaded.pool!.shares.every(share => share > 0)).toBe(true);
  });

  test('has the bits of WebAssembly across the cuts, on even sites, and in f32', () => {
    same(staggeredHopping, extents[4], machine, machineFor('wasm256'));
    same(staggeredHopping, extents[4], machine, machineFor('wasm256'), { sites: 'even' });
    same(staggeredHopping, extents[4], machine, machineFor('wasm256'), { precision: 'f32' });
  });
});
