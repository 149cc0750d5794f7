// Native code beside WebAssembly: every kernel of every family with its adjoint, self-learning HMC, and a whole run that
// changes over on its way. Same bits everywhere.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { main } from '../../src/cli/main.ts';
import { assemble } from '../../src/cli/physics.ts';
import { type Kernel, Machine } from '../../src/kernel/index.ts';
import { nativeBackend } from '../../src/kernel/native/backend.ts';
import { gnuCompiler } from '../../src/kernel/node/gnuCompiler.ts';
import { differentiable } from '../../src/laws/kernels/adjoint.ts';
import { cutLattices } from '../../src/laws/kernels/agreement.ts';
import { machineFor, runKernel, sampleValues } from '../../src/laws/kernels/run.ts';
import { temporaryFolder } from '../cli/temporaryFolder.ts';
import { everyFamily } from '../expect/everyKernel.ts';
import { chainOf, guidedChain, twoColours } from '../laws/system.fixture.ts';

const found = gnuCompiler();
if (typeof found === 'string') console.log(`SKIPPED: native code is not tested, because ${found}`);
const machines =
  typeof found === 'string'
    ? []
    : found.compiler.vectorBytes.map(vectorBytes => ({
        bits: 8 * vectorBytes,
        machine: new Machine(nativeBackend(found.compiler, { vectorBytes, atOnce: true })),
      }));
const families = await everyFamily();

describe.each(machines)('$bits bits', ({ machine }) => {
  const same = (kernel: Kernel) => {
    const size = cutLattices[kernel.dimension];
    const values = sampleValues(kernel, size);
    expect(runKernel(kernel, machine, size, values)).toEqual(runKernel(kernel, machineFor('wasm256'), size, values));
  };

  test.each(families)('$name', ({ examples }) => {
    for (const { kernel: make } of examples()) {
      const kernel = make();
      same(kernel);
      const wrt = differentiable(kernel);
      if (wrt.length > 0) same(kernel.adjoint(wrt));
    }
  });

  test('self-learning HMC with CASK', () => {
    const bits = (on: Machine) => {
      const system = twoColours(on);
      const { u, infos, plaquettes } = chainOf(guidedChain(system, system.attention(0.4, 0.02), 4), system.cold, 2);
      return { links: u.field.toArray(), infos: infos.map(({ seconds: _, ...info }) => info), plaquettes };
    };
    expect(bits(machine)).toEqual(bits(machineFor('wasm256')));
  });
});

test.skipIf(typeof found === 'string')('a run that changes over has the log of one in WebAssembly', async () => {
  const folder = temporaryFolder();
  const log = async (machine: string) => {
    const out = join(folder, machine);
    const set = ['--set', 'schedule.thermalise=150', '--set', 'schedule.trajectories=50', '--set', 'schedule.train=20'];
    const run = ['run', 'examples/su2-slhmc-cask.toml', '--no-preflight', '--out', out, '--machine', machine];
    const quiet = { write: () => {} };
    expect(await main([...run, ...set], { assemble, stdout: quiet, memoryNeed: async () => 'Nobody asks here.' })).toBe(
      0,
    );
    return { log: readFileSync(join(out, 'log.jsonl'), 'utf8'), out };
  };
  const [native, wasm] = [await log('native'), await log('wasm256')];
  expect(native.log).toBe(wasm.log);
  const { account } = JSON.parse(readFileSync(join(native.out, 'provenance.json'), 'utf8')) as { account: string };
  console.log(account);
  expect(Number(/^\d+/.exec(account)?.[0])).toBeGreaterThan(0);
});
