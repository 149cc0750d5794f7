// Wilson D-slash and the clover operator, Cask beside C: `node bench/wilson.ts [--lattices 4x4x4x4,8x8x8x8] [--quick]`.
// CPU time, interleaved rounds; the ratios are what to read, microseconds belong to this machine and this hour.
import { parseArgs } from 'node:util';
import { cloverShifted, wilsonHopping } from '../src/fermion/index.ts';
import { groupNamed } from '../src/group/index.ts';
import { Machine } from '../src/kernel/index.ts';
import { Lattice } from '../src/lattice/index.ts';
import { type Extents, type Group, gccIsMissing, gccVersion, loadKernels, racingBuilds } from './c/build.ts';
import { flops, traffic } from './c/cost.ts';
import { cCandidate } from './c/race.ts';
import { compiled } from './engine.ts';
import { hostDescription } from './host.ts';
import { markdown } from './table.ts';
import { type Candidate, fastest, timed } from './timing.ts';

const groups = { su2: groupNamed('SU(2)'), su3: groupNamed('SU(3)') } as const;
const contests = ['wilson', 'clover'] as const;

function caskCandidate(kind: string, contest: (typeof contests)[number], group: Group, extents: Extents): Candidate {
  const lattice = new Lattice(extents, new Machine(kind));
  const kernel = contest === 'wilson' ? wilsonHopping(groups[group], 4, 1) : cloverShifted(groups[group], 1);
  const field = (components: number) => {
    const made = lattice.field(components);
    const { values } = made.storage;
    for (let k = 0; k < values.length; k++) values[k] = ((k * 7919) % 1009) / 1009 - 0.5;
    return made;
  };
  const component = (name: string) => {
    const role = kernel.roles[name];
    return 'type' in role ? role.type.components : 0;
  };
  const [psi, out] = [field(component('out')), field(component('out'))];
  const V = field(component('V'));
  const bound =
    contest === 'wilson'
      ? kernel.bind({ V, psi, out })
      : kernel.bind({ V, A: field(component('A')), near: psi, far: psi, here: psi, out });
  const sites = lattice.volume;
  return {
    name: `Cask ${kind}`,
    run: () => void bound({ hop: -0.125, shift: 0 }),
    flops: flops[group][contest] * sites,
    bytes: 8 * traffic(group, contest) * sites,
    sites,
  };
}

const { values } = parseArgs({
  options: {
    lattices: { type: 'string', default: '4x4x4x4,8x8x8x8,16x16x16x32' },
    quick: { type: 'boolean', default: false },
  },
});

console.log(hostDescription());
if (gccVersion() === undefined) throw new Error(gccIsMissing);
const builds = racingBuilds('double', [4]).filter(({ target }) => target === 'avx2' || process.arch !== 'x64');
const cs = await Promise.all(builds.map(loadKernels));
const rows: string[][] = [];
for (const text of values.lattices.split(',')) {
  const extents = text.split('x').map(Number) as unknown as Extents;
  for (const group of ['su3', 'su2'] as const) {
    for (const contest of contests) {
      const cask = (['wasm128', 'wasm256'] as const).map(kind =>
        compiled(kind === 'wasm256', () => caskCandidate(kind, contest, group, extents)),
      );
      const inC = cs.map(c => cCandidate(c, group, contest, extents));
      const timings = timed([...cask, ...inC], values.quick ? { rounds: 3, turn: 1 } : { rounds: 11, turn: 4 });
      const best = (code: 'plain' | 'vector') =>
        fastest(timings.slice(cask.length).filter((_, k) => builds[k].code === code));
      const [plain, vector] = [best('plain'), best('vector')];
      for (const own of timings.slice(0, cask.length)) {
        const { sites, flops: operations, name } = own.candidate;
        rows.push([
          `${contest} ${group}, ${extents.join('×')}, ${name}`,
          ((own.minimum * 1e6) / sites).toFixed(4),
          (operations / own.minimum / 1e9).toFixed(2),
          ((vector.minimum * 1e6) / sites).toFixed(4),
          (plain.minimum / own.minimum).toFixed(2),
          (vector.minimum / own.minimum).toFixed(2),
        ]);
      }
    }
  }
}
console.log(markdown(['kernel', 'µs/site', 'GF/s', 'C with lanes, µs/site', '/ plain C', '/ AVX2 C'], rows));
