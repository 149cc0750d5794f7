/**
 * Where to stop summing Γ(t), and what the sum is worth. With n(t) pairs at lag t among N measurements
 *   variance of the mean = C/N,   C = Γ(0) + 2 Σ_{t=1}^{W} n(t)/N Γ(t),   τ_int = ½ + Σ_{t=1}^{W} ρ(t).
 * Window: the first W with exp(−W/τ) < τ/√(W N), τ = S / ln |(2τ_int + 1)/(2τ_int − 1)|, which is exact for ρ(t) = (±r)^t.
 * Bias: every Γ(t) is too small by C/N because the true mean is not known, so C is divided by 1 − (1 + 2 Σ n(t)/N)/N.
 * U. Wolff, Comput. Phys. Commun. 156 (2004) 143, hep-lat/0306017 and its erratum.
 *
 * Noise can carry the sum close to zero, or below. Two rules that do not depend on the window keep it away from there.
 * - Floor: the spectrum of a reversible chain lies in [−1, 1], and (1 + λ)/(1 − λ) is convex there, so
 *   τ_int ≥ ½ (1 + ρ(1))/(1 − ρ(1)); used where ρ(1) ≤ 0, and as τ_int ≥ ½ where ρ(1) > 0.
 * - Short memory: where ρ(1) is not positive beyond one standard error and the partial autocorrelation of lag 2,
 *   (ρ(2) − ρ(1)²)/(1 − ρ(1)²), not beyond two, nothing has been seen but ρ(t) = min(ρ(1), 0)^t, for which the floor is exact.
 * And no window closes while ρ summed over the lags that follow, two at a time so that alternation drops out, is
 * positive beyond two errors: a slow mode may hide behind fast or alternating ones.
 */
import type { Autocovariance } from './autocovariance.ts';

/** Above this share of C the correction of the bias is no longer believed. */
const LARGEST_BIAS = 0.6;
const SIGNIFICANT_FIRST = 1;
const SIGNIFICANT_SECOND = 2;
const SIGNIFICANT_TAIL = 2;
/** How far the tail is looked at: this many windows and lags. */
const TAIL_WINDOWS = 2;
const TAIL_LAGS = 8;
/** Slow modes hide behind short windows; longer ones have them in sight. Lags up to here come in the first table. */
const LAST_TAIL = 47;

export interface SummedWindow {
  /** Lags that were summed. */
  readonly window: number;
  /** Integrated autocorrelation time in strides. */
  readonly tau: number;
  /** Variance of one measurement. */
  readonly variance: number;
  /** Variance of the mean times the number of measurements. */
  readonly sum: number;
}

/** Sums the autocovariance of a chain that is not constant. */
export function sumWindow(gamma: Autocovariance, windowParameter: number): SummedWindow {
  return shortMemory(gamma) ?? aboveFloor(gamma, closed(gamma, automaticWindow(gamma, windowParameter)));
}

/** Sums up to a window, before the bias is corrected. */
interface RawSum {
  readonly window: number;
  /** Γ(0)/2 + Σ Γ(t). */
  readonly plain: number;
  /** Γ(0) + 2 Σ n(t)/N Γ(t). */
  readonly weighted: number;
  /** 1 + 2 Σ n(t)/N. */
  readonly weight: number;
}

function automaticWindow(gamma: Autocovariance, s: number): RawSum {
  const { samples } = gamma;
  let now: RawSum = { window: 0, plain: gamma.at(0) / 2, weighted: gamma.at(0), weight: 1 };
  let largest = now;
  for (let window = 1; window <= gamma.longestLag; window++) {
    const share = (2 * gamma.pairs(window)) / samples;
    now = {
      window,
      plain: now.plain + gamma.at(window),
      weighted: now.weighted + share * gamma.at(window),
      weight: now.weight + share,
    };
    const tauInt = now.plain / gamma.at(0);
    if (tauInt > 0) {
      const tau = s / Math.log(Math.abs((2 * tauInt + 1) / (2 * tauInt - 1)));
      const isClosed = Math.exp(-window / tau) <= tau / Math.sqrt(window * samples);
      if (isClosed && !tailRises(gamma, window, tauInt)) return now;
    }
    if (now.weighted > largest.weighted) largest = now;
  }
  return largest;
}

/** Whether ρ summed over the next 2, 4, 8, … lags is positive beyond its error, 2 τ_int √(lags/N). */
function tailRises(gamma: Autocovariance, window: number, tauInt: number): boolean {
  const { samples, longestLag } = gamma;
  const last = Math.min(longestLag, (1 + TAIL_WINDOWS) * window + TAIL_LAGS, LAST_TAIL, Math.floor(samples / 8));
  const bias = (2 * tauInt) / samples;
  let sum = 0;
  for (let t = window + 1, lags = 1, checked = 2; t <= last; t++, lags++) {
    sum += gamma.at(t) / gamma.at(0) + bias;
    if (lags < checked) continue;
    checked *= 2;
    if (sum > SIGNIFICANT_TAIL * Math.max(2 * tauInt, 1) * Math.sqrt(lags / samples)) return true;
  }
  return false;
}

function closed(gamma: Autocovariance, { window, plain, weighted, weight }: RawSum): SummedWindow {
  const { samples } = gamma;
  const sum = weighted / (1 - Math.min(weight / samples, LARGEST_BIAS));
  const variance = gamma.at(0) + sum / samples;
  return { window, tau: (plain + ((window + 0.5) * sum) / samples) / variance, variance, sum };
}

/** ½ (1 + r)/(1 − r) with r = min(ρ(1), 0); N measurements cannot tell ρ(1) from −1 closer than 2/N. */
function shortTau(first: number, samples: number): number {
  const r = Math.max(Math.min(first, 0), 2 / samples - 1);
  return (0.5 * (1 + r)) / (1 - r);
}

function floorAt(gamma: Autocovariance, first: number, variance: number): SummedWindow {
  const tau = shortTau(first, gamma.samples);
  // Missing pairs take their share of the correlation away.
  const tauOfPairs = 0.5 + (tau - 0.5) * (gamma.pairs(1) / gamma.samples);
  return { window: 1, tau, variance, sum: 2 * tauOfPairs * variance };
}

function aboveFloor(gamma: Autocovariance, summed: SummedWindow): SummedWindow {
  const { variance, sum } = summed;
  const bias = Math.max(sum, 0) / gamma.samples;
  const floor = floorAt(gamma, (gamma.at(1) + bias) / (gamma.at(0) + bias), gamma.at(0) + bias);
  return sum >= floor.sum && summed.tau > 0 ? summed : { ...floor, variance: Math.max(variance, floor.variance) };
}

function shortMemory(gamma: Autocovariance): SummedWindow | undefined {
  const { samples } = gamma;
  const gammaZero = gamma.at(0);
  if (Math.min(gamma.pairs(1), gamma.pairs(2)) < samples / 2) return undefined;
  // The bias is that of the short memory itself, C/N with C = 2 τ Γ(0).
  const bias = shortTau(gamma.at(1) / gammaZero, samples) * (2 / samples);
  const rho = (t: number) => (gamma.at(t) / gammaZero + bias) / (1 + bias);
  const [first, second] = [rho(1), rho(2)];
  const partial = (second - first ** 2) / (1 - first ** 2);
  const error = 1 / Math.sqrt(samples);
  if (first > SIGNIFICANT_FIRST * error || partial > SIGNIFICANT_SECOND * error) return undefined;
  if (tailRises(gamma, 1, 0.5)) return undefined;
  return floorAt(gamma, first, gammaZero / (1 - Math.min((2 * shortTau(first, samples)) / samples, LARGEST_BIAS)));
}
