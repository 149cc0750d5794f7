// No gauge field at all: a real field with S = Σ_x { ½ Σ_μ [φ(x+μ) − φ(x)]² + ½ m² φ² + λ φ⁴ }.
// Try m² = −1 and λ = 0.2: the average of the field leaves zero, and stays on one side for a while.
import {
  hmc,
  input,
  Lattice,
  leapfrogQPQ,
  parameter,
  reals,
  repeat,
  ScalarField,
  scheduleOf,
  siteAction,
  siteKernel,
  sum,
} from '../../../../src/index.ts';
import { formatEstimate, gammaMethod } from '../../../../src/measure/statistics/index.ts';
import { plot } from '../plot.ts';

const couplings = { m2: 0.5, lambda: 0.1 };
const lattice = new Lattice([16, 16]);

const roles = { m2: parameter, lambda: parameter, phi: input(reals(1)), S: sum };
const kernel = siteKernel('phi4', 2, roles, ({ m2, lambda, phi, S }, x) => {
  const here = phi(0, x);
  const square = here.mul(here);
  for (const mu of [0, 1]) {
    const step = phi(0, x.plus(mu)).sub(here);
    S.add(step.mul(step).mul(0.5));
  }
  S.add(square.mul(m2).mul(0.5).add(square.mul(square).mul(lambda)));
});
const action = siteAction<ScalarField>({ name: 'φ⁴', kernel, couplings });

const sampler = hmc({ action, schedule: scheduleOf(repeat(8, leapfrogQPQ()), 1) });
let state = sampler.init(new ScalarField(lattice));
const means: number[] = [];
for (let trajectory = 1; trajectory <= 2000; trajectory++) {
  [state] = sampler.step({ seed: 1, trajectory }, state);
  const field = state.u.field.toArray();
  const mean = field.reduce((total, value) => total + value, 0) / field.length;
  plot('average of φ', trajectory, mean);
  if (trajectory > 200) means.push(mean);
}
console.log('⟨φ⟩ =', formatEstimate(gammaMethod(means)));
console.log('⟨φ²⟩ of the average =', formatEstimate(gammaMethod(means.map(mean => mean * mean))));
