/** Configurations to learn from, nearly independent: drawn by self-learning Monte Carlo with a linear model, kept in a file. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { selfLearning } from '../../../src/markov/index.ts';
import {
  type Dataset,
  dataset,
  type EffectiveModel,
  effectiveModel,
  fitCouplings,
  part,
  recorder,
  spinMetropolis,
} from '../../../src/spin/index.ts';
import { equilibrated, exactModel, type Point } from './points.ts';
import { folderOfStudy } from './results.ts';

const seed = 99;
const [learntFrom, updatesPerSite] = [300, 20];

/** Nine couplings by least squares, from configurations of exact Metropolis four sweeps apart. */
export function linearModel(point: Point): EffectiveModel {
  const exact = exactModel(point);
  const kernel = spinMetropolis({ action: exact, updates: 4 * exact.sites, width: 1 });
  const learnt = recorder(learntFrom);
  let state = kernel.init(equilibrated(exact, seed, 200));
  for (let trajectory = 1; trajectory <= learntFrom; trajectory++) {
    const [next, { action }] = kernel.step({ seed, trajectory }, state);
    state = next;
    learnt.add(state.u.field, -action);
  }
  const linear = effectiveModel({ extents: point.extents, shells: 9, layers: 0 });
  fitCouplings(linear, learnt.data());
  return linear;
}

/** So many of a point, from the file of that name or drawn now. */
export function configurations(name: string, point: Point, count: number): Dataset {
  const file = `${folderOfStudy}/${name}.f64`;
  const size = 3 * point.extents.reduce((a, b) => a * b, 1);
  if (existsSync(file)) {
    const numbers = new Float64Array(Uint8Array.from(readFileSync(file)).buffer);
    if (numbers.length === count * (size + 1)) {
      return dataset(numbers.subarray(0, count * size), numbers.subarray(count * size));
    }
  }
  const exact = exactModel(point);
  const linear = linearModel(point);
  const chain = spinMetropolis({ action: linear, updates: updatesPerSite * exact.sites, width: 1 });
  const kernel = selfLearning({ action: exact, effective: linear, chain, length: 1 });
  let state = kernel.init(equilibrated(exact, seed + 1, 200));
  const kept = recorder(count);
  for (let trajectory = 1; trajectory <= 2 * count; trajectory++) {
    const [next, { accepted, actionEnd, actionStart }] = kernel.step({ seed: seed + 1, trajectory }, state);
    state = next;
    if (trajectory % 2 === 0) kept.add(state.u.field, -(accepted ? actionEnd : actionStart));
  }
  const all = kept.data();
  mkdirSync(folderOfStudy, { recursive: true });
  const numbers = new Float64Array(all.spins.length + all.count);
  numbers.set(all.spins);
  numbers.set(all.logWeights, all.spins.length);
  writeFileSync(file, numbers);
  return all;
}

/** The last quarter is for tests. */
export const divided = (all: Dataset) => ({
  learnt: part(all, 0, Math.floor(0.75 * all.count)),
  test: part(all, Math.floor(0.75 * all.count), all.count),
});
