// The index theorem on the lattice: U(1) in two dimensions, the index of the overlap operator beside the geometric charge
// along a heatbath chain.
//
//   npx node examples/overlap-index.ts [CONFIGURATIONS] [BETA]
//
//   index = n₊ − n₋ = −½ Tr sign H_W,   Q = (1/2π) Σ arg U_P,   both integers on every configuration.
//
// In a project of your own, '../src/gauge/index.ts' is 'cask-lqcd/gauge', and so on.
import { observableNamed } from '../src/catalogue/index.ts';
import { hotStart, namedGaugeAction } from '../src/gauge/index.ts';
import { groupNamed } from '../src/group/index.ts';
import { key, Lattice } from '../src/lattice/index.ts';
import { heatbath } from '../src/markov/index.ts';

const configurations = Number(process.argv[2] ?? 100);
const beta = Number(process.argv[3] ?? 3);
const seed = 20260401;
const between = 5;

const lattice = new Lattice([8, 8]);
const group = groupNamed('U(1)');
const theory = { lattice, group };
const charge = observableNamed('topologicalCharge', {}, theory);
const index = observableNamed('overlapIndex', {}, theory);

const chain = heatbath({ action: namedGaugeAction('wilson', beta) });
let state = chain.init(hotStart(lattice, group, key(seed, 0, 'start')));
let agreed = 0;
let off = 0;
for (let trajectory = 1; trajectory <= between * (configurations + 4); trajectory++) {
  [state] = chain.step({ seed, trajectory }, state);
  if (trajectory % between !== 0 || trajectory <= 4 * between) continue;
  const Q = Math.round(Number(charge.measure(state.u)));
  const n = Number(index.measure(state.u));
  if (n === Q) agreed++;
  off = Math.max(off, Math.abs(n - Q));
  console.log(`Q = ${String(Q).padStart(2)}   index = ${String(n).padStart(2)}${n === Q ? '' : '   different'}`);
}
console.log(`β = ${beta}: index = Q on ${agreed} of ${configurations} configurations; largest difference ${off}`);
