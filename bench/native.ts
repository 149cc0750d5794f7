// Native code and WebAssembly beside the best C: `node bench/native.ts [--lattices 8x8x8x8] [--only wilson] [--quick]`.
// CPU time, interleaved rounds; the ratios are what to read. One row per kernel: microseconds a site (a five-dimensional
// site for domain-wall quarks), and the speed relative to the best C for AVX2 and for all that this processor has.
import { parseArgs } from 'node:util';
import { hisqHopping } from '../src/fermion/hisq/hops.ts';
import { cloverShifted, DomainWallOperator, hoppingTerm, wilsonHopping } from '../src/fermion/index.ts';
import { coldStart, stapleSum, stapleWords } from '../src/gauge/index.ts';
import { groupNamed } from '../src/group/index.ts';
import { type Kernel, Machine } from '../src/kernel/index.ts';
import { nativeBackend } from '../src/kernel/native/backend.ts';
import { gnuCompiler } from '../src/kernel/node/gnuCompiler.ts';
import { type Field, Lattice } from '../src/lattice/index.ts';
import { type CKernels, type Extents, type Group, loadKernels, racingBuilds } from './c/build.ts';
import { domainWallSlices, flops, type KernelName, traffic } from './c/cost.ts';
import { cCandidate } from './c/race.ts';
import { compiled } from './engine.ts';
import { hostDescription } from './host.ts';
import { markdown } from './table.ts';
import { type Candidate, fastest, type Timing, timed } from './timing.ts';

const contests = ['wilson', 'clover', 'domainwall', 'staggered', 'fatlong', 'staples'] as const satisfies KernelName[];
type Contest = (typeof contests)[number];
const groups = { su3: groupNamed('SU(3)'), su2: groupNamed('SU(2)') } as const;

const kernelOf = (contest: Exclude<Contest, 'domainwall'>, group: Group, extents: Extents): Kernel => {
  switch (contest) {
    case 'wilson':
      return wilsonHopping(groups[group], 4, 1);
    case 'clover':
      return cloverShifted(groups[group], 1);
    case 'staggered':
      return hoppingTerm(groups[group], 4);
    case 'fatlong':
      return hisqHopping(groups[group], 4);
    case 'staples':
      return stapleSum(groups[group], 4, stapleWords('plaquette', extents), false);
  }
};

/** Numbers of order one that cost nothing to make. */
function filled(field: Field): Field {
  const { values } = field.storage;
  for (let k = 0; k < values.length; k++) values[k] = ((k * 7919) % 1009) / 1009 - 0.5;
  return field;
}

function bound(contest: Contest, group: Group, extents: Extents, lattice: Lattice): () => void {
  if (contest === 'domainwall') {
    const operator = new DomainWallOperator({ lattice, group: groups[group], mass: 0.1, extent5: domainWallSlices });
    operator.setLinks(coldStart(lattice, groups[group]));
    return operator.bindHopping(filled(operator.vector()), operator.vector());
  }
  const kernel = kernelOf(contest, group, extents);
  const fields = Object.entries(kernel.roles).flatMap(([name, role]) =>
    'type' in role ? [[name, filled(lattice.field(role.type.components))] as const] : [],
  );
  // The spinors that the clover operator reads are one.
  const psi = fields.find(([name]) => name === 'near')?.[1];
  const given = Object.fromEntries(fields.map(([name, own]) => [name, ['far', 'here'].includes(name) ? psi! : own]));
  const run = kernel.bind(given);
  return () => void run({ hop: -0.125, shift: 0 });
}

function caskCandidate(name: string, machine: Machine, contest: Contest, group: Group, extents: Extents): Candidate {
  const lattice = new Lattice(extents, machine);
  const sites = lattice.volume;
  const bytes = 8 * traffic(group, contest) * sites;
  return { name, run: bound(contest, group, extents, lattice), flops: flops[group][contest] * sites, bytes, sites };
}

function extentsFrom(text: string): Extents {
  const extents = text.split('x').map(Number);
  if (extents.length !== 4 || extents.some(extent => !Number.isInteger(extent) || extent < 4 || extent % 4 !== 0)) {
    throw new Error(`The lattice ${text} was asked for; expected four multiples of 4, as in 8x8x8x8.`);
  }
  return extents as unknown as Extents;
}

const { values } = parseArgs({
  options: {
    lattices: { type: 'string', default: '4x4x4x4,8x8x8x8,16x16x16x32' },
    only: { type: 'string', default: '' },
    quick: { type: 'boolean', default: false },
  },
});
console.log(hostDescription());
const found = gnuCompiler();
if (typeof found === 'string') throw new Error(`Nothing to compare: ${found}`);
const { compiler } = found;
const widths = compiler.vectorBytes.filter(bytes => bytes >= 32);
const builds = racingBuilds('double', [4, 8]).filter(({ code, fastMath }) => code === 'vector' && !fastMath);
const cs = await Promise.all(builds.filter(({ lanes, target }) => lanes === 4 || target === 'native').map(loadKernels));

const rows: string[][] = [];
for (const extents of values.lattices.split(',').map(extentsFrom)) {
  for (const group of ['su3', 'su2'] as const) {
    for (const contest of contests.filter(name => `${name} ${group}`.includes(values.only))) {
      rows.push(row(contest, group, extents));
      process.stderr.write(`${rows.at(-1)!.join('  ')}\n`);
    }
  }
}
const head = ['kernel', 'lattice', 'wasm256', ...widths.map(bytes => `native ${8 * bytes}`), 'AVX2 C', 'native C'];
console.log(`\n${markdown([...head, 'wasm256 / AVX2 C', 'native / AVX2 C', 'native / native C'], rows)}`);

function row(contest: Contest, group: Group, extents: Extents): string[] {
  const wasm = compiled(true, () => caskCandidate('wasm256', new Machine('wasm256'), contest, group, extents));
  const native = widths.map(vectorBytes => {
    const machine = new Machine(nativeBackend(compiler, { vectorBytes, atOnce: true }));
    return caskCandidate(`native ${8 * vectorBytes}`, machine, contest, group, extents);
  });
  const fitting = cs.filter(({ build }: CKernels) => extents[3] % build.lanes === 0);
  const inC = fitting.map(c => cCandidate(c, group, contest, extents));
  const timings = timed([wasm, ...native, ...inC], values.quick ? { rounds: 4, turn: 2 } : { rounds: 15, turn: 5 });
  const own = timings.slice(1, 1 + native.length);
  const best = (target: 'avx2' | 'native') =>
    fastest(
      timings.slice(1 + native.length).filter((_, k) => target === 'native' || fitting[k].build.target === target),
    );
  const [avx2, all] = [best('avx2'), best('native')];
  const points = (contest === 'domainwall' ? domainWallSlices : 1) * timings[0].candidate.sites;
  const perPoint = ({ minimum }: Timing) => ((minimum * 1e6) / points).toPrecision(3);
  const ratio = (one: Timing, to: Timing) => (to.minimum / one.minimum).toFixed(2);
  return [
    `${contest} ${group}`,
    extents.join('×'),
    ...[timings[0], ...own, avx2, all].map(perPoint),
    ratio(timings[0], avx2),
    ratio(fastest(own), avx2),
    ratio(fastest(own), all),
  ];
}
