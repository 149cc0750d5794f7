/**
 * Linear error propagation: near the averages a derived quantity f(a₁, a₂, …) fluctuates like
 *   a_f = f(⟨a⟩) + Σ_k (df/da_k) (a_k − ⟨a_k⟩),
 * one projected series in place of many (U. Wolff, hep-lat/0306017, section 3).
 * The derivatives are central differences with a step of one naive standard error, the range over which f matters.
 */
import { plural } from '../../words/index.ts';
import { joined } from './autocovariance.ts';
import { averageOf, requireEqualLengths, type Series, varianceOf } from './series.ts';

export interface Linearised {
  /** f at the averages. */
  readonly value: number;
  /** df/da_k at the averages. */
  readonly gradient: readonly number[];
  /** The projected series, one per replica. */
  readonly projected: readonly Float64Array[];
}

/**
 * Projects observables on the gradient of f; `observables[k][r]` is observable k on replica r.
 * @throws RangeError where replicas do not match or f is not finite at or near the averages
 */
export function linearise(
  f: (means: readonly number[]) => number,
  observables: readonly (readonly Series[])[],
): Linearised {
  if (observables.length === 0) throw new RangeError('No observable is given, a derived quantity needs at least one.');
  const replicaCount = observables[0].length;
  observables.forEach((replicas, k) => {
    if (replicas.length !== replicaCount) {
      throw new RangeError(
        `Observable ${k} has ${plural(replicas.length, 'replica')} but observable 0 has ${replicaCount}.`,
      );
    }
  });
  for (let r = 0; r < replicaCount; r++) {
    requireEqualLengths(
      observables.map(replicas => replicas[r]),
      'Observable',
    );
  }

  const all = observables.map(joined);
  const means = all.map(averageOf);
  const evaluate = (arguments_: readonly number[]): number => {
    const value = f(arguments_);
    if (!Number.isFinite(value)) {
      throw new RangeError(
        `The derived quantity is ${value} at (${arguments_.join(', ')}), a finite number is expected: it is not defined within one error of the averages.`,
      );
    }
    return value;
  };

  const value = evaluate(means);
  const gradient = all.map((series, k) => {
    const step = Math.sqrt(varianceOf(series, means[k], 0) / series.length);
    if (step === 0) return 0;
    const shifted = (sign: number) => evaluate(means.with(k, means[k] + sign * step));
    return (shifted(1) - shifted(-1)) / (2 * step);
  });
  const projected = observables[0].map((first, r) =>
    Float64Array.from(first, (_, i) =>
      gradient.reduce((sum, slope, k) => sum + slope * (observables[k][r][i] - means[k]), value),
    ),
  );
  return { value, gradient, projected };
}
