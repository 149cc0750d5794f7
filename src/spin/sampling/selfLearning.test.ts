/**
 * Self-learning Monte Carlo of electrons: detailed balance of its transition matrix on a toy of few states, and averages of
 * the exact distribution from a chain of the effective model.
 */
import { describe, expect, test } from 'vitest';
import { key, Lattice } from '../../lattice/index.ts';
import { hmc, leapfrogQPQ, repeat, scheduleOf, selfLearning, type TransitionKernel } from '../../markov/index.ts';
import { gammaMethod } from '../../measure/statistics/index.ts';
import { doubleExchange } from '../doubleExchange/index.ts';
import { effectiveModel } from '../effective/index.ts';
import { randomSpins, SpinField } from '../spinField.ts';
import { spinMetropolis } from './localMetropolis.ts';

const extents = [2, 2];
const lattice = new Lattice(extents);
const exact = doubleExchange({ extents, hopping: 1, coupling: 1.5, chemicalPotential: 0.1, beta: 3 });
const model = effectiveModel({ extents, shells: 2, layers: 1 });
model.weights.forEach((weight, k) => {
  weight.value = 0.3 * Math.sin(k + 1);
});

/** Spins that point to the corners of a tetrahedron: 4⁴ states. */
const corners = [
  [1, 1, 1],
  [1, -1, -1],
  [-1, 1, -1],
  [-1, -1, 1],
].map(v => v.map(x => x / Math.sqrt(3)));
const states = Array.from({ length: 256 }, (_, k) => [0, 1, 2, 3].map(i => (k >> (2 * i)) & 3));
const spinsOf = (state: readonly number[]) => Float64Array.from(state.flatMap(s => corners[s]));
const fieldOf = (state: readonly number[]) => new SpinField(lattice, lattice.field(3).fromArray(spinsOf(state)));
const numberOf = (state: readonly number[]) => state.reduceRight((sum, s) => 4 * sum + s, 0);

/** P(i → j) of one update: a site at random, one of the other three corners, accepted with min(1, e^{−ΔS_eff}). */
function updateMatrix(): Float64Array[] {
  return states.map((state, i) => {
    const row = new Float64Array(256);
    const walk = model.walk(spinsOf(state));
    for (let site = 0; site < 4; site++) {
      for (let s = 0; s < 4; s++) {
        if (s === state[site]) continue;
        const j = numberOf(state.map((old, x) => (x === site ? s : old)));
        row[j] += Math.min(1, Math.exp(-walk.change(site, corners[s]))) / 12;
      }
    }
    row[i] = 1 - row.reduce((a, b) => a + b, 0);
    return row;
  });
}

const product = (a: readonly Float64Array[], b: readonly Float64Array[]) =>
  a.map(row => {
    const out = new Float64Array(256);
    row.forEach((x, k) => {
      if (x !== 0) for (let j = 0; j < 256; j++) out[j] += x * b[k][j];
    });
    return out;
  });

test('the transition matrix of a toy has detailed balance', () => {
  const once = updateMatrix();
  const four = product(product(once, once), product(once, once));
  let proposal = fieldOf(states[0]);
  const chain: TransitionKernel<{ readonly u: SpinField }, null, SpinField> = {
    name: 'the state that is asked for',
    cites: [],
    init: u => ({ u }),
    step(_, state) {
      state.u.copyFrom(proposal);
      return [state, null];
    },
  };
  const kernel = selfLearning({ action: exact, effective: model, chain, length: 1 });
  const logWeights = states.map(state => exact.logWeight(spinsOf(state)));
  const largest = Math.max(...logWeights);
  const pi = logWeights.map(x => Math.exp(x - largest));
  const acceptance = (i: number, j: number) => {
    proposal = fieldOf(states[j]);
    const [, { expMinusDeltaH }] = kernel.step({ seed: 1, trajectory: 1 }, kernel.init(fieldOf(states[i])));
    return Math.min(1, expMinusDeltaH);
  };
  let worst = 0;
  let asymmetry = 0;
  for (let i = 0; i < 256; i += 9) {
    for (let j = i + 1; j < 256; j += 11) {
      const [there, back] = [pi[i] * four[i][j] * acceptance(i, j), pi[j] * four[j][i] * acceptance(j, i)];
      worst = Math.max(worst, Math.abs(there - back));
      asymmetry = Math.max(asymmetry, Math.abs(pi[i] * four[i][j] - pi[j] * four[j][i]));
    }
  }
  expect(worst).toBeLessThan(1e-12);
  // Without the accept test it would not hold.
  expect(asymmetry).toBeGreaterThan(1e-4);
});

describe('averages of the exact distribution', () => {
  // Wrong in sign and size, so that something is left to the accept test.
  const linear = effectiveModel({ extents, shells: 2, layers: 0 });
  linear.J[0].value = 0.4;
  const alignment = (u: SpinField) => {
    const s = u.field.toArray();
    return s[0] * s[3] + s[1] * s[4] + s[2] * s[5];
  };
  function chainOf<S extends { readonly u: SpinField }, I>(
    kernel: TransitionKernel<S, I, SpinField>,
    steps: number,
  ): { values: number[]; infos: I[] } {
    let state = kernel.init(randomSpins(lattice, key(6, 0, 'start')));
    const [values, infos]: [number[], I[]] = [[], []];
    for (let trajectory = 1; trajectory <= steps; trajectory++) {
      const [next, info] = kernel.step({ seed: 6, trajectory }, state);
      state = next;
      if (trajectory <= 100) continue;
      values.push(alignment(state.u));
      infos.push(info);
    }
    return { values, infos };
  }
  const schedule = scheduleOf(repeat(3, leapfrogQPQ()), 1);
  const reference = gammaMethod(chainOf(spinMetropolis({ action: exact, updates: 4, width: 2 }), 3000).values);
  const expectReference = (values: readonly number[]) => {
    const { mean, error } = gammaMethod(values);
    expect(error).toBeLessThan(0.05);
    expect(Math.abs(mean - reference.mean) / Math.hypot(error, reference.error)).toBeLessThan(3.5);
  };

  test('by hybrid Monte Carlo', () => {
    expectReference(chainOf(hmc({ action: exact, schedule }), 1500).values);
  });

  test('by self-learning Monte Carlo with a chain of Metropolis updates', () => {
    const chain = spinMetropolis({ action: linear, updates: 4, width: 2 });
    const { values, infos } = chainOf(selfLearning({ action: exact, effective: linear, chain, length: 2 }), 3000);
    expectReference(values);
    const { mean, error } = gammaMethod(infos.map(({ expMinusDeltaH }) => expMinusDeltaH));
    expect(Math.abs(mean - 1) / error).toBeLessThan(4);
    expect(infos.every(({ exactWeights }) => exactWeights === 1)).toBe(true);
    // A model that was not trained: some proposals are refused.
    const accepted = infos.filter(info => info.accepted).length / infos.length;
    expect(accepted).toBeGreaterThan(0.2);
    expect(accepted).toBeLessThan(0.95);
  });

  test('by self-learning Monte Carlo with a chain of hybrid Monte Carlo', () => {
    const chain = hmc({ action: linear, schedule });
    expectReference(chainOf(selfLearning({ action: exact, effective: linear, chain, length: 2 }), 1500).values);
  });

  test('the model itself would give another average', () => {
    const { mean } = gammaMethod(chainOf(spinMetropolis({ action: linear, updates: 4, width: 2 }), 2000).values);
    expect(Math.abs(mean - reference.mean)).toBeGreaterThan(0.1);
  });
});

test.each([
  ['Metropolis', spinMetropolis({ action: exact, updates: 6 })],
  [
    'self-learning with Metropolis',
    selfLearning({ action: exact, effective: model, chain: spinMetropolis({ action: model }), length: 2 }),
  ],
  [
    'self-learning with HMC',
    selfLearning({
      action: exact,
      effective: model,
      chain: hmc({ action: model, schedule: scheduleOf(repeat(3, leapfrogQPQ()), 1) }),
      length: 2,
    }),
  ],
])('%s, taken up from its spins and the number of the step, repeats its bits', (_, kernel) => {
  const chain = kernel as TransitionKernel<{ readonly u: SpinField }, unknown, SpinField>;
  const run = (from: SpinField, first: number, last: number) => {
    let state = chain.init(from.clone());
    for (let trajectory = first; trajectory <= last; trajectory++) {
      [state] = chain.step({ seed: 8, trajectory }, state);
    }
    return state.u;
  };
  const start = randomSpins(lattice, key(8, 0, 'start'));
  expect(run(run(start, 1, 4), 5, 8).field.toArray()).toEqual(run(start, 1, 8).field.toArray());
  expect(run(start, 1, 8).field.toArray()).not.toEqual(start.field.toArray());
});
