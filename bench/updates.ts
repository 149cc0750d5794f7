// Sweeps over all links: `node bench/updates.ts [--lattices 4x4x4x4,8x8x8x8] [--quick]`. µs per link of heatbath and
// overrelaxation at both widths beside the C one would write by hand, by CPU time, in interleaved rounds. All candidates
// are chains of their own, thermalised before they are timed, so that tries are accepted as often as in a simulation.
import { parseArgs } from 'node:util';
import { coldStart, type GaugeField, wilsonAction } from '../src/gauge/index.ts';
import { groupNamed } from '../src/group/index.ts';
import { Machine } from '../src/kernel/index.ts';
import { key, Lattice } from '../src/lattice/index.ts';
import { linkSweep } from '../src/markov/index.ts';
import { alignedReals, type Extents, type Group, gccVersion } from './c/build.ts';
import { type CUpdates, loadUpdates } from './c/updates.ts';
import { compiled } from './engine.ts';
import { hostDescription } from './host.ts';
import { markdown } from './table.ts';
import { type Candidate, fastest, timed } from './timing.ts';

const theories = { su2: { name: 'SU(2)', beta: 2.3 }, su3: { name: 'SU(3)', beta: 6 } } as const;
const updates = ['heatbath', 'overrelaxation'] as const;
type Update = (typeof updates)[number];
const thermalisation = 20;

/** A candidate and the plaquette of its chain, which must agree between candidates within the noise of one. */
interface Contestant extends Candidate {
  readonly plaquette: () => number;
}

function contestant(name: string, extents: Extents, run: () => void, plaquette: () => number): Contestant {
  return { name, run, flops: 0, bytes: 0, sites: 4 * extents.reduce((a, b) => a * b, 1), plaquette };
}

const plaquetteOf = (u: GaugeField) => -wilsonAction(1).value(u) / (6 * u.lattice.volume);

function cask(kind: string, group: Group, update: Update, extents: Extents, tries = 2): Contestant {
  const { name, beta } = theories[group];
  const u = coldStart(new Lattice(extents, new Machine(kind)), groupNamed(name));
  const action = wilsonAction(beta);
  const [heatbath, overrelaxation] = updates.map(move =>
    linkSweep(u, action, { move, count: move === 'heatbath' ? tries : 1 }),
  );
  let trajectory = 0;
  const sweep = () => heatbath(key(1, ++trajectory, 'heatbath'), { sweep: 0 });
  for (let k = 0; k < thermalisation; k++) sweep();
  const stream = key(1, 0, 'overrelaxation');
  const run = update === 'heatbath' ? sweep : () => overrelaxation(stream, { sweep: 0 });
  return contestant(`Cask ${kind}${tries === 1 ? ', one try' : ''}`, extents, run, () => plaquetteOf(u));
}

function inC(c: CUpdates, group: Group, update: Update, extents: Extents): Contestant {
  const { name, beta } = theories[group];
  const theory = groupNamed(name);
  const cold = coldStart(new Lattice(extents), theory);
  const links = alignedReals(cold.field.toArray().length);
  links.set(cold.field.toArray());
  const sweep = c.sweep(group, extents);
  const coupling = beta / theory.colours;
  for (let k = 0; k < thermalisation; k++) sweep(links, coupling, true);
  return contestant(
    c.name,
    extents,
    () => sweep(links, coupling, update === 'heatbath'),
    () => plaquetteOf({ ...cold, field: cold.field.fromArray(links) } as GaugeField),
  );
}

function extentsFrom(text: string): Extents {
  const extents = text.split('x').map(Number);
  if (extents.length !== 4 || extents.some(extent => !Number.isInteger(extent) || extent < 4 || extent % 2 !== 0)) {
    throw new Error(`The lattice ${text} was asked for; expected four even numbers of at least 4, as in 8x8x8x8.`);
  }
  return extents as unknown as Extents;
}

const { values } = parseArgs({
  options: {
    lattices: { type: 'string', default: '4x4x4x4,8x8x8x8' },
    quick: { type: 'boolean', default: false },
  },
});
console.log(hostDescription());
const cs: CUpdates[] = [];
if (gccVersion() === undefined) console.log('gcc was not found: no comparison with C.');
else for (const fastMath of [false, true]) cs.push(await loadUpdates('native', fastMath));

const rows: string[][] = [];
for (const lattice of values.lattices.split(',')) {
  const extents = extentsFrom(lattice);
  for (const group of ['su2', 'su3'] as const) {
    for (const update of updates) {
      const ours = (['wasm128', 'wasm256'] as const).map(kind =>
        compiled(kind === 'wasm256', () => cask(kind, group, update, extents)),
      );
      if (update === 'heatbath') ours.push(compiled(true, () => cask('wasm256', group, update, extents, 1)));
      const theirs = cs.map(c => inC(c, group, update, extents));
      const all = [...ours, ...theirs];
      const timings = timed(all, values.quick ? { rounds: 3, turn: 5 } : { rounds: 15, turn: 10 });
      const yardstick = theirs.length > 0 ? fastest(timings.slice(ours.length)) : undefined;
      for (const { candidate, minimum, median } of timings) {
        const perLink = (seconds: number) => ((seconds * 1e6) / candidate.sites).toPrecision(3);
        rows.push([
          `${update} ${theories[group].name}`,
          lattice,
          candidate.name,
          perLink(minimum),
          perLink(median),
          yardstick ? (yardstick.minimum / minimum).toFixed(2) : '',
          (candidate as Contestant).plaquette().toFixed(4),
        ]);
      }
    }
  }
}
console.log(`\n${markdown(['update', 'lattice', 'candidate', 'µs/link', 'median', '/ best C', 'plaquette'], rows)}`);
