import { expect, test } from 'vitest';
import { hashNormal } from '../counterHash.ts';
import { bestLabelledRatio, bestTrainShare } from './cost.ts';
import { bestByFolds, unexplained } from './learner.ts';
import { monomialCount, polynomialRidge, ridge } from './ridge.ts';
import { blocksFor, foldsOf, setsOf } from './split.ts';
import { synthetic } from './synthetic.fixture.ts';
import { boostedTrees } from './trees.ts';

const length = 400;
const rows = Array.from({ length }, (_, i) => i);
const columns = Array.from({ length: 3 }, (_, f) => Float64Array.from(rows, i => 5 + hashNormal(3, f, i)));

test('ridge regression finds a linear law, whatever the units of its inputs', () => {
  const inputs = columns.map((column, f) => column.map(x => x * 10 ** (4 * f - 4)));
  const target = columns[0].map((x, i) => 1 + 2 * x - 3 * columns[2][i]);
  const [predicted] = ridge(1e-10).train(inputs, [target], rows)(inputs);
  expect(unexplained([predicted], [target], rows)).toBeLessThan(1e-16);
});

test('polynomials of degree 2 find a quadratic law, those of degree 1 do not', () => {
  const target = columns[0].map((x, i) => x * columns[1][i] + columns[2][i] ** 2);
  const left = [1, 2].map(degree =>
    unexplained(polynomialRidge(degree, 1e-10).train(columns, [target], rows)(columns), [target], rows),
  );
  expect(left[0]).toBeGreaterThan(1e-3);
  expect(left[1]).toBeLessThan(1e-16);
  expect([monomialCount(3, 2), monomialCount(2, 3), monomialCount(64, 1)]).toEqual([9, 9, 64]);
});

test('inputs that say the same thing twice, or nothing, do no harm', () => {
  const inputs = [columns[0], columns[0].map(x => 2 * x), new Float64Array(length).fill(3)];
  const [predicted] = ridge(1e-6).train(inputs, [columns[0]], rows)(inputs);
  expect(unexplained([predicted], [columns[0]], rows)).toBeLessThan(1e-11);
  expect(() => ridge(0).train(inputs, [columns[0]], rows)).toThrow('depends on those before it');
});

test('trees learn steps and products that no line follows, and say the same of any table with the same inputs', () => {
  const target = columns[0].map((x, i) => (x > 5 ? 1 : 0) * (columns[1][i] > 5.3 ? 2 : -1));
  const learner = boostedTrees({ rounds: 60, depth: 2, rate: 0.3 });
  const predict = learner.train(columns, [target], rows);
  const [predicted] = predict(columns);
  expect(unexplained([predicted], [target], rows)).toBeLessThan(0.05);
  expect(unexplained(ridge(1e-6).train(columns, [target], rows)(columns), [target], rows)).toBeGreaterThan(0.3);
  expect(predict(columns.map(column => column.slice(7, 9)))[0]).toEqual(predicted.slice(7, 9));
});

test('a tree of depth 1 cuts where the squares fall most', () => {
  const x = Float64Array.from({ length: 64 }, (_, i) => i);
  const [values] = boostedTrees({ rounds: 1, depth: 1, rate: 1 }).train([x], [x.map(i => (i < 20 ? 0 : 1))], x)([x]);
  expect(values[19]).toBeLessThan(0.1);
  expect(values[20]).toBeGreaterThan(0.9);
  expect(new Set(values).size).toBe(2);
});

test('cross-validation prefers the λ of the noise', () => {
  const noise = Array.from({ length: 40 }, (_, f) => Float64Array.from(rows, i => hashNormal(4, f, i)));
  const target = noise[0].map((x, i) => 0.3 * x + hashNormal(4, 99, i));
  const folds = Array.from({ length: 5 }, (_, f) => rows.filter(i => i % 5 === f && i < 80));
  const best = bestByFolds([ridge(1e-6), ridge(1)], noise, [target], folds);
  expect(best.name).toBe('ridge, λ = 1');
});

test('blocks stay whole, and shares are kept', () => {
  const { data } = synthetic(1, 300, { tau: 2, every: 5 });
  const blocks = blocksFor(data, 0.3);
  const { train, correct, unlabelled } = setsOf(blocks);
  expect([...train, ...correct, ...unlabelled].sort((a, b) => a - b)).toEqual(rows.slice(0, 300));
  const trained = new Set(train.map(i => data.block[i]));
  expect(correct.some(i => trained.has(data.block[i]))).toBe(false);
  expect(trained.size / blocks.length).toBeCloseTo(0.3, 1);
  expect(foldsOf(blocks, 'train', 4).flat().sort()).toEqual([...train].sort());
});

test('the best shares: few labels to train where the law is simple, labels in proportion to what is left', () => {
  const { inputs, target, data } = synthetic(2, 2000);
  expect(bestTrainShare(ridge(1e-3), inputs, [target], data).share).toBeLessThan(0.4);
  const costs = { target: 4, inputs: 1, both: 4 };
  expect(bestLabelledRatio({ predicted: 1, rest: 0.08 }, 0.5, costs)).toBeCloseTo(0.2, 12);
});
