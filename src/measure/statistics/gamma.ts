/**
 * The Gamma-method: errors of means of correlated data from their autocovariance Gamma(t).
 *   C(W)    = Gamma(0) + 2 sum_{t=1}^{W} Gamma(t),   error^2 = C(W)/N,   tau_int(W) = C(W) / (2 Gamma(0)).
 *   window: the first W with exp(-W/tau) < tau / sqrt(W N), where tau = S / ln((2 tau_int + 1)/(2 tau_int - 1)).
 *   bias:   Gamma(t) -> Gamma(t) + C(W)/N, since the true mean is not known.
 *   errors: error * sqrt((W + 1/2)/N)  and  2 tau_int sqrt((W + 1/2 - tau_int)/N).
 * U. Wolff, Comput. Phys. Commun. 156 (2004) 143, hep-lat/0306017 and its erratum.
 *
 * One extension: for anticorrelated data (tau_int < 1/2) the same formula with an absolute value inside the logarithm
 * is used, which is the exact relation for rho(t) = (-r)^t. Windows whose sum is not positive are passed over.
 */
import { type Autocovariance, autocovariance } from './autocovariance.ts';
import { SHORTEST_REPLICA, splitRHat } from './convergence.ts';
import type { Estimate } from './estimate.ts';
import { linearise } from './linearise.ts';
import { isConstant, requireSeries, type Series } from './series.ts';

/** Fewer measurements than this cannot say anything about their own correlation. */
export const SHORTEST_SERIES = 8;

export interface GammaOptions {
  /** How the series is called in error sentences. */
  readonly name?: string;
  /** Wolff's S, the assumed ratio of exponential to integrated autocorrelation time; 1.5 by default. */
  readonly windowParameter?: number;
  /** Trajectories between two measurements; 1 by default. Times in the estimate are multiplied by it. */
  readonly stride?: number;
}

/**
 * Mean and error of one chain.
 * Cost: O(N log W); lags far beyond the window are never computed.
 * A series of equal values has error 0 and tau_int 1/2.
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
  const { name = 'The series', windowParameter = 1.5, stride = 1 } = options;
  if (!(windowParameter > 0)) throw new RangeError(`windowParameter is ${windowParameter}, a positive S is expected.`);
  if (!(stride > 0)) throw new RangeError(`stride is ${stride}, a positive number of trajectories is expected.`);
  requireReplicas(replicas, name);
  const samples = replicas.reduce((sum, replica) => sum + replica.length, 0);
  const comparable = replicas.length > 1 && replicas.every(replica => replica.length >= SHORTEST_REPLICA);

  if (isConstant(replicas)) return constantEstimate(replicas[0][0], samples, stride);

  const gamma = autocovariance(replicas);
  const { window, sum } = automaticWindow(gamma, windowParameter);
  const bias = sum / samples;
  const corrected = sum + (2 * window + 1) * bias;
  const tau = corrected / (2 * (gamma.at(0) + bias));
  const error = Math.sqrt(corrected / samples);
  return {
    mean: gamma.mean,
    error,
    errorOfError: error * Math.sqrt((window + 0.5) / samples),
    tauInt: tau * stride,
    tauIntError: 2 * tau * stride * Math.sqrt(Math.max(window + 0.5 - tau, 0) / samples),
    window: window * stride,
    samples,
    effectiveSamples: samples / (2 * tau),
    ...(comparable ? { rHat: splitRHat(replicas) } : {}),
  };
}

/**
 * Error of a derived quantity f(<a_1>, <a_2>, ...), e.g. a ratio or the susceptibility V (<m^2> - <m>^2).
 * The fluctuations are projected on the numerical gradient of f, then the Gamma-method runs on the projection,
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
      `${name} has ${samples} values, the Gamma-method needs at least ${SHORTEST_SERIES}: measure longer before asking for an error.`,
    );
  }
  replicas.forEach((replica, r) => {
    requireSeries(replica, replicas.length > 1 ? `${name} (replica ${r})` : name, 1);
  });
}

function constantEstimate(mean: number, samples: number, stride: number): Estimate {
  return {
    mean,
    error: 0,
    errorOfError: 0,
    tauInt: stride / 2,
    tauIntError: 0,
    window: 0,
    samples,
    effectiveSamples: samples,
  };
}

function automaticWindow(gamma: Autocovariance, s: number): { window: number; sum: number } {
  let sum = gamma.at(0);
  let largest = { window: 0, sum };
  for (let window = 1; window <= gamma.longestLag; window++) {
    sum += 2 * gamma.at(window);
    const tauInt = sum / (2 * gamma.at(0));
    if (tauInt > 0) {
      const tau = s / Math.log(Math.abs((2 * tauInt + 1) / (2 * tauInt - 1)));
      if (Math.exp(-window / tau) <= tau / Math.sqrt(window * gamma.samples)) return { window, sum };
    }
    if (sum > largest.sum) largest = { window, sum };
  }
  return largest;
}
