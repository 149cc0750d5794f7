/**
 * An average with the help of a regression O^P that was trained on a part of the labelled configurations (TR), corrected on the rest
 * (BC) and used where there are no labels (UL):
 *   Ō = (1/N_UL) Σ_UL O^P + (1/N_BC) Σ_BC (O − O^P).
 * Since O^P knows TR alone, ⟨Ō⟩ = ⟨O⟩ for any O^P, be it useless. Its variance, for independent configurations, is
 *   Var(O^P)/N_UL + Var(O − O^P)/N_BC.
 * Combined with the average over all labels, w Ō + (1 − w) Ō_TR∪BC, with the w of smallest variance.
 *
 * Errors are by the bootstrap over blocks: resamples draw blocks of each kind, one fewer than there are, which makes variances of
 * averages unbiased, and train anew.
 *
 * B. Yoon, T. Bhattacharya and R. Gupta, Phys. Rev. D 100, 014504 (2019), arXiv:1807.05971; J. N. K. Rao and C. F. J. Wu, J. Am.
 * Stat. Assoc. 83 (1988) 231 (one block fewer).
 */
import { hashIndex } from '../counterHash.ts';
import type { Measured } from '../estimate.ts';
import { averageOf } from '../series.ts';
import { type Columns, type Learner, type Rows, spreadOf } from './learner.ts';
import { type Block, setsOf } from './split.ts';

/** Averages of one target. */
export interface CorrectedAverage {
  /** Over all labels, without a regression. */
  readonly direct: Measured;
  /** Ō */
  readonly corrected: Measured;
  /** Ō and the direct average with weights w and 1 − w. */
  readonly combined: Measured & { readonly weight: number };
  /** (1/N_UL) Σ O^P, which nothing corrects. */
  readonly predicted: Measured;
  /** (1/N_BC) Σ (O − O^P) */
  readonly correction: Measured;
  /** Of O and O^P on BC. */
  readonly correlation: number;
  /** Var(O), Var(O^P) and Var(O − O^P) on BC. */
  readonly variances: { readonly target: number; readonly predicted: number; readonly rest: number };
}

/** The four averages behind it, for one target. */
interface Averages {
  readonly direct: number;
  readonly predicted: number;
  readonly correction: number;
}

export interface CorrectionOptions {
  readonly learner: Learner;
  readonly resamples: number;
  readonly seed: number;
}

/** One average for each target, and the predictions of all configurations. */
export function biasCorrected(
  inputs: Columns,
  targets: Columns,
  blocks: readonly Block[],
  { learner, resamples, seed }: CorrectionOptions,
): { averages: CorrectedAverage[]; predictions: Float64Array[] } {
  const { train, correct, unlabelled } = setsOf(blocks);
  const predictions = learner.train(inputs, targets, train)(inputs);
  const centre = averagesOf(predictions, targets, train, correct, unlabelled);
  const samples = Array.from({ length: resamples }, (_, s) => {
    const sets = setsOf(resampled(blocks, seed, s));
    const predicted = learner.train(inputs, targets, sets.train)(inputs);
    return averagesOf(predicted, targets, sets.train, sets.correct, sets.unlabelled);
  });
  const averages = targets.map((target, k) =>
    assembled(
      centre[k],
      samples.map(sample => sample[k]),
      moments(target, predictions[k], correct),
    ),
  );
  return { averages, predictions };
}

/** Ō without its error, for one split. */
export function correctedMean(predicted: Float64Array, target: Float64Array, correct: Rows, unlabelled: Rows): number {
  return meanOver(predicted, unlabelled) + meanOver(target, correct) - meanOver(predicted, correct);
}

function averagesOf(
  predictions: Columns,
  targets: Columns,
  train: readonly number[],
  correct: readonly number[],
  unlabelled: readonly number[],
): Averages[] {
  const labelled = [...train, ...correct];
  return targets.map((target, k) => ({
    direct: meanOver(target, labelled),
    predicted: meanOver(predictions[k], unlabelled),
    correction: meanOver(target, correct) - meanOver(predictions[k], correct),
  }));
}

function resampled(blocks: readonly Block[], seed: number, sample: number): Block[] {
  return (['train', 'correct', 'unlabelled'] as const).flatMap((kind, stream) => {
    const own = blocks.filter(one => one.kind === kind);
    const draws = Math.max(own.length - 1, Math.min(own.length, 1));
    return Array.from({ length: draws }, (_, slot) => own[hashIndex(seed, 3 * sample + stream, slot, own.length)]);
  });
}

function assembled(
  { direct, predicted, correction }: Averages,
  samples: readonly Averages[],
  rest: Pick<CorrectedAverage, 'correlation' | 'variances'>,
): CorrectedAverage {
  const directs = samples.map(sample => sample.direct);
  const corrected = samples.map(sample => sample.predicted + sample.correction);
  const [V, C, W] = [covariance(directs, directs), covariance(directs, corrected), covariance(corrected, corrected)];
  const spread = V + W - 2 * C;
  const weight = spread > 0 ? Math.min(1, Math.max(0, (V - C) / spread)) : 0;
  const variance = weight ** 2 * W + 2 * weight * (1 - weight) * C + (1 - weight) ** 2 * V;
  const errorOf = (of: (sample: Averages) => number) => {
    const values = samples.map(of);
    return Math.sqrt(covariance(values, values));
  };
  return {
    direct: { mean: direct, error: Math.sqrt(V) },
    corrected: { mean: predicted + correction, error: Math.sqrt(W) },
    combined: {
      mean: weight * (predicted + correction) + (1 - weight) * direct,
      error: Math.sqrt(Math.max(variance, 0)),
      weight,
    },
    predicted: { mean: predicted, error: errorOf(sample => sample.predicted) },
    correction: { mean: correction, error: errorOf(sample => sample.correction) },
    ...rest,
  };
}

function moments(target: Float64Array, predicted: Float64Array, rows: readonly number[]) {
  const rest = target.map((value, i) => value - predicted[i]);
  const [O, P, R] = [target, predicted, rest].map(column => spreadOf(column, rows));
  const product = rows.reduce((sum, i) => sum + (target[i] - O.mean) * (predicted[i] - P.mean), 0) / rows.length;
  return {
    correlation: O.width > 0 && P.width > 0 ? product / (O.width * P.width) : 0,
    variances: { target: O.width ** 2, predicted: P.width ** 2, rest: R.width ** 2 },
  };
}

function covariance(a: readonly number[], b: readonly number[]): number {
  const [meanA, meanB] = [averageOf(a), averageOf(b)];
  return a.reduce((sum, x, s) => sum + (x - meanA) * (b[s] - meanB), 0) / (a.length - 1);
}

function meanOver(column: Float64Array, rows: Rows): number {
  let sum = 0;
  for (let i = 0; i < rows.length; i++) sum += column[rows[i]];
  return sum / rows.length;
}
