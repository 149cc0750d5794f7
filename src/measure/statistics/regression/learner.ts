/** What learns to predict some observables from others, and how its settings are chosen. */
import type { Series } from '../series.ts';

/** `columns[f][i]` is observable f on configuration i. */
export type Columns = readonly Float64Array[];
/** Configurations by number; one that stands there twice counts twice. */
export type Rows = ArrayLike<number>;

/** Predictions `[k][i]` of target k on every configuration of the inputs. */
export type Predict = (inputs: Columns) => Float64Array[];

export interface Learner {
  /** What it is, with its settings: "ridge, λ = 0.001". */
  readonly name: string;
  /** Learns from these rows alone; targets elsewhere may be NaN. */
  train(inputs: Columns, targets: Columns, rows: Rows): Predict;
}

/** Mean and width of a column over rows; a column that never changes has the width 0. */
export function spreadOf(column: Series, rows: Rows): { mean: number; width: number } {
  let sum = 0;
  for (let i = 0; i < rows.length; i++) sum += column[rows[i]];
  const mean = sum / rows.length;
  let squares = 0;
  for (let i = 0; i < rows.length; i++) squares += (column[rows[i]] - mean) ** 2;
  const width = Math.sqrt(squares / rows.length);
  return { mean, width: width > 1e-13 * Math.abs(mean) ? width : 0 };
}

/** Σ_k ⟨(O_k − O_k^P)²⟩ / Var O_k over rows: 0 for perfect predictions, the number of targets for none. */
export function unexplained(predicted: Columns, targets: Columns, rows: Rows): number {
  return targets.reduce((total, target, k) => {
    const { width } = spreadOf(target, rows);
    if (width === 0) return total;
    let sum = 0;
    for (let i = 0; i < rows.length; i++) sum += (target[rows[i]] - predicted[k][rows[i]]) ** 2;
    return total + sum / rows.length / width ** 2;
  }, 0);
}

/**
 * The candidate that predicts best what it did not learn from: each fold, a list of whole blocks, is predicted from the others.
 * M. Stone, J. R. Stat. Soc. B 36 (1974) 111.
 */
export function bestByFolds(
  candidates: readonly Learner[],
  inputs: Columns,
  targets: Columns,
  folds: readonly (readonly number[])[],
): Learner {
  if (candidates.length === 1) return candidates[0];
  const losses = candidates.map(candidate =>
    folds.reduce((sum, fold, f) => {
      const others = folds.filter((_, g) => g !== f).flat();
      const predicted = candidate.train(inputs, targets, others)(inputs);
      return sum + fold.length * unexplained(predicted, targets, fold);
    }, 0),
  );
  return candidates[losses.indexOf(Math.min(...losses))];
}
