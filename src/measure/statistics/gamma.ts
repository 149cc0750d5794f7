/**
 * The Γ-method: errors of means of correlated data from their autocovariance Γ(t), summed up to a window W.
 *   error² = t² C/N,   C = Γ(0) + 2 Σ_{t=1}^{W} n(t)/N Γ(t),   τ_int = ½ + Σ_{t=1}^{W} ρ(t),
 *   error of the error: error √((W + ½)/N),   error of τ_int: 2 τ_int √((W + ½ − τ_int)/N).
 * `window.ts` says which W, how the bias is corrected and what keeps C away from zero. C is itself uncertain, like a χ²
 * with ν = N/(2W + 1) degrees of freedom; t is the 68.3 % point of Student's distribution with ν, so that mean ± error covers
 * the true mean in 68 of 100 cases for short chains too. For N ≥ 100 (2W + 1) it is below 1.005.
 * U. Wolff, Comput. Phys. Commun. 156 (2004) 143, hep-lat/0306017; Student, Biometrika 6 (1908) 1.
 */
import { plural } from '../../words/index.ts';
import { autocovariance } from './autocovariance.ts';
import { blockError } from './blocks.ts';
import { SHORTEST_REPLICA, splitRHat } from './convergence.ts';
import { type Estimate, withoutError } from './estimate.ts';
import { linearise } from './linearise.ts';
import { placesOf } from './places.ts';
import { isConstant, multiplied, requireSeries, type Series, safeFactor } from './series.ts';
import { studentFactor } from './special.ts';
import { sumWindow } from './window.ts';

/** Fewer measurements than this cannot say anything about their own correlation. */
export const SHORTEST_SERIES = 8;

export interface GammaOptions {
  /** How the series is called in error sentences. */
  readonly name?: string;
  /** Wolff's S, the assumed ratio of exponential to integrated autocorrelation time; 1.5 by default. */
  readonly windowParameter?: number;
  /** Trajectories between two measurements; 1 by default. Times in the estimate are multiplied by it. */
  readonly stride?: number;
  /**
   * The trajectory of each measurement, one list per replica, where some are missing or strides differ. Lags are then
   * distances of trajectories, in strides of the smallest that occurs; `stride` is not used.
   */
  readonly trajectories?: readonly Series[];
}

/**
 * Mean and error of one chain.
 * Cost: O(N log W); lags far beyond the window are never computed.
 * A series of equal values did not move: its error and times are NaN, its effective samples 0.
 * A window that never closes (a frozen chain) takes the lag up to half of the chain with the largest C(W);
 * `estimateWarning` then speaks of too few effective samples.
 * @throws RangeError for fewer than 8 values and for NaN or infinities, naming the index
 */
export function gammaMethod(series: Series, options: GammaOptions = {}): Estimate {
  return gammaMethodOfReplicas([series], options);
}

/**
 * Mean and error of several independent replicas of one simulation; their lengths may differ.
 * With two replicas or more, each of at least 8 values, the estimate carries R-hat.
 * @throws RangeError as {@link gammaMethod}, naming the replica
 */
export function gammaMethodOfReplicas(replicas: readonly Series[], options: GammaOptions = {}): Estimate {
  const { name = 'The series', windowParameter = 1.5, trajectories } = options;
  const placed = trajectories === undefined ? undefined : placesOf(trajectories, replicas);
  const stride = placed?.stride ?? options.stride ?? 1;
  if (!(windowParameter > 0)) throw new RangeError(`windowParameter is ${windowParameter}, a positive S is expected.`);
  if (!(stride > 0)) throw new RangeError(`stride is ${stride}, a positive number of trajectories is expected.`);
  requireReplicas(replicas, name);
  const samples = replicas.reduce((sum, replica) => sum + replica.length, 0);
  const comparable = replicas.length > 1 && replicas.every(replica => replica.length >= SHORTEST_REPLICA);

  if (isConstant(replicas)) return withoutError(replicas[0][0], samples);
  const factor = safeFactor(replicas);
  if (factor !== 1) {
    const safe = replicas.map(replica => multiplied(replica, factor));
    return magnified(gammaMethodOfReplicas(safe, options), 1 / factor);
  }

  const gamma = autocovariance(replicas, placed?.places);
  const { window, tau, variance, sum } = sumWindow(gamma, windowParameter);
  const relative = Math.sqrt((window + 0.5) / samples);
  const error = Math.sqrt(sum / samples) * studentFactor(samples / (2 * window + 1));
  return {
    mean: gamma.mean,
    error,
    errorOfError: error * relative,
    blockError: blockError(replicas, gamma.mean),
    tauInt: tau * stride,
    // W + ½ − τ_int is at least the ½ of the shortest window with τ_int = W.
    tauIntError: 2 * tau * stride * Math.sqrt(Math.max(window + 0.5 - tau, 0.5) / samples),
    window: window * stride,
    samples,
    effectiveSamples: (samples * variance) / sum,
    ...(comparable ? { rHat: splitRHat(replicas) } : {}),
  };
}

function magnified(estimate: Estimate, factor: number): Estimate {
  const { mean, error, errorOfError, blockError: ofBlocks } = estimate;
  return {
    ...estimate,
    mean: mean * factor,
    error: error * factor,
    errorOfError: errorOfError * factor,
    ...(ofBlocks === undefined ? {} : { blockError: ofBlocks * factor }),
  };
}

/**
 * Error of a derived quantity f(⟨a₁⟩, ⟨a₂⟩, …), e.g. a ratio or the susceptibility V (⟨m²⟩ − ⟨m⟩²).
 * The fluctuations are projected on the numerical gradient of f, then the Γ-method runs on the projection,
 * so correlations between the observables and in time are kept.
 * The mean is f at the averages; its bias of order 1/N is not removed (the jackknife does that).
 * @param observables one series per argument of f, measured on the same configurations
 * @throws RangeError where lengths differ, a value is not finite, or f is not finite near the averages
 */
export function gammaDerived(
  f: (means: readonly number[]) => number,
  observables: readonly Series[],
  options: GammaOptions = {},
): Estimate {
  return gammaDerivedOfReplicas(
    f,
    observables.map(series => [series]),
    options,
  );
}

/** As {@link gammaDerived} for replicas: `observables[a][r]` is observable a on replica r. */
export function gammaDerivedOfReplicas(
  f: (means: readonly number[]) => number,
  observables: readonly (readonly Series[])[],
  options: GammaOptions = {},
): Estimate {
  observables.forEach((replicas, a) => {
    requireReplicas(replicas, `${options.name ?? 'Observable'} ${a}`);
  });
  const { value, projected } = linearise(f, observables);
  return { ...gammaMethodOfReplicas(projected, options), mean: value };
}

function requireReplicas(replicas: readonly Series[], name: string): void {
  const samples = replicas.reduce((sum, replica) => sum + replica.length, 0);
  if (samples < SHORTEST_SERIES) {
    throw new RangeError(
      `${name} has ${plural(samples, 'value')}, the Gamma-method needs at least ${SHORTEST_SERIES}: measure longer before asking for an error.`,
    );
  }
  replicas.forEach((replica, r) => {
    requireSeries(replica, replicas.length > 1 ? `${name} (replica ${r})` : name, 1);
  });
}
