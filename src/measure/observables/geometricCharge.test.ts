import { describe, expect, test } from 'vitest';
import {
  coldStart,
  constantFlux,
  gaugeTransformed,
  hotStart,
  namedGaugeAction,
  randomElements,
} from '../../gauge/index.ts';
import { groupNamed } from '../../group/index.ts';
import { key, Lattice } from '../../lattice/index.ts';
import { metropolis } from '../../markov/index.ts';
import { gammaMethod } from '../statistics/index.ts';
import { topologicalCharge, topologicalChargeDensity } from './topologicalCharge.ts';

const group = groupNamed('U(1)');
const Q = topologicalCharge();

test.each([-2, -1, 0, 1, 3])('flux %i through the torus is the charge', flux => {
  const u = constantFlux(new Lattice([8, 6]), group, { planes: [{ plane: [0, 1], flux }] });
  // Rounding of 48 angles.
  expect(Q.measure(u)).toBeCloseTo(flux, 13);
});

test('on the roughest fields it is an integer and gauge invariant', () => {
  const lattice = new Lattice([6, 4]);
  const seen = new Set<number>();
  for (let k = 0; k < 20; k++) {
    const u = hotStart(lattice, group, key(5, k, 'start'));
    const charge = Q.measure(u);
    seen.add(Math.round(charge));
    expect(charge).toBeCloseTo(Math.round(charge), 13);
    const v = gaugeTransformed(u, randomElements(lattice, group, 1, key(5, k, 'gaugeTransformation')));
    expect(Q.measure(v)).toBeCloseTo(charge, 13);
  }
  expect(seen.size).toBeGreaterThan(2);
});

test('is the sum of its density, whose sites lie between -1/2 and 1/2', () => {
  const lattice = new Lattice([4, 4]);
  const u = hotStart(lattice, group, key(6, 0, 'start'));
  const density = lattice.field(1);
  const charge = topologicalChargeDensity(u, undefined, density);
  const numbers = [...density.toArray()];
  expect(numbers.reduce((a, b) => a + b)).toBeCloseTo(charge, 13);
  expect(Math.max(...numbers.map(Math.abs))).toBeLessThanOrEqual(1 / 2);
});

/**
 * The exact distribution on a torus of V plaquettes at coupling β. The angles of the plaquettes are independent but for their
 * sum, which is 2πQ. So P(Q) is the density at 2πQ of the sum of V independent angles of density exp(β cos φ),
 *   P(Q) ∝ ∫ dν cos(2πνQ) c(ν)^V,   c(ν) = ∫ dφ cos(νφ) exp(β cos φ) / ∫ dφ exp(β cos φ).
 */
function exactDistribution(beta: number, volume: number): (charge: number) => number {
  const points = 400;
  const angles = Array.from({ length: points }, (_, k) => ((k + 0.5) * Math.PI) / points);
  const weights = angles.map(angle => Math.exp(beta * Math.cos(angle)));
  const total = weights.reduce((a, b) => a + b);
  const c = (nu: number) => angles.reduce((sum, angle, k) => sum + Math.cos(nu * angle) * weights[k], 0) / total;
  const step = 0.02;
  const powers = Array.from({ length: 1000 }, (_, k) => c((k + 0.5) * step) ** volume);
  const density = (charge: number) =>
    powers.reduce((sum, power, k) => sum + Math.cos(2 * Math.PI * (k + 0.5) * step * charge) * power, 0);
  const charges = [-3, -2, -1, 0, 1, 2, 3];
  const norm = charges.reduce((sum, charge) => sum + density(charge), 0);
  return charge => density(charge) / norm;
}

describe('the exact distribution', () => {
  test('of independent uniform angles is that of Irwin and Hall', () => {
    // Q = 0, ±1 of four angles: the density of the sum of four numbers in (−½, ½) at 0 and 1, 2/3 and 1/6.
    const exact = exactDistribution(0, 4);
    expect(exact(0)).toBeCloseTo(2 / 3, 4);
    expect(exact(1)).toBeCloseTo(1 / 6, 4);
  });

  test.each([0, 1])('is sampled at β = %i', beta => {
    const lattice = new Lattice([4, 4]);
    const exact = exactDistribution(beta, lattice.volume);
    const chain = metropolis({ action: namedGaugeAction('wilson', beta), hits: 2 });
    let state = chain.init(hotStart(lattice, group, key(7, 0, 'start')));
    const charges = Array.from({ length: 2500 }, (_, k) => {
      if (beta === 0) return Math.round(Q.measure(hotStart(lattice, group, key(7, k, 'start'))));
      [state] = chain.step({ seed: 7, trajectory: k + 1 }, state);
      return Math.round(Q.measure(state.u));
    });
    for (const charge of [0, 1, -1]) {
      const { mean, error } = gammaMethod(charges.map(found => Number(found === charge)));
      expect(error).toBeLessThan(0.03);
      expect(Math.abs(mean - exact(charge))).toBeLessThan(4 * error);
    }
  });
});

describe('refused', () => {
  const cold = (extents: number[], name: string) => coldStart(new Lattice(extents), groupNamed(name));
  test('in two dimensions for SU(N), which has no charge there', () => {
    expect(() => Q.measure(cold([4, 4], 'SU(2)'))).toThrow('SU(2) has no topological charge in 2 dimensions');
  });
  test('in three dimensions', () => {
    expect(() => Q.measure(cold([4, 4, 4], 'U(1)'))).toThrow('defined in 2 and 4 dimensions; this lattice has 3');
  });
  test('by a definition of other dimensions', () => {
    const refusal = (dimension: number, asked: string, usual: string) =>
      `In ${dimension} dimensions there is no topological charge by the definition "${asked}"; leave it out to have "${usual}"`;
    expect(() => topologicalCharge('clover').measure(cold([4, 4], 'U(1)'))).toThrow(refusal(2, 'clover', 'geometric'));
    const four = cold([2, 2, 2, 2], 'SU(3)');
    expect(() => topologicalCharge('geometric').measure(four)).toThrow(refusal(4, 'geometric', 'clover'));
  });
});
