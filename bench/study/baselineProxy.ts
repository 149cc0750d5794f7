/**
 * How far plain surrogates follow the exact action along exact trajectories: with δr the change of S − S_θ at a fixed field, its
 * standard deviation σ and erfc(σ/√8), the acceptance of perfect molecular dynamics if δr is Gaussian.
 *
 *   node bench/study/baselineProxy.ts [--trajectories 1500] [--mass 0.3] [--flavours 4] [--seed 1] [--write FILE.md]
 *
 * Coefficients are fitted by least squares to half of the trajectories and tried on the other half, and the other way
 * round; the error is half the difference.
 */
import { writeFileSync } from 'node:fs';
import { staggeredDeterminant, staggeredPseudofermion } from '../../src/fermion/index.ts';
import { type GaugeField, hotStart, loopAction, wilsonAction } from '../../src/gauge/index.ts';
import { groupNamed } from '../../src/group/index.ts';
import { chooseMachine } from '../../src/kernel/index.ts';
import { add, type Functional, key, Lattice } from '../../src/lattice/index.ts';
import { polyakovLoop, rectangles } from '../../src/loops/index.ts';
import { hmc, leapfrogQPQ, repeat, scheduleOf } from '../../src/markov/index.ts';
import { acceptanceFromMean, formatEstimate } from '../../src/measure/statistics/index.ts';
import { LeastSquares } from '../../src/network/index.ts';
import { markdown } from '../table.ts';
import { option } from './runs.ts';

const trajectories = Number(option('trajectories', '1500'));
const mass = Number(option('mass', '0.3'));
const flavours = Number(option('flavours', '4'));
const seed = Number(option('seed', '1'));
const thermalisation = 200;
const masses = [0.35, 0.4, 0.5, 0.75, 1, 1.5].filter(heavy => heavy > mass);
const extents = [4, 4, 4, 4];

const { machine } = chooseMachine('auto');
const lattice = new Lattice(extents, machine);
const group = groupNamed('SU(2)');
const gauge = wilsonAction(2.7);
const phi = staggeredPseudofermion({ lattice, group, mass, flavours });
const determinantOf = (m: number) => staggeredDeterminant({ lattice, group, mass: m, flavours });
const features: Record<string, Functional<GaugeField>> = {
  exact: phi.action,
  determinant: determinantOf(mass),
  plaquette: wilsonAction(1),
  rectangle: loopAction('rectangles', [{ words: rectangles, beta: 1 }]),
  polyakovSpace: loopAction('lines in space', [{ words: [0, 1, 2].map(mu => polyakovLoop(mu, extents)), beta: 1 }]),
  polyakovTime: loopAction('lines in time', [{ words: [polyakovLoop(3, extents)], beta: 1 }]),
  ...Object.fromEntries(masses.map(m => [`φ ${m}`, phi.withMass(m)])),
  ...Object.fromEntries(masses.map(m => [`det ${m}`, determinantOf(m)])),
};
const changes: Record<string, number>[] = [];
const kernel = hmc({
  action: add(gauge, phi.action),
  schedule: scheduleOf(repeat(20, leapfrogQPQ()), 1),
  refresh: (u, { trajectory }) => phi.refresh(u, key(seed, trajectory, 'pseudofermion')),
  onProposal(proposal, start, { key: { trajectory } }) {
    if (trajectory <= thermalisation) return;
    const entries = Object.entries(features).map(([name, S]) => [name, S.value(proposal) - S.value(start)]);
    changes.push(Object.fromEntries(entries));
  },
});
let state = kernel.init(hotStart(lattice, group, key(seed, 0, 'start')));
for (let trajectory = 1; trajectory <= thermalisation + trajectories; trajectory++) {
  [state] = kernel.step({ seed, trajectory }, state);
}

type Row = Readonly<Record<string, number>>;
const loops = ['plaquette', 'rectangle'];
const allLoops = [...loops, 'polyakovSpace', 'polyakovTime'];

/** What is left of `target` by a fixed part and by fitted ones. */
interface Model {
  readonly label: string;
  readonly target: string;
  readonly fixed?: string;
  readonly fitted?: readonly string[];
}

const kinds = [
  { target: 'exact', of: 'φ' },
  { target: 'determinant', of: 'det' },
] as const;
const list = (...some: readonly number[]) => some.join(', ');
const models: Model[] = kinds.flatMap(({ target, of }) =>
  [0.4, 0.5, 0.75, 1].flatMap((m): Model[] => {
    const heavier = masses.filter(other => other > m).slice(0, 2);
    const fixed = `${of} ${m}`;
    return [
      { label: `${m}, nothing trained`, target, fixed },
      { label: `${m}, plaquette and rectangle`, target, fixed, fitted: loops },
      { label: `${m}, four loops`, target, fixed, fitted: allLoops },
      { label: `${m}, factor`, target, fitted: [fixed] },
      { label: `${m}, factor and four loops`, target, fitted: [fixed, ...allLoops] },
      ...heavier.map((_, k): Model => {
        const together = [m, ...heavier.slice(0, k + 1)];
        return { label: `${list(...together)}, factors`, target, fitted: together.map(other => `${of} ${other}`) };
      }),
    ];
  }),
);
models.splice(
  models.findIndex(({ target }) => target === 'determinant'),
  0,
  {
    label: '0.4, 0.75, factors',
    target: 'exact',
    fitted: ['φ 0.4', 'φ 0.75'],
  },
);

function fittedTo({ target, fixed, fitted = [] }: Model, rows: readonly Row[]): Float64Array {
  if (fitted.length === 0) return new Float64Array();
  const regression = new LeastSquares(fitted.length);
  for (const row of rows) {
    regression.add(
      fitted.map(name => row[name]),
      row[target] - (fixed ? row[fixed] : 0),
    );
  }
  return regression.solution()!;
}

/** Standard deviation of δr. */
function spread({ target, fixed, fitted = [] }: Model, weights: Float64Array, rows: readonly Row[]): number {
  const rest = rows.map(row =>
    fitted.reduce((sum, name, k) => sum - weights[k] * row[name], row[target] - (fixed ? row[fixed] : 0)),
  );
  const mean = rest.reduce((sum, r) => sum + r, 0) / rest.length;
  return Math.sqrt(rest.reduce((sum, r) => sum + (r - mean) ** 2, 0) / (rest.length - 1));
}

const half = Math.floor(changes.length / 2);
const halves = [changes.slice(0, half), changes.slice(half)];
const table = (target: string) =>
  markdown(
    ['surrogate', 'σ', 'erfc(σ/√8)', 'fitted'],
    models
      .filter(model => model.target === target)
      .map(model => {
        const sigmas = [0, 1].map(k => spread(model, fittedTo(model, halves[k]), halves[1 - k]));
        const mean = (sigmas[0] + sigmas[1]) / 2;
        const error = Math.max(Math.abs(sigmas[0] - sigmas[1]) / 2, mean / Math.sqrt(2 * changes.length));
        // For a Gaussian ⟨ΔH⟩ = σ²/2.
        const acceptance = (sigma: number) => acceptanceFromMean(sigma ** 2 / 2);
        const slope = acceptance(mean - error / 2) - acceptance(mean + error / 2);
        const weights = Array.from(fittedTo(model, changes), w => w.toPrecision(3));
        return [
          model.label,
          formatEstimate({ mean, error }),
          formatEstimate({ mean: acceptance(mean), error: Math.max(slope, 1e-4) }),
          weights.join(', '),
        ];
      }),
  );
const page = `${changes.length} exact trajectories, SU(2), 4⁴, β = 2.7, m = ${mass}, N_f = ${flavours}, seed ${seed}; fitted to one half and tried on the other.

S at a fixed field φ of the exact action:

${table('exact')}

−ln det, the field of the surrogate:

${table('determinant')}
`;
const file = option('write', '');
if (file === '') console.log(page);
else writeFileSync(file, page);
