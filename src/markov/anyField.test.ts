/** The samplers on fields that are no links: real scalars, spins of the plane and of space, on lattices with odd extents. */
import { describe, expect, test } from 'vitest';
import { expectForce } from '../../test/expect/index.ts';
import { input, parameter, reals, siteKernel, sum } from '../kernel/index.ts';
import {
  type Configuration,
  coordinatesOf,
  type Functional,
  gaussianScalars,
  key,
  Lattice,
  norm2,
  type ScalarField,
  scale,
  siteAction,
} from '../lattice/index.ts';
import { gammaMethod } from '../measure/statistics/index.ts';
import { inner, randomSpins, type SpinField, spins } from '../spin/index.ts';
import { exactPlaquette } from './exactPlaquette.fixture.ts';
import { type HmcInfo, hmc } from './hmc.ts';
import { forceGradient, leapfrogQPQ, omelyan2, omf4, repeat, scheduleOf } from './integrators/index.ts';
import { reversibility } from './reversibility.ts';
import { slhmc } from './slhmc.ts';

const seed = 20261130;

/** Σ ½ (∂φ)² + ½ m² φ² + λ φ⁴ */
function scalarAction(dimension: number, m2: number, lambda: number): Functional<ScalarField> {
  const roles = { m2: parameter, lambda: parameter, phi: input(reals(1)), S: sum };
  const kernel = siteKernel('phi4', dimension, roles, ({ m2: mm, lambda: l, phi, S }, x) => {
    const here = phi(0, x);
    for (let mu = 0; mu < dimension; mu++) {
      const step = phi(0, x.plus(mu)).sub(here);
      S.add(step.mul(step).mul(0.5));
    }
    const square = here.mul(here);
    S.add(square.mul(mm).mul(0.5).add(square.mul(square).mul(l)));
  });
  return siteAction({ name: 'phi^4', kernel, couplings: { m2, lambda } });
}

/** −β Σ S(x)·S(x+μ) */
function spinAction(n: number, dimension: number, beta: number): Functional<SpinField> {
  const kernel = siteKernel(
    'bonds',
    dimension,
    { beta: parameter, S: input(spins(n)), total: sum },
    ({ beta: b, S, total }, x) => {
      for (let mu = 0; mu < dimension; mu++)
        total.add(
          inner(S(x), S(x.plus(mu)))
            .mul(b)
            .neg(),
        );
    },
  );
  return siteAction({ name: `O(${n}) model`, kernel, couplings: { beta } });
}

function chain<F extends Configuration<F>>(
  kernel: ReturnType<typeof hmc<F>>,
  start: F,
  observe: (u: F) => number,
  { thermalise = 100, trajectories = 4000 } = {},
): { values: number[]; infos: HmcInfo[]; u: F } {
  let state = kernel.init(start);
  const [values, infos]: [number[], HmcInfo[]] = [[], []];
  for (let trajectory = 1; trajectory <= thermalise + trajectories; trajectory++) {
    const [next, info] = kernel.step({ seed, trajectory }, state);
    state = next;
    if (trajectory <= thermalise) continue;
    values.push(observe(state.u));
    infos.push(info);
  }
  return { values, infos, u: state.u };
}

/** Within 3.5 errors, which are below `precision`: the estimate means something. */
function expectMean(values: readonly number[], exact: number, precision: number): void {
  const { mean, error } = gammaMethod(values);
  expect(error).toBeLessThan(precision);
  expect(Math.abs(mean - exact) / error, `${mean} ± ${error}, exact ${exact}`).toBeLessThan(3.5);
}

const coarse = scheduleOf(repeat(3, leapfrogQPQ()), 1);

describe('scalar fields', () => {
  const squareOf = ({ field, lattice }: ScalarField) =>
    norm2(1, lattice.dimension).run({ x: field }).total / lattice.volume;

  test.each([[[9]], [[5, 6]], [[3, 4, 3]], [[3, 2, 3, 4]]])('have the force of their action on %s', extents => {
    const phi = gaussianScalars(new Lattice(extents), key(seed, 0, 'start'));
    expectForce(scalarAction(extents.length, 0.3, 0.2)).toMatchFiniteDifference(phi);
  });

  test.each([[[9]], [[5, 3]]])('the free field on %s: ⟨φ²⟩ is the mean of the propagator', extents => {
    const lattice = new Lattice(extents);
    const m2 = 0.5;
    const propagator = (p: number) =>
      1 /
      coordinatesOf(p, extents).reduce((total, n, mu) => total + 4 * Math.sin((Math.PI * n) / extents[mu]) ** 2, m2);
    const exact =
      Array.from({ length: lattice.volume }, (_, p) => propagator(p)).reduce((a, b) => a + b) / lattice.volume;
    const kernel = hmc({ action: scalarAction(extents.length, m2, 0), schedule: coarse });
    const { values, infos } = chain(kernel, gaussianScalars(lattice, key(seed, 0, 'start')), squareOf);
    expectMean(values, exact, 0.04 * exact);
    expectMean(
      infos.map(({ expMinusDeltaH }) => expMinusDeltaH),
      1,
      0.02,
    );
    expect(infos.every(({ unitarityDefect }) => unitarityDefect === 0)).toBe(true);
  });

  test('the interacting field obeys Σ_x ⟨φ dS/dφ⟩ = V, by self-learning HMC along the free action too', () => {
    const lattice = new Lattice([5, 3]);
    const action = scalarAction(2, 0.5, 0.3);
    // φ dS/dφ = 2 (quadratic part) + 4 λ φ⁴ = 4 S − 2 S₀
    const free = scalarAction(2, 0.5, 0);
    const virial = (phi: ScalarField) => (4 * action.value(phi) - 2 * free.value(phi)) / lattice.volume;
    const start = () => gaussianScalars(lattice, key(seed, 0, 'start'));
    expectMean(chain(hmc({ action, schedule: coarse }), start(), virial).values, 1, 0.04);
    const learned = chain(slhmc({ action, effective: { all: free }, schedule: coarse }), start(), virial);
    expectMean(learned.values, 1, 0.08);
    const accepted = learned.infos.filter(info => info.accepted).length / learned.infos.length;
    expect(accepted).toBeGreaterThan(0.2);
    expect(accepted).toBeLessThan(0.9);
  });
});

/** dlnZ/(L dK) of a closed chain of L spins in space: Z = Σ_l (2l + 1) λ_l^L, λ_l = ½ ∫ P_l(x) e^{Kx} dx. */
function exactHeisenberg(K: number, L: number): number {
  const [points, largest] = [4000, 12];
  const [eigenvalues, derivatives] = [new Float64Array(largest), new Float64Array(largest)];
  for (let k = 0; k < points; k++) {
    const x = Math.cos((Math.PI * (k + 0.5)) / points);
    const weight = (Math.PI / points) * Math.sqrt(1 - x * x) * 0.5 * Math.exp(K * x);
    let [before, now] = [0, 1];
    for (let l = 0; l < largest; l++) {
      eigenvalues[l] += weight * now;
      derivatives[l] += weight * now * x;
      [before, now] = [now, ((2 * l + 1) * x * now - l * before) / (l + 1)];
    }
  }
  const sumOf = (f: (l: number) => number) =>
    Array.from(eigenvalues, (_, l) => (2 * l + 1) * f(l)).reduce((a, b) => a + b);
  return sumOf(l => eigenvalues[l] ** (L - 1) * derivatives[l]) / sumOf(l => eigenvalues[l] ** L);
}

describe('spins', () => {
  const beta = 1.3;

  test.each([
    [2, [7]],
    [3, [7]],
    [2, [3, 4]],
    [3, [3, 4, 5]],
  ] as const)('of %d components have the force of their action on %s', (n, extents) => {
    const S = randomSpins(new Lattice(extents), key(seed, 0, 'start'), n);
    expectForce(spinAction(n, extents.length, beta)).toMatchFiniteDifference(S);
  });

  test('the chain in space has ⟨S·S′⟩ = coth β − 1/β where it is long', () => {
    // The integrals are sums over 4000 points, right to 1/4000².
    expect(exactHeisenberg(beta, 400)).toBeCloseTo(1 / Math.tanh(beta) - 1 / beta, 6);
  });

  test.each([
    [2, exactPlaquette('U(1)', beta, 7)],
    [3, exactHeisenberg(beta, 7)],
  ])('of %d components on a closed chain of 7 have its exact energy', (n, exact) => {
    const lattice = new Lattice([7]);
    const kernel = hmc({ action: spinAction(n, 1, beta), schedule: scheduleOf(repeat(3, leapfrogQPQ()), 1.5) });
    const bonds = spinAction(n, 1, -1 / lattice.volume);
    const { values, infos, u } = chain(kernel, randomSpins(lattice, key(seed, 0, 'start'), n), S => bonds.value(S));
    expectMean(values, exact, 0.01);
    expectMean(
      infos.map(({ expMinusDeltaH }) => expMinusDeltaH),
      1,
      0.02,
    );
    const norms = norm2(n, 1).run({ x: u.field }).total;
    expect(Math.abs(norms - lattice.volume)).toBeLessThan(1e-13);
  });

  test.each([
    ['omelyan2', omelyan2],
    ['omf4', omf4],
  ])('go there and back again by %s', (_, scheme) => {
    const S = randomSpins(new Lattice([5, 4]), key(seed, 0, 'start'));
    const schedule = scheduleOf(repeat(10, scheme()), 1);
    const { fields, momenta, deltaH } = reversibility(
      S,
      { seed, trajectory: 1 },
      { action: spinAction(3, 2, beta), schedule },
    );
    expect(Math.max(fields, momenta, Math.abs(deltaH))).toBeLessThan(1e-12);
  });

  test('a force-gradient integrator shifts spins along the force', () => {
    const S = randomSpins(new Lattice([5, 4]), key(seed, 0, 'start'));
    const action = scale(1, spinAction(3, 2, beta));
    const deltaH = (steps: number) =>
      Math.abs(
        reversibility(S, { seed, trajectory: 1 }, { action, schedule: scheduleOf(repeat(steps, forceGradient()), 1) })
          .deltaHForward,
      );
    expect(Math.log2(deltaH(4) / deltaH(8))).toBeGreaterThan(3.5);
  });
});
