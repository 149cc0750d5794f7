// Everything that is timed, one part after the other: `npm run bench [-- PART …]`, parts by name as below. Or one machine,
// such as a GPU, by what it moves: `npm run bench -- --machine opencl` (device.ts).
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** Kernels beside JavaScript and C; native code; Wilson and clover; local updates; solvers; units; threads; ranks; analysis; spins. */
const parts = ['run', 'native', 'wilson', 'updates', 'solvers', 'units', 'threads', 'ranks', 'analysis', 'spins'];

const asked = process.argv.slice(2);
if (asked.some(option => option.startsWith('--machine'))) process.exit(run('device', asked));
const unknown = asked.find(name => !parts.includes(name));
if (unknown !== undefined) {
  console.error(`There is no part "${unknown}" of the benchmark; known are ${parts.join(', ')}.`);
  process.exit(2);
}
for (const part of asked.length > 0 ? asked : parts) {
  console.log(`\n# ${part}\n`);
  const status = run(part, []);
  if (status !== 0) process.exit(status);
}

function run(part: string, options: readonly string[]): number {
  const file = fileURLToPath(new URL(`./${part}.ts`, import.meta.url));
  return spawnSync(process.execPath, [file, ...options], { stdio: 'inherit' }).status ?? 1;
}
