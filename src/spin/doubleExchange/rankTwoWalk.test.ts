/** Weights spin by spin without spectra: the few frequencies, and agreement with spectra to rounding. */
import { describe, expect, test } from 'vitest';
import { key, Lattice, uniforms } from '../../lattice/index.ts';
import { randomSpins } from '../spinField.ts';
import { doubleExchange } from './index.ts';
import { fewFrequencies } from './matsubara.ts';
import { paysRankTwo, rankTwoWalks } from './rankTwoWalk.ts';

describe('few frequencies', () => {
  test.each([
    [20, 4.5],
    [5, 7],
    [100, 5],
    [0.1, 1],
  ])('β = %d, |x| ≤ %d', (beta, largest) => {
    const { frequencies, weights } = fewFrequencies(beta, largest);
    for (let x = 0; x <= largest; x += largest / 50) {
      const sum = frequencies.reduce((total, omega, k) => total + weights[k] * Math.log1p((x / omega) ** 2), 0);
      const y = (beta * x) / 2;
      // A few roundings of numbers up to y.
      expect(Math.abs(sum - (y + Math.log1p(Math.exp(-2 * y)) - Math.LN2))).toBeLessThan(1e-14 * (10 + y));
    }
    // The lowest are those of Matsubara.
    expect(frequencies[0] / (Math.PI / beta)).toBeCloseTo(1, 10);
    expect(weights[0]).toBeCloseTo(1, 8);
    expect(frequencies.length).toBeLessThan(8 + (beta * largest) / 3);
  });
});

describe.each([
  [[4, 4], {}],
  [[3, 5], { chemicalPotential: -0.6, beta: 8 }],
  [[2, 4], { chemicalPotential: 0.4, coupling: 4, hopping: 0.5 }],
  [[2, 2, 3], { beta: 50 }],
  [[7], { coupling: -2, beta: 3 }],
] as const)('%j %j', (extents, changes) => {
  const options = { extents, hopping: 1, coupling: 1, chemicalPotential: 0, beta: 20, ...changes };
  const model = doubleExchange(options);
  const lattice = new Lattice(extents);
  const start = randomSpins(lattice, key(1, 0, 'start')).field.toArray();
  const other = randomSpins(lattice, key(2, 0, 'start')).field.toArray();
  /** Site and spin of update k. */
  const move = (k: number) => {
    const site = Math.floor(uniforms(key(3, 0, 'spin'), k, 0)[0] * lattice.volume);
    return [site, other.subarray(3 * site, 3 * site + 3)] as const;
  };

  test('has the weights of spectra, change by change, and repeats its bits', () => {
    const walks = rankTwoWalks(options);
    const run = () => {
      const spins = start.slice();
      const walk = walks.begin(spins, -model.logWeight(spins));
      const changes = Array.from({ length: 30 }, (_, k) => {
        const change = walk.change(...move(k));
        if (k % 3 !== 0) walk.accept();
        return change;
      });
      return { spins, changes, action: walk.action };
    };
    const { spins, changes, action } = run();
    const now = start.slice();
    for (const [k, change] of changes.entries()) {
      const before = model.logWeight(now);
      const [site, spin] = move(k);
      const trial = now.slice();
      trial.set(spin, 3 * site);
      // ln W is some hundreds: its own rounding.
      expect(Math.abs(change + model.logWeight(trial) - before)).toBeLessThan(2e-11);
      if (k % 3 !== 0) now.set(trial);
    }
    expect(now).toEqual(spins);
    expect(Math.abs(action + model.logWeight(now))).toBeLessThan(5e-11);
    expect(run()).toEqual({ spins, changes, action });
  });
});

test('short walks take spectra, long ones frequencies', () => {
  const at = { extents: [6, 6], beta: 20 };
  expect(paysRankTwo(4, at)).toBe(false);
  expect(paysRankTwo(36, at)).toBe(true);
  expect(paysRankTwo(1e6, { extents: [64, 64], beta: 20 })).toBe(false);
  const model = doubleExchange({ ...at, hopping: 1, coupling: 1, chemicalPotential: 0 });
  const spins = randomSpins(new Lattice([6, 6]), key(1, 0, 'start')).field.toArray();
  const turned = [1, 0, 0];
  const [long, short] = [model.walk(spins.slice(), 36), model.walk(spins.slice(), 2)].map(walk =>
    walk.change(7, turned),
  );
  expect(Math.abs(long - short)).toBeLessThan(2e-11);
});
