/** Metropolis spin by spin: energies that are known exactly, and agreement of every walk with the value. */
import { describe, expect, test } from 'vitest';
import { key, Lattice } from '../../lattice/index.ts';
import { gammaMethod } from '../../measure/statistics/index.ts';
import { type ClassicalModelKind, classicalModel, classicalModels } from '../classical/model.ts';
import { doubleExchange } from '../doubleExchange/index.ts';
import { randomWeights } from '../effective/effective.fixture.ts';
import { effectiveModel } from '../effective/index.ts';
import { randomSpins, SpinField } from '../spinField.ts';
import { spinMetropolis } from './localMetropolis.ts';
import type { SpinAction } from './walk.ts';

const seed = 20261130;

const model = (kind: ClassicalModelKind, extents: readonly number[], beta: number, field?: readonly number[]) =>
  classicalModel({ kind, extents, coupling: 1, beta, ...(field && { field }) });

/** Mean of H per site. */
function energyOf(kind: ClassicalModelKind, extents: readonly number[], beta: number, steps: number) {
  const action = model(kind, extents, beta);
  const kernel = spinMetropolis({ action, width: 1.5 });
  let state = kernel.init(randomSpins(new Lattice(extents), key(seed, 0, 'start'), classicalModels[kind]));
  const energies: number[] = [];
  for (let trajectory = 1; trajectory <= steps + 200; trajectory++) {
    [state] = kernel.step({ seed, trajectory }, state);
    if (trajectory > 200) energies.push(action.energy(state.u) / state.u.lattice.volume);
  }
  return gammaMethod(energies);
}

/** All 2^N states. */
function enumerated(extents: readonly number[], beta: number): number {
  const action = model('ising', extents, beta);
  const lattice = new Lattice(extents);
  const u = new SpinField(lattice, lattice.field(1));
  let [Z, E] = [0, 0];
  for (let state = 0; state < 2 ** lattice.volume; state++) {
    u.field.fromArray(Float64Array.from({ length: lattice.volume }, (_, i) => ((state >> i) & 1 ? 1 : -1)));
    const energy = action.energy(u);
    Z += Math.exp(-beta * energy);
    E += energy * Math.exp(-beta * energy);
  }
  return E / Z / lattice.volume;
}

/** −d ln Z/(L dβ) of the closed Ising chain, Z = (2 cosh β)^L + (2 sinh β)^L. */
const isingChain = (L: number, beta: number) => {
  const t = Math.tanh(beta);
  return (-t * (1 + t ** (L - 2))) / (1 + t ** L);
};

/** Onsager's energy per site of the infinite square lattice: −coth 2β [1 + (2/π)(2 tanh² 2β − 1) K(k)], k = 2 sinh 2β/cosh² 2β. */
function onsager(beta: number): number {
  const k = (2 * Math.sinh(2 * beta)) / Math.cosh(2 * beta) ** 2;
  // K by the arithmetic-geometric mean.
  let [a, g] = [1, Math.sqrt(1 - k * k)];
  for (let n = 0; n < 8; n++) [a, g] = [(a + g) / 2, Math.sqrt(a * g)];
  const K = Math.PI / (2 * a);
  return (-1 / Math.tanh(2 * beta)) * (1 + (2 / Math.PI) * (2 * Math.tanh(2 * beta) ** 2 - 1) * K);
}

describe('energies per site', () => {
  test('the enumeration of a chain has its formula', () => {
    expect(enumerated([8], 0.7)).toBeCloseTo(isingChain(8, 0.7), 12);
  });

  test.each([
    ['ising', [8], 0.7, isingChain(8, 0.7)],
    ['ising', [4, 3], 0.3, enumerated([4, 3], 0.3)],
    ['ising', [2, 3], 0.3, enumerated([2, 3], 0.3)],
    ['ising', [12, 12], 0.2, onsager(0.2)],
    // Long closed chains: −(coth β − 1/β), −I₁(1.3)/I₀(1.3).
    ['heisenberg', [24], 1.3, -(1 / Math.tanh(1.3) - 1 / 1.3)],
    ['xy', [24], 1.3, -0.544_755_6],
  ] as const)('%s on %j', (kind, extents, beta, exact) => {
    const { mean, error } = energyOf(kind, extents, beta, 1500);
    expect(error).toBeLessThan(0.04);
    expect(Math.abs(mean - exact) / error, `${mean} ± ${error}, exact ${exact}`).toBeLessThan(3.5);
  });
});

const network = effectiveModel({ extents: [4, 3], shells: 3, layers: 1 });
randomWeights(network, 0.1);
const linear = effectiveModel({ extents: [4, 3], shells: 4, layers: 0 });
randomWeights(linear, 0.5);
const actions: [string, number, SpinAction][] = [
  ['Ising in a field', 1, model('ising', [4, 3], 0.4, [0.3])],
  ['XY', 2, model('xy', [4, 3], 0.4)],
  ['Heisenberg in a field', 3, model('heisenberg', [4, 3], 0.4, [0.1, 0.2, -0.3])],
  ['double exchange', 3, doubleExchange({ extents: [4, 3], hopping: 1, coupling: 1, chemicalPotential: 0.2, beta: 4 })],
  ['linear model', 3, linear],
  ['transformer', 3, network],
];

test.each(actions)('%s: changes add up to the value', (_, components, action) => {
  const lattice = new Lattice([4, 3]);
  const u = randomSpins(lattice, key(1, 0, 'start'), components);
  const before = action.value(u);
  const spins = u.field.toArray();
  const walk = action.walk(spins);
  const other = randomSpins(lattice, key(2, 0, 'start'), components).field.toArray();
  expect(walk.action).toBeCloseTo(before, 11);
  for (let site = 0; site < lattice.volume; site++) {
    const change = walk.change(site, other.subarray(site * components, (site + 1) * components));
    // Asked for, and not made.
    walk.change((site + 5) % lattice.volume, other.subarray(0, components));
    expect(walk.change(site, other.subarray(site * components, (site + 1) * components))).toBeCloseTo(change, 11);
    if (site % 2 === 0) walk.accept();
  }
  const now = new SpinField(lattice, lattice.field(components).fromArray(spins));
  expect(spins).toEqual(Float64Array.from(spins, (s, k) => (Math.floor(k / components) % 2 === 0 ? other[k] : s)));
  expect(walk.action).toBeCloseTo(action.value(now), 11);
});

test('refused in a sentence', () => {
  const action = model('xy', [4], 1);
  expect(() => spinMetropolis({ action, updates: 0 })).toThrow('above 0; found 0');
  const kernel = spinMetropolis({ action, width: 0 });
  expect(() =>
    kernel.step({ seed: 1, trajectory: 1 }, kernel.init(randomSpins(new Lattice([4]), key(1, 0, 'start'), 2))),
  ).toThrow('above 0 and at most 100 wide; found 0');
  expect(() => action.value(randomSpins(new Lattice([4]), key(1, 0, 'start'), 3))).toThrow('found 3 on 4');
  expect(() => model('ising', [4], 1, [1, 2])).toThrow('has 1 components; found 2');
});
