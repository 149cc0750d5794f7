/**
 * How far the models see, on 6×6, J = 1, β = 20: the couplings β J_n of the linear model beside those of second-order perturbation
 * theory (Ruderman, Kittel, Kasuya, Yosida),
 *   ln W = … + β (J²/4) Σ_ij S_i·S_j Π(i − j),   Π(r) = N⁻² Σ_kq cos(q·r) (f_k − f_{k+q})/(ε_{k+q} − ε_k),
 * so that β J_n = β (J²/2) Π(r_n) for each pair; and the mean attention A_ij and range of the first layer by distance.
 *
 *   node bench/study/spins/range.ts [--out runs/spins]
 */
import { coordinatesOf, Lattice } from '../../../src/lattice/index.ts';
import { attentionMap, effectiveModel, fitCouplings, SpinField, shellsOf } from '../../../src/spin/index.ts';
import { configurations, divided } from './configurations.ts';
import { type ModelRow, storedInto } from './layers.ts';
import { points } from './points.ts';
import { results } from './results.ts';

const { extents, coupling, beta } = points.half;
const sites = extents[0] * extents[1];
const { learnt, test } = divided(configurations('half-4000', points.half, 4000));
const linear = effectiveModel({ extents, shells: 9, layers: 0 });
fitCouplings(linear, learnt);

const momenta = Array.from({ length: sites }, (_, k) =>
  coordinatesOf(k, extents).map((n, mu) => (2 * Math.PI * n) / extents[mu]),
);
const energy = ([x, y]: readonly number[]) => -2 * (Math.cos(x) + Math.cos(y));
const f = (e: number) => 1 / (1 + Math.exp(beta * e));
/** (f_k − f_k′)/(ε_k′ − ε_k), and −f′ where the two are equal. */
const pairTerm = (e: number, other: number) =>
  Math.abs(other - e) < 1e-9 ? beta * f(e) * (1 - f(e)) : (f(e) - f(other)) / (other - e);
const perturbative = shellsOf(extents).map(({ displacements: [[dx, dy]] }) => {
  let sum = 0;
  for (const q of momenta) {
    for (const k of momenta) {
      sum += Math.cos(q[0] * dx + q[1] * dy) * pairTerm(energy(k), energy([k[0] + q[0], k[1] + q[1]]));
    }
  }
  return ((beta * coupling ** 2) / 2) * (sum / sites ** 2);
});

const shells = shellsOf(extents);
const shellAt = new Map<number, number>([[0, -1]]);
for (const [n, { displacements }] of shells.entries()) {
  for (const [dx, dy] of displacements) shellAt.set(((dx + 6) % 6) + 6 * ((dy + 6) % 6), n);
}
const rows = results<ModelRow>('layers').rows;
const seeds = [1, 2, 3].flatMap(seed => rows.find(({ name }) => name === `transformer 1, seed ${seed}`) ?? []);
const lattice = new Lattice(extents);
const u = new SpinField(lattice, lattice.field(3));
const attention = seeds.map(({ weights }) => {
  const model = storedInto(effectiveModel({ extents, shells: 9, layers: 1 }), weights);
  const sums = new Float64Array(shells.length + 1);
  const counts = new Float64Array(shells.length + 1);
  for (let k = 0; k < 100; k++) {
    u.field.fromArray(test.spins.subarray(k * test.size, (k + 1) * test.size));
    const A = attentionMap(model, u, 1);
    for (let i = 0; i < sites; i++) {
      for (let j = 0; j < sites; j++) {
        const [x, y] = [coordinatesOf(i, extents), coordinatesOf(j, extents)];
        const n = shellAt.get(((y[0] - x[0] + 6) % 6) + 6 * ((y[1] - x[1] + 6) % 6))! + 1;
        sums[n] += A[sites * i + j];
        counts[n]++;
      }
    }
  }
  return Array.from(sums, (sum, n) => sum / counts[n]);
});
console.log(`d²   sites   β J_n   second order   A of the first layer, seeds 1, 2, 3`);
console.log(`0       1                           ${attention.map(a => a[0].toFixed(4)).join('   ')}`);
shells.forEach(({ distanceSquared, displacements }, n) => {
  console.log(
    `${String(distanceSquared).padEnd(4)} ${String(displacements.length).padStart(4)}  ${linear.J[n].value.toFixed(3).padStart(7)}   ` +
      `${perturbative[n].toFixed(3).padStart(7)}        ${attention.map(a => a[n + 1].toFixed(4)).join('   ')}`,
  );
});
