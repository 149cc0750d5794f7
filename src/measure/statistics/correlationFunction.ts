/**
 * The normalised autocorrelation ρ(t) = Γ(t)/Γ(0) with errors, for a look at the window. Errors by Bartlett's
 * formula, after M. Lüscher, hep-lat/0409106, appendix E, and N. Madras and A. D. Sokal, J. Stat. Phys. 50 (1988) 109:
 *   ⟨δ ρ(t)²⟩ = 1/N Σ_{k=1}^{t+L} [ ρ(k+t) + ρ(k−t) − 2 ρ(k) ρ(t) ]²,
 * with ρ even, and zero beyond L lags, the number of those asked for.
 */
import { plural } from '../../words/index.ts';
import { autocovariance } from './autocovariance.ts';
import { placesOf } from './places.ts';
import { isConstant, requireSeries, type Series } from './series.ts';

export interface Correlation {
  readonly value: number;
  readonly error: number;
}

/**
 * ρ(t) for t = 0 … longestLag from replicas.
 * @param trajectories of each measurement, where some are missing; lags are then in the smallest stride
 * @throws RangeError where a value is not finite, the lag is beyond the longest replica, or all values are equal
 */
export function autocorrelationOfReplicas(
  replicas: readonly Series[],
  longestLag: number,
  trajectories?: readonly Series[],
): Correlation[] {
  const longest = Math.max(...replicas.map(({ length }) => length));
  if (longestLag >= longest) {
    throw new RangeError(`Lag ${longestLag} is asked for, but the longest replica has ${plural(longest, 'value')}.`);
  }
  replicas.forEach((replica, r) => {
    requireSeries(replica, `Replica ${r}`, 1);
  });
  if (isConstant(replicas)) {
    throw new RangeError('The series is constant: its autocorrelation 0/0 is not defined.');
  }
  const gamma = autocovariance(
    replicas,
    trajectories === undefined ? undefined : placesOf(trajectories, replicas).places,
  );
  const variance = gamma.at(0);
  const values = Float64Array.from({ length: longestLag + 1 }, (_, t) => gamma.at(t) / variance);
  const rho = (t: number) => values[Math.abs(t)] ?? 0;
  return Array.from(values, (value, t) => {
    let sum = 0;
    for (let k = 1; k <= t + longestLag; k++) sum += (rho(k + t) + rho(k - t) - 2 * rho(k) * value) ** 2;
    return { value, error: Math.sqrt(sum / gamma.samples) };
  });
}
