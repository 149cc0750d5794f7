// Plaquettes of pure gauge theory beside the literature: `node bench/study/literature.ts [--extent 12] [--updates 2000] [--out f]`
// One update is a heatbath sweep and four of overrelaxation. Hot and cold starts run side by side; they have to meet before
// anything is averaged together. Errors by the Γ-method over both chains.
//
// Values of large volumes: SU(3) from G. Boyd et al., hep-lat/9602007, and S. Necco and R. Sommer, hep-lat/0108008; SU(2)
// from J. Fingberg, U. Heller and F. Karsch, hep-lat/9208012. On periodic lattices of L sites confinement makes corrections
// of the volume small, exp(−m L) with the mass of the glueball.
import { writeFileSync } from 'node:fs';
import { coldStart, hotStart, wilsonAction } from '../../src/gauge/index.ts';
import { groupNamed } from '../../src/group/index.ts';
import { chooseMachine } from '../../src/kernel/index.ts';
import { key, Lattice } from '../../src/lattice/index.ts';
import { rectangles } from '../../src/loops/index.ts';
import { heatbath } from '../../src/markov/index.ts';
import { averageLoop, plaquette } from '../../src/measure/observables/index.ts';
import {
  type Estimate,
  formatEstimate,
  gammaMethod,
  gammaMethodOfReplicas,
} from '../../src/measure/statistics/index.ts';
import { hostDescription } from '../host.ts';
import { markdown } from '../table.ts';
import { option } from './runs.ts';

const published: readonly { group: string; beta: number; mean: number; error: number }[] = [
  { group: 'SU(2)', beta: 2.3, mean: 0.6022, error: 0.0002 },
  { group: 'SU(2)', beta: 2.4, mean: 0.63, error: 0.0001 },
  { group: 'SU(2)', beta: 2.5, mean: 0.652, error: 0.0001 },
  { group: 'SU(3)', beta: 5.7, mean: 0.5492, error: 0.0001 },
  { group: 'SU(3)', beta: 5.8, mean: 0.5677, error: 0.0001 },
  { group: 'SU(3)', beta: 6, mean: 0.59368, error: 0.00001 },
];

const extent = Number(option('extent', '12'));
const updates = Number(option('updates', '2000'));
const thermalisation = 200;
const { machine } = chooseMachine('auto');

const rows = published.map(({ group: name, beta, mean, error }) => {
  const lattice = new Lattice([extent, extent, extent, extent], machine);
  const group = groupNamed(name);
  const measured = plaquette();
  const rectangle = averageLoop('rectangle', rectangles());
  const kernel = heatbath({ action: wilsonAction(beta), overrelaxation: 4 });
  const chains = [true, false].map((isHot, chain) => {
    const seed = 4711 + chain;
    let state = kernel.init(isHot ? hotStart(lattice, group, key(seed, 0, 'start')) : coldStart(lattice, group));
    const values: number[] = [];
    const rectangleValues: number[] = [];
    for (let trajectory = 1; trajectory <= thermalisation + updates; trajectory++) {
      [state] = kernel.step({ seed, trajectory }, state);
      if (trajectory <= thermalisation) continue;
      values.push(measured.measure(state.u));
      rectangleValues.push(rectangle.measure(state.u) as number);
    }
    return { values, rectangleValues };
  });
  const [hot, cold] = chains.map(({ values }) => gammaMethod(values));
  const both = gammaMethodOfReplicas(chains.map(({ values }) => values));
  const loops = gammaMethodOfReplicas(chains.map(({ rectangleValues }) => rectangleValues));
  const distance = (a: Estimate, b: { mean: number; error: number }) =>
    ((a.mean - b.mean) / Math.hypot(a.error, b.error)).toFixed(1);
  console.log(name, beta, formatEstimate(both), mean);
  return [
    name,
    String(beta),
    formatEstimate(both),
    formatEstimate({ mean, error }),
    distance(both, { mean, error }),
    distance(hot, cold),
    both.tauInt.toFixed(1),
    formatEstimate(loops),
  ];
});

const header = ['group', 'β', 'plaquette', 'literature', 'σ apart', 'hot − cold, σ', 'τ_int', 'rectangle'];
const page = `Lattice ${extent}⁴, ${updates} updates from each start, ${hostDescription()}

${markdown(header, rows)}
`;
const out = option('out', '');
if (out === '') console.log(page);
else writeFileSync(out, page);
