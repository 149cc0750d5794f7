// An action of your own: U(1) on a plane, with a second harmonic. Its force is the adjoint of this kernel.
//   S = Σ_P { β₁ (1 − cos θ_P) + β₂ (1 − cos 2θ_P) }
import {
  type GaugeField,
  groupNamed,
  hmc,
  hotStart,
  input,
  key,
  Lattice,
  leapfrogQPQ,
  links,
  parameter,
  plaquette,
  repeat,
  scheduleOf,
  siteAction,
  siteKernel,
  sum,
} from '../../../../src/index.ts';
import { formatEstimate, gammaMethod } from '../../../../src/measure/statistics/index.ts';
import { plot } from '../plot.ts';

const couplings = { beta1: 1.5, beta2: 0.5 };
const group = groupNamed('U(1)');
const lattice = new Lattice([16, 16]);

const roles = { beta1: parameter, beta2: parameter, U: input(links(group, 2)), S: sum };
const kernel = siteKernel('twoHarmonics', 2, roles, ({ beta1, beta2, U, S }, x) => {
  const P = U(0, x)
    .mul(U(1, x.plus(0)))
    .mul(U(0, x.plus(1)).dagger())
    .mul(U(1, x).dagger());
  const cosine = P.reTrace();
  const cosineOfTwice = cosine.mul(cosine).mul(2).sub(1);
  S.add(beta1.mul(cosine.mul(-1).add(1)));
  S.add(beta2.mul(cosineOfTwice.mul(-1).add(1)));
});
const action = siteAction<GaugeField>({ name: 'two harmonics', kernel, couplings });

const sampler = hmc({ action, schedule: scheduleOf(repeat(10, leapfrogQPQ()), 1) });
const average = plaquette();
let state = sampler.init(hotStart(lattice, group, key(1, 0, 'start')));
const values: number[] = [];
let accepted = 0;
for (let trajectory = 1; trajectory <= 1000; trajectory++) {
  const [next, info] = sampler.step({ seed: 1, trajectory }, state);
  state = next;
  const value = average.measure(state.u);
  plot('plaquette', trajectory, value);
  plot('ΔH', trajectory, info.deltaH);
  if (trajectory <= 100) continue;
  values.push(value);
  accepted += Number(info.accepted);
}
console.log('⟨cos θ_P⟩ =', formatEstimate(gammaMethod(values)));
console.log('accepted', accepted, 'of', values.length);
