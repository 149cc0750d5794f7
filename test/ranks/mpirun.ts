/** Starting ranks, where there is an MPI library. */
import { execFile, spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);
const script = fileURLToPath(new URL('sameBits.ts', import.meta.url));
export const program = fileURLToPath(new URL('../../bin/cask.js', import.meta.url));

/** More ranks than cores, and a container's root: what tests may do and users should not. */
const version = spawnSync('mpirun', ['--version'], { encoding: 'utf8' });
const flags = /Open MPI|Open RTE/.test(version.stdout ?? '') ? ['--oversubscribe', '--allow-run-as-root'] : [];

export const hasMpi = version.status === 0;
if (!hasMpi) console.warn('NOT TESTED: ranks, because there is no mpirun (Debian: openmpi-bin and libopenmpi3).');

export const mpirun = (ranks: number, ...command: string[]): [string, string[]] => [
  'mpirun',
  [...flags, '-n', String(ranks), process.execPath, ...command],
];

export interface Comparison {
  readonly name: string;
  readonly grid: string;
  /** What differs. */
  readonly problem?: string;
}

/** Computes theories alone and on a grid of ranks. */
export async function sameBits(grid: string, names: readonly string[]): Promise<Comparison[]> {
  const ranks = grid.split('.').reduce((product, n) => product * Number(n), 1);
  const { stdout } = await run(...mpirun(ranks, script, grid, ...names), { maxBuffer: 2 ** 28 });
  return stdout
    .trim()
    .split('\n')
    .map(line => JSON.parse(line) as Comparison);
}
