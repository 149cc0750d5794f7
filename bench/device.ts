// A machine, a GPU above all, by what it moves: `npm run bench -- --machine opencl[:DEVICE]`, and if wanted
// `--lattices 8x8x8x8`, `--minutes 4`, `--only triad,wilson,cg`. Needs no other argument and no compiler. After so many minutes
// no more work is begun. Wall time, the shortest of several turns. GB/s count what a perfect cache would read and write; the last
// column is their fraction of the triad a ← b + s c on the same machine and lattice. Also written to bench-MACHINE.json.
import { writeFileSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { hisqHopping } from '../src/fermion/hisq/hops.ts';
import {
  ConjugateGradient,
  DomainWallOperator,
  hoppingTerm,
  StaggeredOperator,
  wilsonHopping,
} from '../src/fermion/index.ts';
import { coldStart, hotStart, stapleSum, stapleWords, wilsonAction } from '../src/gauge/index.ts';
import { groupNamed } from '../src/group/index.ts';
import { input, type Kernel, Machine, output, parameter, reals, siteKernel } from '../src/kernel/index.ts';
import { nativeBackend } from '../src/kernel/native/backend.ts';
import { gnuCompiler } from '../src/kernel/node/gnuCompiler.ts';
import { registerOpenCl } from '../src/kernel/node/index.ts';
import { drawGaussian, type Field, key, Lattice, norm2 } from '../src/lattice/index.ts';
import { hmc, leapfrogQPQ, repeat, scheduleOf } from '../src/markov/index.ts';
import { caskLayer, network, randomiseWeights } from '../src/network/index.ts';
import { domainWallSlices, flops, type KernelName, traffic } from './c/cost.ts';
import { hostDescription } from './host.ts';
import { markdown } from './table.ts';

const su3 = groupNamed('SU(3)');
const dimension = 4;
const real = 8;
const vector = 6;
const turnSeconds = 0.1;
/** Seconds above which one turn must do. */
const longRun = 1;

/** A piece of work on a lattice. */
interface Work {
  readonly name: string;
  /** Of one run; undefined where a count says little. */
  readonly bytes?: number;
  readonly flops?: number;
  readonly run: () => void;
  /** How many of the units in its name one run does, after the first run. */
  readonly parts?: () => number;
}

/** Sites up to which a piece of work is worth its time. */
const manySites = { trajectory: 24 ** 4, network: 16 ** 4 };

const triad = siteKernel(
  'triad',
  dimension,
  { s: parameter, b: input(reals(vector)), c: input(reals(vector)), a: output(reals(vector)) },
  ({ s, b, c, a }) => {
    for (let k = 0; k < vector; k++) a.set(k, b(k).add(s.mul(c(k))));
  },
);

/** Numbers of order one that cost nothing to make. */
function filled(field: Field): Field {
  const { values } = field.storage;
  for (let k = 0; k < values.length; k++) values[k] = ((k * 7919) % 1009) / 1009 - 0.5;
  return field;
}

function kernelWork(name: string, kernel: Kernel, lattice: Lattice, cost: Pick<Work, 'bytes' | 'flops'>): Work {
  const fields = Object.entries(kernel.roles).flatMap(([role, { ...what }]) =>
    'type' in what ? [[role, filled(lattice.field(what.type.components))] as const] : [],
  );
  const run = kernel.bind(Object.fromEntries(fields));
  return { name, ...cost, run: () => void run({ s: 0.5 }) };
}

const customary = (kernel: KernelName, { volume }: Lattice) => ({
  bytes: real * traffic('su3', kernel) * volume,
  flops: flops.su3[kernel] * volume,
});

const works: Readonly<Record<string, (lattice: Lattice) => Work>> = {
  triad: lattice =>
    kernelWork('triad', triad, lattice, {
      bytes: 3 * vector * real * lattice.volume,
      flops: 2 * vector * lattice.volume,
    }),
  staggered: lattice =>
    kernelWork('D staggered', hoppingTerm(su3, dimension), lattice, customary('staggered', lattice)),
  hisq: lattice => kernelWork('D HISQ', hisqHopping(su3, dimension), lattice, customary('fatlong', lattice)),
  wilson: lattice => kernelWork('D Wilson', wilsonHopping(su3, dimension, 1), lattice, customary('wilson', lattice)),
  domainWall(lattice) {
    const operator = new DomainWallOperator({ lattice, group: su3, mass: 0.1, extent5: domainWallSlices });
    operator.setLinks(coldStart(lattice, su3));
    const run = operator.bindHopping(filled(operator.vector()), operator.vector());
    return { name: `D domain wall, L₅ = ${domainWallSlices}`, ...customary('domainwall', lattice), run };
  },
  staples: lattice =>
    kernelWork(
      'staples',
      stapleSum(su3, dimension, stapleWords('plaquette', lattice.extents), false),
      lattice,
      customary('staples', lattice),
    ),
  cg(lattice) {
    const links = hotStart(lattice, su3, key(1, 0, 'start'));
    const operator = new StaggeredOperator(lattice, su3).setLinks(links);
    const solver = new ConjugateGradient(operator.normal('even'));
    const source = operator.vector('even');
    drawGaussian(source, key(1, 0, 'noise'));
    let iterations = 0;
    // Two applications of D on half of the sites; r, p, q and x of even sites, nine times read or written.
    const bytes = customary('staggered', lattice).bytes + (9 * vector * real * lattice.volume) / 2;
    return {
      name: 'CG iteration, staggered, even sites',
      bytes,
      run() {
        ({ iterations } = solver.solve(source, { tolerance: 1e-6, shift: 0.3 ** 2 }));
      },
      parts: () => iterations,
    };
  },
  hmc(lattice) {
    const kernel = hmc({ action: wilsonAction(6), schedule: scheduleOf(repeat(10, leapfrogQPQ()), 0.5) });
    let state = kernel.init(hotStart(lattice, su3, key(1, 0, 'start')));
    let trajectory = 0;
    return {
      name: 'pure gauge HMC, ten leapfrog steps',
      run() {
        [state] = kernel.step({ seed: 1, trajectory: ++trajectory }, state);
      },
    };
  },
  cask(lattice) {
    const links = hotStart(lattice, su3, key(1, 0, 'start'));
    const made = network('cask', [caskLayer('cask', { reach: 1, variant: 'symmetric' })]);
    randomiseWeights(made, 0.01, key(1, 0, 'weights'));
    const upstream = links.field.clone();
    return {
      name: 'CASK layer, forward and pullback',
      run() {
        const { image, tape } = made.apply(links);
        tape.pullback(image.field, upstream);
        tape.release();
      },
    };
  },
};

const { values } = parseArgs({
  options: {
    machine: { type: 'string', default: 'opencl' },
    lattices: { type: 'string', default: '8x8x8x8,16x16x16x16,24x24x24x24,32x32x32x32' },
    minutes: { type: 'string', default: '4' },
    only: { type: 'string' },
  },
});

const asked = values.only?.split(',');
registerOpenCl();
const machine = machineOf(values.machine);
setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;
const deadline = performance.now() + Number(values.minutes) * 60_000;
/** Launches are only begun when they return; what is asked of this one is there when all before it is done. */
const settle = norm2(2, dimension).bind({ x: new Lattice([2, 2, 2, 2], machine).field(2) });

console.log(`${machine.backend.describe?.() ?? machine.kind} ${hostDescription()}\n`);
const results: Result[] = [];
for (const text of values.lattices.split(',')) results.push(...(await resultsOn(text.split('x').map(Number))));
const rows = results.map(found => [
  found.work,
  found.lattice,
  ...[found.milliseconds, found.microsecondsPerSite, found.cpuMicrosecondsPerSite].map(x => x.toPrecision(3)),
  ...[found.gigaflops, found.gigabytes].map(x => x?.toFixed(1) ?? ''),
  found.ofTriad?.toFixed(2) ?? '',
]);
const head = ['', 'lattice', 'ms', 'µs/site', 'CPU µs/site', 'GF/s', 'GB/s', 'of triad'];
console.log(markdown(head, rows));
const file = `bench-${machine.kind.replaceAll(/[^\w-]/g, '-')}.json`;
const { device } = machine.backend;
writeFileSync(file, `${JSON.stringify({ machine: machine.kind, device: device?.(), results }, null, 2)}\n`);
console.log(`\nAlso in ${file}.`);

function machineOf(kind: string): Machine {
  if (kind !== 'native') return new Machine(kind);
  const found = gnuCompiler();
  if (typeof found === 'string') throw new Error(found);
  const { compiler } = found;
  return new Machine(nativeBackend(compiler, { vectorBytes: compiler.vectorBytes[0], atOnce: true }));
}

interface Result {
  readonly work: string;
  readonly lattice: string;
  readonly milliseconds: number;
  readonly microsecondsPerSite: number;
  readonly cpuMicrosecondsPerSite: number;
  readonly gigaflops: number | undefined;
  readonly gigabytes: number | undefined;
  readonly ofTriad: number | undefined;
}

async function resultsOn(extents: readonly number[]): Promise<Result[]> {
  const found: Result[] = [];
  let triad: number | undefined;
  for (const [name, make] of Object.entries(works)) {
    if (asked && !asked.includes(name)) continue;
    // A machine for each, so that the fields of one are gone before the next takes its own.
    const lattice = new Lattice(extents, machineOf(values.machine));
    const isTooLarge =
      (name === 'hmc' && lattice.volume > manySites.trajectory) ||
      (name === 'cask' && lattice.volume > manySites.network);
    if (isTooLarge) continue;
    if (performance.now() > deadline) {
      console.log(`Left out for want of time: ${name} on ${extents.join('×')}.`);
      continue;
    }
    try {
      const result = resultOf(make(lattice), lattice, triad);
      if (name === 'triad') triad = result.gigabytes;
      found.push(result);
      process.stderr.write(`${result.work} ${result.lattice}: ${result.milliseconds.toPrecision(3)} ms\n`);
    } catch (error) {
      console.log(`Left out: ${name} on ${extents.join('×')}: ${(error as Error).message}`);
    }
    collect();
    await setTimeout(1);
  }
  return found;
}

function resultOf(work: Work, { extents, volume }: Lattice, triad: number | undefined): Result {
  const { seconds, cpuSeconds } = timed(work);
  const gigabytes = work.bytes && work.bytes / seconds / 1e9;
  return {
    work: work.name,
    lattice: extents.join('×'),
    milliseconds: 1e3 * seconds,
    microsecondsPerSite: (1e6 * seconds) / volume,
    cpuMicrosecondsPerSite: (1e6 * cpuSeconds) / volume,
    gigaflops: work.flops && work.flops / seconds / 1e9,
    gigabytes,
    ofTriad: gigabytes && (triad === undefined ? 1 : gigabytes / triad),
  };
}

/** The shortest of a few turns, each of so many runs that beginning and end of a turn do not count. */
function timed({ run, parts = () => 1 }: Work): { seconds: number; cpuSeconds: number } {
  const turn = (runs: number) => {
    const cpu = process.cpuUsage();
    const start = performance.now();
    for (let k = 0; k < runs; k++) run();
    settle();
    const seconds = (performance.now() - start) / 1000;
    const { user, system } = process.cpuUsage(cpu);
    return { seconds: seconds / runs / parts(), cpuSeconds: (user + system) / 1e6 / runs / parts() };
  };
  turn(1);
  const once = turn(1).seconds * parts();
  const runs = Math.max(1, Math.min(200, Math.floor(turnSeconds / once)));
  const turns = Array.from({ length: once > longRun ? 1 : 5 }, () => turn(runs));
  const least = (of: (one: (typeof turns)[number]) => number) => Math.min(...turns.map(of));
  return { seconds: least(one => one.seconds), cpuSeconds: least(one => one.cpuSeconds) };
}
