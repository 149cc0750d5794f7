/** Means of the training phase in words. */
import type { TrainingMean } from '../analysis/result/training.ts';
import { formatEstimate } from '../measure/statistics/index.ts';

/** `0.39(4)`; without an error three digits, and a dash where there is nothing. */
export function trainingMean(value: TrainingMean | undefined): string {
  if (value === undefined) return '—';
  const { mean, error } = value;
  return error === undefined ? mean.toPrecision(3) : formatEstimate({ mean, error });
}
