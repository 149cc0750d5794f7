// Hybrid Monte Carlo written out: two-colour QCD with four staggered flavours on 4⁴, β = 2.7, m = 0.3.
//
//   npx node examples/hmc-by-hand.ts [TRAJECTORIES]
//
//   H = ½ Σ p² + S,   S = S_g(U) + φ† M(U)⁻¹ φ,   dU/dτ = P U,   dp/dτ = −∂S/∂q
//
// In a project of your own, '../src/gauge/index.ts' is 'cask-lqcd/gauge', and so on.
import { staggeredPseudofermion } from '../src/fermion/index.ts';
import { coldStart, drift, wilsonAction } from '../src/gauge/index.ts';
import { groupNamed } from '../src/group/index.ts';
import { add, axpy, drawGaussian, key, Lattice, norm2, uniforms } from '../src/lattice/index.ts';
import { chiralCondensate, formatEstimate, gammaMethod, plaquette, polyakovLoop } from '../src/measure/index.ts';

const trajectories = Number(process.argv[2] ?? 6000);
const thermalise = Math.ceil(trajectories / 10);
const seed = 20240728;
const steps = 20;
const epsilon = 1 / steps;

// Fields: links U, momenta p, forces ∂S/∂q; and the links at the start of a trajectory.
const lattice = new Lattice([4, 4, 4, 4]);
const group = groupNamed('SU(2)');
const U = coldStart(lattice, group);
const [p, force, start] = [U.momentum(), U.momentum(), U.clone()];

// Action: plaquettes, and a pseudofermion field φ on the even sites, M = m² − D₀D₀.
const theory = { lattice, group, mass: 0.3, flavours: 4, solver: { tolerance: 1e-12, forceTolerance: 1e-10 } };
const quarks = staggeredPseudofermion(theory);
const S = add(wilsonAction(2.7), quarks.action);

// The moves of molecular dynamics: kernels, each bound to its fields.
const moveLinks = drift(group, 4).bind({ U: U.field, P: p }); //       U ← exp(ε P) U
const addForce = axpy(p.components, 4).bind({ x: force, y: p }); //    p ← p + a ∂S/∂q
const squared = norm2(p.components, 4).bind({ x: p });
const hamiltonian = () => squared().total / 2 + S.value(U);

/** Leapfrog QPQ: half a step for the links, a whole one for the momenta, half a step for the links. */
function leapfrog(): void {
  moveLinks({ eps: epsilon / 2 });
  S.gradient(U, force);
  addForce({ a: -epsilon });
  moveLinks({ eps: epsilon / 2 });
}

const observables = [plaquette(), polyakovLoop(), chiralCondensate({ ...theory, noise: 'Z4', vectors: 10 })];
const measured: number[][] = [];

for (let trajectory = 1; trajectory <= thermalise + trajectories; trajectory++) {
  // Fields of this trajectory, from their Gaussian distributions: φ = D†ξ with exp(−ξ†ξ), and p with exp(−p²/2).
  quarks.refresh(U, key(seed, trajectory, 'pseudofermion'));
  drawGaussian(p, key(seed, trajectory, 'momentum'));

  start.copyFrom(U);
  const before = hamiltonian();
  for (let step = 0; step < steps; step++) leapfrog();
  U.restore();
  const deltaH = hamiltonian() - before;

  // Metropolis: accept with probability min(1, exp(−ΔH)).
  const [uniform] = uniforms(key(seed, trajectory, 'metropolis'), 0, 0);
  const accepted = uniform < Math.exp(-deltaH);
  if (!accepted) U.copyFrom(start);

  if (trajectory <= thermalise) continue;
  const seen = observables.map(observable => observable.measure(U, key(seed, trajectory, 'noise')));
  measured.push([...seen, Number(accepted), Math.exp(-deltaH)]);
}

const names = ['plaquette', 'Polyakov loop', 'chiral condensate', 'acceptance', '⟨exp(−ΔH)⟩'];
const published = ['0.7025(1)', '0.82(1)', '0.4245(5)', '', 'exactly 1'];
console.log(''.padEnd(20), 'here'.padEnd(14), 'arXiv:2103.11965');
names.forEach((name, k) => {
  const estimate = gammaMethod(measured.map(row => row[k]));
  console.log(name.padEnd(20), formatEstimate(estimate).padEnd(14), published[k]);
});
