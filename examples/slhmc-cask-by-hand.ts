// Self-learning HMC with CASK (arXiv:2501.16955) written out: two-colour QCD with four staggered flavours on 4⁴.
//
//   npx node examples/slhmc-cask-by-hand.ts [TRAJECTORIES]
//
// The force comes from S_θ = S_g(U) + φ† M(T_θ(U); m_eff)⁻¹ φ, T_θ a network; the accept test has the exact S. While the
// chain learns, θ follows the gradient of L = (r(U') − r(U))², r = S − S_θ. Then θ is frozen, and the averages are exact.
import { staggeredPseudofermion } from '../src/fermion/index.ts';
import { coldStart, drift, wilsonAction } from '../src/gauge/index.ts';
import { groupNamed } from '../src/group/index.ts';
import { add, axpy, drawGaussian, key, Lattice, norm2, pulledBack, uniforms } from '../src/lattice/index.ts';
import { formatEstimate, gammaMethod, plaquette, polyakovLoop } from '../src/measure/index.ts';
import { adam, caskLayer, network, randomiseWeights } from '../src/network/index.ts';

const trajectories = Number(process.argv[2] ?? 500);
const [thermalise, train] = [Math.ceil(trajectories / 10), Math.ceil(trajectories / 2)];
const [seed, steps, epsilon] = [20240728, 20, 1 / 20];

const lattice = new Lattice([4, 4, 4, 4]);
const group = groupNamed('SU(2)');
const U = coldStart(lattice, group);
const [p, force, start] = [U.momentum(), U.momentum(), U.clone()];

// The exact action, and the effective one: heavier quarks on the links that one attention block makes of U.
const solver = { tolerance: 1e-12, forceTolerance: 1e-10 };
const quarks = staggeredPseudofermion({ lattice, group, mass: 0.3, flavours: 4, solver });
const S = add(wilsonAction(2.7), quarks.action);
const attention = network('CASK', [caskLayer('block', { variant: 'symmetric', reach: 3 })]);
randomiseWeights(attention, 0.01, key(seed, 0, 'weights'));
const heavy = pulledBack(quarks.withMass(0.4), attention);
const effective = add(wilsonAction(2.7), heavy);
const optimiser = adam({ rate: 0.0005 });

const moveLinks = drift(group, 4).bind({ U: U.field, P: p });
const addForce = axpy(p.components, 4).bind({ x: force, y: p });
const squared = norm2(p.components, 4).bind({ x: p });
const hamiltonian = () => squared().total / 2 + S.value(U);
const measured: number[][] = [];

for (let trajectory = 1; trajectory <= thermalise + train + trajectories; trajectory++) {
  quarks.refresh(U, key(seed, trajectory, 'pseudofermion'));
  drawGaussian(p, key(seed, trajectory, 'momentum'));
  start.copyFrom(U);
  const before = hamiltonian();

  // Far from equilibrium only the exact force proposes anything acceptable.
  const guide = trajectory <= thermalise ? S : effective;
  for (let step = 0; step < steps; step++) {
    moveLinks({ eps: epsilon / 2 });
    guide.gradient(U, force);
    addForce({ a: -epsilon });
    moveLinks({ eps: epsilon / 2 });
  }
  U.restore();
  const deltaH = hamiltonian() - before;

  if (trajectory > thermalise && trajectory <= thermalise + train) {
    // ∂L/∂θ = −2 (r(U') − r(U)) (∂S_θ/∂θ(U') − ∂S_θ/∂θ(U)); the gauge action is the same in S and in S_θ.
    const [here, there] = [heavy.weightGradient(start), heavy.weightGradient(U)];
    const difference = quarks.action.value(U) - there.value - (quarks.action.value(start) - here.value);
    const gradient = there.derivatives.map((slope, k) => -2 * difference * (slope - here.derivatives[k]));
    optimiser.step(attention.weights, gradient);
  }

  const [uniform] = uniforms(key(seed, trajectory, 'metropolis'), 0, 0);
  const accepted = uniform < Math.exp(-deltaH);
  if (!accepted) U.copyFrom(start);
  if (trajectory <= thermalise + train) continue;
  measured.push([plaquette().measure(U), polyakovLoop().measure(U), Number(accepted), Math.exp(-deltaH)]);
}

for (const { name, value } of attention.weights) console.log(name.padEnd(26), value.toFixed(4));
console.log(''.padEnd(26), 'here'.padEnd(14), 'arXiv:2103.11965');
const published = { plaquette: '0.7025(1)', 'Polyakov loop': '0.82(1)', acceptance: '', '⟨exp(−ΔH)⟩': 'exactly 1' };
Object.entries(published).forEach(([name, value], k) => {
  console.log(name.padEnd(26), formatEstimate(gammaMethod(measured.map(row => row[k]))).padEnd(14), value);
});
