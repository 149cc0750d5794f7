// A theory of one's own: the scalar field with λφ⁴ on 9 × 7 sites, sampled by hybrid Monte Carlo.
//
//   npx node examples/phi4-by-hand.ts [TRAJECTORIES] [LAMBDA]
//
//   S = Σ_x { ½ Σ_μ [φ(x+μ) − φ(x)]² + ½ m² φ(x)² + λ φ(x)⁴ },   free (λ = 0): ⟨φ²⟩ = (1/V) Σ_p 1/(m² + Σ_μ 4 sin² ½p_μ)
//
// In a project of your own, '../src/index.ts' is 'cask-lqcd'.
import {
  hmc,
  input,
  Lattice,
  leapfrogQPQ,
  norm2,
  parameter,
  reals,
  repeat,
  ScalarField,
  scheduleOf,
  siteAction,
  siteKernel,
  sum,
} from '../src/index.ts';
import { formatEstimate, gammaMethod } from '../src/measure/index.ts';

const [trajectories, lambda] = [Number(process.argv[2] ?? 20_000), Number(process.argv[3] ?? 0)];
const [seed, massSquared] = [20_261_130, 0.5];
const lattice = new Lattice([9, 7]);

// The action at one site; its force is the adjoint of this kernel.
const roles = { m2: parameter, lambda: parameter, phi: input(reals(1)), S: sum };
const kernel = siteKernel('phi4', lattice.dimension, roles, ({ m2, lambda, phi, S }, x) => {
  const here = phi(0, x);
  const square = here.mul(here);
  for (const mu of [0, 1]) {
    const step = phi(0, x.plus(mu)).sub(here);
    S.add(step.mul(step).mul(0.5));
  }
  S.add(square.mul(m2).mul(0.5).add(square.mul(square).mul(lambda)));
});
const action = siteAction<ScalarField>({ name: 'φ⁴', kernel, couplings: { m2: massSquared, lambda } });

const sampler = hmc({ action, schedule: scheduleOf(repeat(5, leapfrogQPQ()), 1) });
let state = sampler.init(new ScalarField(lattice));
const squares: number[] = [];
for (let trajectory = 1; trajectory <= 200 + trajectories; trajectory++) {
  [state] = sampler.step({ seed, trajectory }, state);
  if (trajectory > 200) squares.push(norm2(1, lattice.dimension).run({ x: state.u.field }).total / lattice.volume);
}

const momenta = Array.from({ length: lattice.volume }, (_, p) =>
  lattice.coordinates(p).map((n, mu) => n / lattice.extents[mu]),
);
const propagator = (p: number[]) => 1 / p.reduce((sum, n) => sum + 4 * Math.sin(Math.PI * n) ** 2, massSquared);
const free = momenta.reduce((sum, p) => sum + propagator(p), 0) / lattice.volume;
console.log(`⟨φ²⟩ at λ = ${lambda}: ${formatEstimate(gammaMethod(squares))}; free: ${free.toFixed(6)}`);
