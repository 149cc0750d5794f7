// Runs on an OpenCL device: HMC, self-learning HMC with CASK and the preflight leave the same bits as WebAssembly.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { main } from '../../src/cli/main.ts';
import { assemble, preflight } from '../../src/cli/physics.ts';
import { backendNamed } from '../../src/kernel/machine/backends.ts';
import { registerOpenCl } from '../../src/kernel/node/index.ts';
import { temporaryFolder } from '../cli/temporaryFolder.ts';

registerOpenCl();
const missing = backendNamed('opencl').unavailable();
if (missing !== undefined) console.log(`SKIPPED: OpenCL is not tested, because ${missing}`);

const shorter = {
  'su2-hmc': ['schedule.thermalise=2', 'schedule.trajectories=3'],
  'su2-slhmc-cask': ['schedule.thermalise=2', 'schedule.train=4', 'schedule.trajectories=3'],
};

describe.skipIf(missing !== undefined)('on an OpenCL device', () => {
  const minutes = 20 * 60_000;
  test.each(Object.entries(shorter))(
    '%s has the log of wasm128, after its preflight',
    { timeout: minutes },
    async (name, settings) => {
      const folder = temporaryFolder();
      const log = async (machine: string) => {
        const out = join(folder, machine);
        const set = ['machine.rounding=separate', ...settings].flatMap(setting => ['--set', setting]);
        const said: string[] = [];
        const stdout = { write: (text: string) => void said.push(text) };
        const context = { assemble, preflight, stdout, memoryNeed: async () => 'Nobody asks here.' };
        const command = ['run', `examples/${name}.toml`, '--out', out, '--machine', machine, ...set];
        expect(await main(command, context), said.join('')).toBe(0);
        expect(said.join('')).toMatch(/preflight: +\d+ laws hold/);
        return readFileSync(join(out, 'log.jsonl'), 'utf8');
      };
      expect(await log('opencl')).toBe(await log('wasm128'));
    },
  );
});
