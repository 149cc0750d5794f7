/**
 * The second formulation: φ drawn from the surrogate, determinants in the accept test. What is left for loops and networks is the
 * change of ln det − ln det_θ along a trajectory, a function of the links alone. Fitted to one part of the trajectories, tried on
 * the other.
 *
 *   node bench/study/attention/remainder.ts [--effective 0.4,0.5,0.75,1] [--train 80] [--test 80] [--seed 1]
 *     [--only none,loops] --write FILE.jsonl
 */

import type { GaugeField } from '../../../src/gauge/index.ts';
import { add, type Functional, key, pulledBack, type Trainable } from '../../../src/lattice/index.ts';
import { acceptanceFromSpread } from '../../../src/measure/statistics/index.ts';
import { network, randomiseWeights } from '../../../src/network/index.ts';
import { option } from '../runs.ts';
import { gaussNewton, residuals, varianceOf } from './fit.ts';
import { digits, record } from './lines.ts';
import { loopsOf, networks } from './members.ts';
import { determinantOf, exactPairs, laboratory, type Pair, talk } from './pairs.ts';

const masses = option('effective', '0.4,0.5,0.75,1').split(',').map(Number);
const [train, test, seed] = ['train', 'test', 'seed'].map((name, k) => Number(option(name, ['80', '80', '1'][k])));
const only = option('only', 'none,loops,stout,stoutLines,cask3').split(',');
const file = option('write', '');

const lab = laboratory(talk, seed);
const changeOf = (S: Functional<GaugeField>, pair: Pair) => {
  const { start, end } = lab.enter(pair);
  return S.value(end) - S.value(start);
};
const exact = determinantOf(lab, talk.mass);
// Every other trajectory: the links remember.
const pairs = exactPairs(lab, { count: train + test, every: 2 }).map(pair => ({
  ...pair,
  exact: changeOf(exact, pair),
}));
const [learning, held] = [pairs.slice(0, train), pairs.slice(train)];

function surrogateOf(member: string, effective: number): Trainable<GaugeField> {
  const determinant = determinantOf(lab, effective);
  if (member === 'none') return add(determinant);
  if (member === 'loops') return add(determinant, loopsOf(lab));
  const { layers } = networks.find(({ name }) => name === member)!;
  const net = network(member, layers!());
  randomiseWeights(net, 0.01, key(seed, 0, 'weights'));
  return pulledBack(determinant, net);
}

for (const member of only) {
  for (const effective of masses) {
    record(file, { member, effective, seed, train, test }, () => {
      const surrogate = surrogateOf(member, effective);
      const steps = gaussNewton(lab, surrogate, learning, { steps: 3, tolerance: 0.03 });
      const rest = residuals(lab, surrogate, held);
      const sigma = Math.sqrt(varianceOf(rest));
      return {
        weights: surrogate.weights.length,
        steps,
        sigmaTrain: digits(Math.sqrt(varianceOf(residuals(lab, surrogate, learning)))),
        sigma: digits(sigma),
        sigmaError: digits(sigma / Math.sqrt(2 * (rest.length - 1))),
        acceptance: digits(acceptanceFromSpread(sigma)),
        determinant: digits(Math.sqrt(varianceOf(held.map(pair => pair.exact)))),
        learnt: Object.fromEntries(surrogate.weights.map(({ name, value }) => [name, digits(value)])),
      };
    });
  }
}
