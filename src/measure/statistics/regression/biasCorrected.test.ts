import { expect, test } from 'vitest';
import { hashNormal } from '../counterHash.ts';
import { averageOf, varianceOf } from '../series.ts';
import { biasCorrected, correctedMean } from './biasCorrected.ts';
import { gainOf } from './cost.ts';
import { type Learner, spreadOf } from './learner.ts';
import { polynomialRidge, ridge } from './ridge.ts';
import { setsOf } from './split.ts';
import { halves, synthetic } from './synthetic.fixture.ts';
import { boostedTrees } from './trees.ts';

const trees = boostedTrees({ rounds: 10, depth: 2, rate: 0.2 });
/** Learns the targets of other configurations: useless, and biased by its own mean. */
const useless: Learner = {
  name: 'useless',
  train: (_inputs, targets, rows) => inputs => {
    const scatter = inputs[0].map((_, i) => 7 + 3 * hashNormal(Math.round(1e6 * targets[0][rows[0]]), 0, i));
    return targets.map(() => scatter);
  },
};

test.each([
  ['linear', ridge(1e-3)],
  ['polynomial', polynomialRidge(2, 1e-3)],
  ['trees', trees],
  ['useless', useless],
])('%s regression: no bias over 1000 repetitions, and the variance of its law', (_name, learner) => {
  const repetitions = Array.from({ length: 1000 }, (_, seed) => {
    const one = synthetic(seed, 180);
    const { train, correct, unlabelled } = setsOf(halves(one));
    const [predicted] = learner.train(one.inputs, [one.target], train)(one.inputs);
    const rest = one.target.map((value, i) => value - predicted[i]);
    const all = [...correct, ...unlabelled];
    return {
      mean: correctedMean(predicted, one.target, correct, unlabelled),
      law:
        spreadOf(predicted, all).width ** 2 / unlabelled.length +
        spreadOf(rest, correct).width ** 2 / (correct.length - 1),
    };
  });
  const means = repetitions.map(({ mean }) => mean);
  const average = averageOf(means);
  const variance = varianceOf(means, average);
  expect(Math.abs(average - 2)).toBeLessThan(3 * Math.sqrt(variance / 1000));
  // A variance from 1000 values is known to 4.5 %, three of which are 13 %.
  expect(Math.abs(variance / averageOf(repetitions.map(({ law }) => law)) - 1)).toBeLessThan(0.15);
});

test('errors by the bootstrap are those of repetitions, for correlated chains too', () => {
  const found = Array.from({ length: 60 }, (_, seed) => {
    const one = synthetic(100 + seed, 900, { tau: 3, every: 4 });
    const options = { learner: ridge(1e-3), resamples: 60, seed: 1 };
    return biasCorrected(one.inputs, [one.target], halves(one), options).averages[0];
  });
  for (const kind of ['direct', 'corrected', 'combined'] as const) {
    const means = found.map(one => one[kind].mean);
    const scatter = Math.sqrt(varianceOf(means, averageOf(means)));
    // 60 repetitions know the scatter to 9 %, and blocks of six τ_int miss some per cent.
    expect(Math.abs(averageOf(found.map(one => one[kind].error)) / scatter - 1)).toBeLessThan(0.3);
    expect(Math.abs(averageOf(means) - 2)).toBeLessThan((3.5 * scatter) / Math.sqrt(60));
  }
  const last = found[0];
  expect(last.combined.error).toBeLessThanOrEqual(Math.min(last.direct.error, last.corrected.error) * (1 + 1e-12));
});

test('perfect predictions make the unlabelled configurations count as labelled ones', () => {
  const one = synthetic(5, 600, { noise: 0, every: 4 });
  const target = one.inputs[0].map((x, i) => 2 + x - one.inputs[2][i]);
  const options = { learner: ridge(1e-9), resamples: 200, seed: 1 };
  const { averages } = biasCorrected(one.inputs, [target], halves(one), options);
  const [{ corrected, direct, correlation, correction }] = averages;
  expect(correlation).toBeCloseTo(1, 10);
  expect(correction.mean).toBeCloseTo(0, 7);
  const costs = { target: 1, inputs: 0, both: 1 };
  const { equivalent, costRatio } = gainOf(
    { error: corrected.error, direct: direct.error },
    { labelled: 150, unlabelled: 450 },
    costs,
  );
  // 450 predictions are as good as 450 measurements, within the error of two errors from 200 resamples.
  expect(equivalent / 450).toBeGreaterThan(0.75);
  expect(equivalent / 450).toBeLessThan(1.35);
  expect(costRatio).toBeCloseTo(150 / equivalent, 12);
});
