// A whole run with a GPU in single precision beside the processor: actions and accept tests are f64, so that trajectories are
// those of the processor alone up to the tolerance of the solver.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { main } from '../../src/cli/main.ts';
import { assemble, preflight } from '../../src/cli/physics.ts';
import { backendNamed } from '../../src/kernel/machine/backends.ts';
import { temporaryFolder } from '../cli/temporaryFolder.ts';
import { registerSoftwareWebGpu } from './softwareGpu.ts';

await registerSoftwareWebGpu();
const missing = backendNamed('webgpu').unavailable();
if (missing !== undefined) console.log(`SKIPPED: no run is tested on WebGPU, because ${missing}`);

test.skipIf(missing !== undefined)('HMC with two Wilson quarks', { timeout: 20 * 60_000 }, async () => {
  const folder = temporaryFolder();
  const file = join(folder, 'run.toml');
  writeFileSync(
    file,
    `[lattice]
extent = [4, 4]
[group]
name = "U(1)"
[action]
gauge = { kind = "plaquette", beta = 2 }
fermion = { kind = "wilson", kappa = 0.2, flavours = 2 }
[sampler]
kind = "hmc"
steps = 5
solver = { precision = "mixed" }
[schedule]
thermalise = 0
trajectories = 3
`,
  );
  const run = async (machine: string) => {
    const out = join(folder, machine);
    const said: string[] = [];
    const stdout = { write: (text: string) => void said.push(text) };
    const context = { assemble, preflight, stdout, memoryNeed: async () => 'Nobody asks here.' };
    const command = ['run', file, '--out', out, '--machine', machine];
    expect(await main(command, context), said.join('')).toBe(0);
    const lines = readFileSync(join(out, 'log.jsonl'), 'utf8').trim().split('\n');
    const log = lines.map(line => JSON.parse(line) as { deltaH?: number; accepted?: boolean });
    return { said: said.join(''), log: log.filter(({ deltaH }) => deltaH !== undefined) };
  };
  const [device, processor] = [await run('webgpu'), await run('wasm256')];
  expect(device.said).toMatch(/Single precision on .* by WebGPU, double precision on/);
  expect(device.log.length).toBe(3);
  device.log.forEach(({ deltaH, accepted }, k) => {
    expect(accepted).toBe(processor.log[k].accepted);
    // Forces are solved to 1e-10, with a condition number of some ten; rounding grows along three trajectories.
    expect(deltaH).toBeCloseTo(processor.log[k].deltaH!, 6);
  });
});
