// Ranks with a device each: what they send each other goes through the host, and the log is that of one process without a
// device.
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { backendNamed } from '../../src/kernel/machine/backends.ts';
import { registerOpenCl } from '../../src/kernel/node/index.ts';
import { temporaryFolder } from '../cli/temporaryFolder.ts';
import { hasMpi, mpirun, program } from '../ranks/mpirun.ts';

registerOpenCl();
const missing = backendNamed('opencl').unavailable();
if (missing !== undefined) console.log(`SKIPPED: ranks are not tested on OpenCL devices, because ${missing}`);
const minutes = 20 * 60_000;

test.skipIf(missing !== undefined || !hasMpi)('two ranks have the log of one', { timeout: minutes }, async () => {
  const folder = temporaryFolder();
  const settings = ['schedule.thermalise=1', 'schedule.trajectories=2', 'machine.rounding=separate'];
  const log = async (name: string, start: (...command: string[]) => [string, string[]], options: string[]) => {
    const out = join(folder, name);
    const set = settings.flatMap(setting => ['--set', setting]);
    const command = ['run', 'examples/su2-hmc.toml', '--no-preflight', '--out', out, ...set, ...options];
    await promisify(execFile)(...start(program, ...command), { maxBuffer: 2 ** 26 });
    return readFileSync(join(out, 'log.jsonl'), 'utf8');
  };
  const alone = (...command: string[]): [string, string[]] => [process.execPath, command];
  const together = (...command: string[]) => mpirun(2, ...command);
  const divided = await log('devices', together, ['--machine', 'opencl', '--ranks', '1.1.1.2']);
  expect(divided).toBe(await log('alone', alone, ['--machine', 'wasm128']));
});
