/**
 * Domain walls on their way to the overlap operator: |ε² − 1| of the sign that they have in four dimensions, distance of ε from
 * sign H_W where the kernel is H_W, and residual mass, against L₅.
 *
 *   node bench/study/overlap/walls.ts [--group SU(3)] [--beta 5.7] [--configurations 3] [--lengths 4,8,16,32]
 */
import {
  DomainWallOperator,
  DomainWallSolver,
  effectiveSign,
  moebiusCoefficients,
  OverlapOperator,
} from '../../../src/fermion/index.ts';
import { type GaugeField, hotStart, namedGaugeAction } from '../../../src/gauge/index.ts';
import { groupNamed } from '../../../src/group/index.ts';
import { axpy, drawGaussian, type Field, key, Lattice, norm2 } from '../../../src/lattice/index.ts';
import { heatbath } from '../../../src/markov/index.ts';
import { option } from '../runs.ts';
import { cpuSeconds, walk } from './model.ts';

const group = groupNamed(option('group', 'SU(3)'));
const beta = Number(option('beta', '5.7'));
const configurations = Number(option('configurations', '3'));
const lengths = option('lengths', '4,8,16,32').split(',').map(Number);
const lattice = new Lattice([4, 4, 4, 4]);
const [height, mass, seed] = [1.4, 0.05, 20261201];
const tolerance = 1e-11;

const squared = (x: Field) => norm2(x.components, lattice.dimension).run({ x }).total;
/** |x − y| / |y| */
function distance(x: Field, y: Field): number {
  const difference = x.like().copyFrom(x);
  axpy(x.components, lattice.dimension).run({ a: -1, x: y, y: difference });
  return Math.sqrt(squared(difference) / squared(y));
}

interface Form {
  readonly name: string;
  readonly b: number;
  readonly c: number;
  readonly optimal: boolean;
}
const forms: readonly Form[] = [
  { name: 'Shamir, b = 1, c = 0', b: 1, c: 0, optimal: false },
  { name: 'Möbius, b = 1.5, c = 0.5', b: 1.5, c: 0.5, optimal: false },
  { name: 'optimal, b − c = 1', b: 1, c: 0, optimal: true },
  { name: 'kernel H_W, b = c = 1', b: 1, c: 1, optimal: false },
  { name: 'optimal, b = c', b: 1, c: 1, optimal: true },
];

interface Row {
  readonly square: number;
  readonly sign: number | undefined;
  readonly residual: number;
  readonly iterations: number;
  readonly cpu: number;
}

/** Where |H_T| lies, from the lowest |H_W|: |H_T| ≥ λ/(2 + λ) and, for free quarks, at most M₅/(2 − M₅); or H_W / 2. */
const rangeOf = (lowest: number, difference: number): [number, number] =>
  difference === 0
    ? [lowest / 2, (2 * lattice.dimension - height) / 2]
    : [lowest / (2 + lowest), height / (2 - height)];

function look(u: GaugeField, { b, c, optimal }: Form, extent5: number, exact: OverlapOperator): Row {
  const lowest = Math.abs(exact.signReport.modes[0]);
  const form = moebiusCoefficients({ b, c, extent5, optimalRange: optimal ? rangeOf(lowest, b - c) : undefined });
  const walls = new DomainWallOperator({ lattice, group, mass, height, extent5, ...form }).setLinks(u);
  const chi = walls.wilson.vector();
  drawGaussian(chi, key(seed, 0, 'noise'));
  const [once, twice, right] = [chi.like(), chi.like(), chi.like()];
  const before = cpuSeconds();
  const { iterations } = effectiveSign(walls, chi, once)({ tolerance });
  const cpu = cpuSeconds() - before;
  effectiveSign(walls, once, twice)({ tolerance });
  exact.bindSign(chi, right)();
  const solver = new DomainWallSolver(walls);
  solver.solve(chi, { tolerance: 1e-9 });
  const q = solver.solution;
  // D⁻¹ η of the whole operator on the walls
  const full = chi.like().copyFrom(chi);
  axpy(q.components, lattice.dimension).run({ a: 1 - mass, x: q, y: full });
  const image = q.like();
  effectiveSign(walls, full, image)({ tolerance });
  const row = {
    square: distance(twice, chi),
    sign: b === c ? distance(once, right) : undefined,
    residual: (squared(full) - squared(image)) / 4 / squared(q),
    iterations,
    cpu,
  };
  for (const field of [chi, once, twice, right, full, image]) field.free();
  return row;
}

const start = hotStart(lattice, group, key(seed, 0, 'start'));
const sampled: GaugeField[] = [];
let step = 0;
walk(
  heatbath({ action: namedGaugeAction('wilson', beta) }),
  start,
  { seed, thermalise: 200, steps: 20 * configurations },
  u => {
    if (++step % 20 === 0) sampled.push(u.clone());
  },
);

const average = (values: readonly number[]) => values.reduce((sum, x) => sum + x, 0) / values.length;
const shown = (values: readonly number[]) => values.map(x => x.toExponential(1)).join(', ');
const signs = sampled.map(u =>
  new OverlapOperator({ lattice, group, rho: height, sign: { tolerance: 1e-10, modes: 8 } }).setLinks(u),
);
const lowest = signs.map(({ signReport }) => Math.abs(signReport.modes[0]).toPrecision(2)).join(', ');
console.log(
  `${group.name}, β = ${beta}, 4⁴, M₅ = ρ = ${height}, m = ${mass}; lowest |H_W| of the configurations ${lowest}\n`,
);
console.log('| walls | L₅ | \\|ε² − 1\\| | \\|ε − sign H_W\\| | m_res | iterations | CPU s |');
console.log('|---|---|---|---|---|---|---|');
for (const form of forms) {
  for (const extent5 of lengths) {
    const rows = sampled.map((u, k) => look(u, form, extent5, signs[k]));
    const to = rows.flatMap(({ sign }) => (sign === undefined ? [] : [sign]));
    console.log(
      `| ${form.name} | ${extent5} | ${shown(rows.map(row => row.square))} | ${shown(to)} | ` +
        `${shown(rows.map(row => row.residual))} | ${Math.round(average(rows.map(row => row.iterations)))} | ` +
        `${average(rows.map(row => row.cpu)).toFixed(1)} |`,
    );
  }
}
