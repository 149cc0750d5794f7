// Ranks: `node bench/ranks.ts [--only messages|beside|cg] [--lattice 16x16x16x32] [--rounds 40]`. A message to another rank and back, and a
// sum over all ranks, beside C; kernels and a heatbath sweep on two ranks beside two threads; conjugate gradients of Wilson quarks on
// ranks and threads. Wall-clock times, minima of many rounds.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { physicalCores } from '../src/kernel/node/index.ts';
import { hostDescription } from './host.ts';
import type { BesideTimes } from './ranks/beside.ts';
import type { MessageTimes } from './ranks/messages.ts';
import type { SolveTimes } from './ranks/wilsonCg.ts';
import { markdown } from './table.ts';

const { values: given } = parseArgs({
  options: {
    only: { type: 'string' },
    lattice: { type: 'string', default: '16x16x16x32' },
    rounds: { type: 'string', default: '40' },
  },
});
const path = (name: string) => join(import.meta.dirname, name);

/** A launcher with the compiler that belongs to it. */
const families = [
  { launcher: 'mpirun', compiler: 'mpicc' },
  { launcher: 'mpirun.openmpi', compiler: 'mpicc.openmpi' },
  { launcher: 'mpirun.mpich', compiler: 'mpicc.mpich' },
];

interface Family {
  readonly launcher: string;
  readonly name: string;
  /** The program in C; none where it cannot be compiled. */
  readonly program: string | undefined;
}

/** The first family that compiles C, or else the first there is. */
function familyIn(folder: string): Family | undefined {
  const found = families.flatMap(({ launcher, compiler }) => {
    const { status, stdout } = spawnSync(launcher, ['--version'], { encoding: 'utf8' });
    if (status !== 0) return [];
    const program = join(folder, `messages-${launcher}`);
    const built = spawnSync(compiler, ['-O2', '-o', program, path('ranks/messages.c')]).status === 0;
    const name = /Open MPI|Open RTE/.test(stdout) ? 'Open MPI' : 'MPICH';
    return [{ launcher, name, program: built ? program : undefined }];
  });
  return found.find(({ program }) => program !== undefined) ?? found[0];
}

function onRanks<Result>({ launcher, name }: Family, ranks: number, command: readonly string[]): Result {
  const flags = name === 'Open MPI' ? ['--oversubscribe', '--allow-run-as-root', '--bind-to', 'none'] : [];
  const { status, stdout, stderr } = spawnSync(launcher, [...flags, '-n', String(ranks), ...command], {
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout) as Result;
}

function messages(family: Family): void {
  const timesOf = (command: readonly string[]) => onRanks<MessageTimes>(family, 2, [...command, given.rounds]);
  const cask = timesOf([process.execPath, path('ranks/messages.ts')]);
  const c = family.program === undefined ? undefined : timesOf([family.program]);
  const rows = cask.messages.map(({ bytes, microseconds }, k) => {
    const other = c?.messages[k].microseconds;
    const rate = (time: number) => (bytes / time / 1000).toFixed(2);
    return [
      `message of ${bytes} bytes, one way`,
      microseconds.toFixed(2),
      other?.toFixed(2) ?? '–',
      rate(microseconds),
      other === undefined ? '–' : rate(other),
    ];
  });
  const sum = ['sum over two ranks', cask.sum.toFixed(2), c?.sum.toFixed(2) ?? '–', '', ''];
  console.log(`\n${markdown(['two ranks', 'Cask, µs', 'C, µs', 'Cask, GB/s', 'C, GB/s'], [...rows, sum])}`);
}

/** Two ranks and two threads take turns in one job. */
function beside(family: Family): void {
  const script = [process.execPath, path('ranks/beside.ts'), given.lattice, given.rounds];
  const { grid, works } = onRanks<BesideTimes>(family, 2, script);
  const rows = works.map(({ name, threads, ranks }) => [
    name,
    threads.toPrecision(4),
    ranks.toPrecision(4),
    (threads / ranks).toFixed(2),
  ]);
  const title = `SU(3), ${given.lattice.replaceAll('x', '×')}`;
  console.log(`\n${markdown([title, 'two threads, µs', `ranks ${grid}, µs`, 'ratio'], rows)}`);
}

function strongScaling(family: Family): void {
  const cores = physicalCores();
  const ways = [1, 2, 4, 8, 16, 32]
    .flatMap(ranks => [1, 2, 4, 8].map(threads => ({ ranks, threads })))
    .filter(({ ranks, threads }) => ranks * threads <= cores);
  const timed = ways.map(({ ranks, threads }) => {
    const script = [process.execPath, path('ranks/wilsonCg.ts'), given.lattice, String(threads), given.rounds];
    return { ranks, threads, ...onRanks<SolveTimes>(family, ranks, script) };
  });
  const alone = timed[0].microseconds;
  const rows = timed.map(({ ranks, threads, grid, microseconds }) => [
    `${ranks} ranks (${grid}) × ${threads} threads`,
    microseconds.toFixed(0),
    (alone / microseconds).toFixed(2),
    (alone / microseconds / ranks / threads).toFixed(2),
  ]);
  const title = `Wilson CG, ${given.lattice.replaceAll('x', '×')}`;
  console.log(`\n${markdown([title, 'µs per iteration', 'speed', 'per core'], rows)}`);
}

console.log(hostDescription());
const folder = mkdtempSync(join(tmpdir(), 'cask-bench-ranks-'));
try {
  const family = familyIn(folder);
  if (family === undefined) console.log('There is no mpirun here: ranks are not timed.');
  else {
    console.log(
      `${family.name}${family.program === undefined ? '; no headers of MPI, so there is no C beside it' : ''}`,
    );
    const asked = (part: string) => given.only === undefined || given.only === part;
    if (asked('messages')) messages(family);
    if (asked('beside')) beside(family);
    if (asked('cg')) strongScaling(family);
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
