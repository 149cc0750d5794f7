/** Two runs of one theory must agree, however they were made. */

import { formatEstimate } from '../../measure/statistics/index.ts';
import type { Comparison } from '../comparison.ts';
import type { Diagnostic } from './diagnostic.ts';

const sigmas = 3.5;

/** @param names what the runs are called */
export function disagreements(comparisons: readonly Comparison[], names: readonly string[]): Diagnostic[] {
  return comparisons
    .filter(({ role, z }) => role === 'physics' && Math.abs(z) > sigmas)
    .map(({ title, run, one, other, z }) => ({
      severity: 'wrong',
      subject: 'disagreement',
      sentence:
        `The ${title} is ${formatEstimate(one)} in ${names[0]} and ${formatEstimate(other)} in ${names[run]}, ${Math.abs(z).toFixed(1)} σ apart, ` +
        'though their theory is the same. One of them is not in equilibrium, too short for its errors, or not exact: look at the diagnosis of each.',
    }));
}
