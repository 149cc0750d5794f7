/**
 * Measured estimates beside the numbers of another work, which [reference] of the run file gives for this theory.
 *
 * Distance = |measured − reference| / √(error² + error²).
 */
import type { Measured } from '../../measure/statistics/index.ts';
import type { Resolved } from '../../runfile/schema/index.ts';
import type { Analysis } from '../analysis.ts';

export interface ReferenceComparison {
  readonly name: string;
  readonly title: string;
  readonly reference: Measured;
  readonly measured: Measured;
  /** In combined standard deviations. */
  readonly sigmas: number;
}

export interface Compared {
  readonly source: string;
  /** One for each quantity that was measured, where it has an error. */
  readonly values: readonly ReferenceComparison[];
}

/** Undefined where the run file names no reference, or nothing of it was measured. */
export function compareReference({ reference }: Resolved, { scalars, derived }: Analysis): Compared | undefined {
  if (reference === undefined) return undefined;
  const known = new Map([...scalars, ...derived].map(scalar => [scalar.name, scalar]));
  const values = reference.values.flatMap(({ quantity, mean, error }): ReferenceComparison[] => {
    const found = known.get(quantity);
    if (found === undefined || Number.isNaN(found.estimate.error)) return [];
    const measured = { mean: found.estimate.mean, error: found.estimate.error };
    const sigmas = Math.abs(measured.mean - mean) / Math.hypot(measured.error, error);
    return [{ name: quantity, title: found.title, reference: { mean, error }, measured, sigmas }];
  });
  return values.length === 0 ? undefined : { source: reference.source, values };
}
