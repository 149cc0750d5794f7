// Spins coupled to electrons, sampled exactly with a Transformer as effective model: arXiv:2306.11527 on 4 × 4 sites.
//
//   npx node examples/spins-by-hand.ts [STEPS]
//
//   H = −t Σ (c†c + h.c.) + (J/2) Σ c†(S·σ)c,   W(S) = Π_n (1 + e^{−β E_n});   here J = t, β t = 20, half filling
//
// 1. exact Metropolis: configurations and weights to learn from, and averages to compare with;
// 2. a linear model by least squares, then layers of attention, one after the other, by gradient descent;
// 3. self-learning Monte Carlo with each of them: 32 updates of the model, one exact weight, accept or reject.
//
// In a project of your own, '../src/spin/index.ts' is 'cask-lqcd/spin', and so on.
import { key, Lattice } from '../src/lattice/index.ts';
import { selfLearning, type TransitionKernel } from '../src/markov/index.ts';
import { formatEstimate, gammaMethod } from '../src/measure/index.ts';
import { adam } from '../src/network/index.ts';
import {
  beginLayers,
  deeper,
  doubleExchange,
  type EffectiveModel,
  effectiveModel,
  fitCouplings,
  magnetisation,
  mseOf,
  part,
  randomSpins,
  recorder,
  type SpinField,
  spinMetropolis,
  takeWeights,
  trainOn,
} from '../src/spin/index.ts';

const steps = Number(process.argv[2] ?? 2000);
const [seed, extents] = [20_261_130, [4, 4]];
const exact = doubleExchange({ extents, hopping: 1, coupling: 1, chemicalPotential: 0, beta: 20 });
const start = randomSpins(new Lattice(extents), key(seed, 0, 'start'));

/** Runs a chain from `start`; the staggered magnetisation is its observable. */
function sample<S extends { readonly u: SpinField }, I>(
  chain: TransitionKernel<S, I, SpinField>,
  see: (u: SpinField, info: I) => void = () => {},
) {
  let state = chain.init(start.clone());
  const staggered: number[] = [];
  for (let trajectory = 1; trajectory <= steps + 100; trajectory++) {
    const [next, info] = chain.step({ seed, trajectory }, state);
    state = next;
    if (trajectory <= 100) continue;
    staggered.push(magnetisation(state.u.field.toArray(), extents, true));
    see(state.u, info);
  }
  return gammaMethod(staggered);
}

const stored = recorder(steps);
const reference = sample(spinMetropolis({ action: exact }), ({ field }, { action }) => stored.add(field, -action));
console.log(`exact Metropolis      m_s = ${formatEstimate(reference)}`);

const all = stored.data();
const learnt = part(all, 0, Math.floor(0.8 * steps));
const test = part(all, Math.floor(0.8 * steps), steps);
const linear = effectiveModel({ extents, shells: 5, layers: 0 });
fitCouplings(linear, learnt);

function report(name: string, model: EffectiveModel): void {
  const chain = spinMetropolis({ action: model, updates: 32 });
  let accepted = 0;
  const estimate = sample(selfLearning({ action: exact, effective: model, chain, length: 1 }), (_, info) => {
    accepted += Number(info.accepted) / steps;
  });
  const quality = `MSE ${mseOf(model, test).toFixed(4)}   acceptance ${accepted.toFixed(3)}`;
  console.log(`${name.padEnd(20)}  m_s = ${formatEstimate(estimate)}   ${quality}`);
}
report('linear model', linear);

let model = effectiveModel({ extents, shells: 5, layers: 1 });
takeWeights(model, linear);
beginLayers(model, 0.02, seed);
for (const layers of [1, 2]) {
  if (layers > 1) model = deeper(model, 0.02, seed);
  for (const rate of [1e-2, 3e-3]) trainOn(model, learnt, { optimiser: adam({ rate }), batch: 16, epochs: 30, seed });
  report(`${layers} layer${layers > 1 ? 's' : ''} of attention`, model);
}
