/** Starting ranks, where there is an MPI library. */
import { execFile, spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);
const script = fileURLToPath(new URL('sameBits.ts', import.meta.url));
export const program = fileURLToPath(new URL('../../bin/cask.js', import.meta.url));

/** More ranks than cores, and a container's root: what tests may do and users should not. */
const version = spawnSync('mpirun', ['--version'], { encoding: 'utf8' });
const flags = /Open MPI|Open RTE/.test(version.stdout ?? '')
  ? ['--oversubscribe', '--allow-run-as-root', '--bind-to', 'none']
  : [];

export const hasMpi = version.status === 0;
if (!hasMpi) console.warn('NOT TESTED: ranks, because there is no mpirun (Debian: openmpi-bin and libopenmpi3).');

export const mpirun = (ranks: number, ...command: string[]): [string, string[]] => [
  'mpirun',
  [...flags, '-n', String(ranks), process.execPath, ...command],
];

export interface Comparison {
  /** A sample of theories.ts. */
  readonly name: string;
  /** Grid and threads: "1.1.2.1×2". */
  readonly way: string;
  /** What differs. */
  readonly problem?: string;
}

/** Computes samples alone, and on ranks in ways that have the same number of ranks. */
export async function sameBits(ways: readonly string[], names: readonly string[]): Promise<Comparison[]> {
  const [ranks] = ways.map(way => ranksIn(way.split('×')[0]));
  const { stdout } = await run(...mpirun(ranks, script, ways.join(), ...names), { maxBuffer: 2 ** 28 });
  return stdout
    .trim()
    .split('\n')
    .map(line => JSON.parse(line) as Comparison);
}

/** Ranks of a grid such as 1.1.2.2. */
export const ranksIn = (grid: string) => grid.split('.').reduce((product, n) => product * Number(n), 1);
