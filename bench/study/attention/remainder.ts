/**
 * The second formulation: φ drawn from the surrogate, determinants in the accept test. What is left for loops and networks is the
 * change of ln det − ln det_θ along a trajectory, a function of the links alone. Fitted to one part of the trajectories, tried on
 * the other.
 *
 *   node bench/study/attention/remainder.ts [--effective 0.4,0.5,0.75,1] [--train 40] [--test 40] [--seed 1]
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
const [train, test, seed] = ['train', 'test', 'seed'].map((name, k) => Number(option(name, ['40', '40', '1'][k])));
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

/** What the determinant of heavier quarks leaves of each pair: loops and nothing learn from that alone. */
const left = new Map<number, Pair[]>();
function remaining(effective: number): Pair[] {
  const determinant = determinantOf(lab, effective);
  const found =
    left.get(effective) ?? pairs.map(pair => ({ ...pair, exact: pair.exact - changeOf(determinant, pair) }));
  left.set(effective, found);
  return found;
}

function problem(member: string, effective: number): { surrogate: Trainable<GaugeField>; data: readonly Pair[] } {
  if (member === 'none') return { surrogate: add(), data: remaining(effective) };
  if (member === 'loops') return { surrogate: loopsOf(lab), data: remaining(effective) };
  const { layers } = networks.find(({ name }) => name === member)!;
  const net = network(member, layers!());
  randomiseWeights(net, 0.01, key(seed, 0, 'weights'));
  return { surrogate: pulledBack(determinantOf(lab, effective), net), data: pairs };
}

for (const member of only) {
  for (const effective of masses) {
    record(file, { member, effective, seed, train, test }, () => {
      const { surrogate, data } = problem(member, effective);
      const [learning, held] = [data.slice(0, train), data.slice(train)];
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
        determinant: digits(Math.sqrt(varianceOf(pairs.slice(train).map(pair => pair.exact)))),
        learnt: Object.fromEntries(surrogate.weights.map(({ name, value }) => [name, digits(value)])),
      };
    });
  }
}
