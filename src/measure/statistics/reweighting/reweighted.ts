/**
 * Moments of an order parameter m at any coupling, from runs at several, with jackknife errors: resample s leaves bin s out of
 * every run, and weights are found anew.
 *
 *   mean ⟨m⟩,   susceptibility V (⟨m²⟩ − ⟨m⟩²),   Binder cumulant 1 − ⟨m⁴⟩/(3⟨m²⟩²)
 */

import type { Measured } from '../estimate.ts';
import { covarianceOf, type Resampling } from '../resampling.ts';
import type { Series } from '../series.ts';
import { type CoupledRun, type MultiHistogram, multiHistogram } from './multiHistogram.ts';

export interface OrderedRun extends CoupledRun {
  /** m, measured with E. */
  readonly order: Series;
}

/** Quantities at one coupling. */
export interface Moments {
  readonly mean: number;
  readonly susceptibility: number;
  readonly binder: number;
}

export interface Sample {
  readonly histogram: MultiHistogram;
  momentsAt(coupling: number): Moments;
}

export interface Reweighted {
  readonly whole: Sample;
  /** Any quantities with their errors; each is a function of one sample. */
  estimates(of: (sample: Sample) => readonly number[]): Measured[];
  /** The same with all resamples, for fits and differences. */
  resampled(of: (sample: Sample) => readonly number[]): Resampling;
}

/**
 * @param volume V of the susceptibility
 * @param bins of each run; a bin should be several τ_int long
 * @throws RangeError where a run has fewer measurements than bins, and as {@link multiHistogram}
 */
export function reweighted(runs: readonly OrderedRun[], volume: number, bins: number): Reweighted {
  for (const { coupling, energy } of runs) {
    if (energy.length >= 2 * bins) continue;
    throw new RangeError(
      `The run at ${coupling} has ${energy.length} measurements; ${bins} bins need ${2 * bins}. Measure more, or take fewer bins.`,
    );
  }
  const whole = sampleOf(runs, volume);
  const samples = Array.from({ length: bins }, (_, s) =>
    sampleOf(
      runs.map(run => without(run, s, bins)),
      volume,
      whole.histogram.logZ,
    ),
  );
  const resampled: Reweighted['resampled'] = of => ({
    kind: 'jackknife',
    center: of(whole),
    samples: samples.map(of),
  });
  return {
    whole,
    resampled,
    estimates: of => {
      const resampling = resampled(of);
      const covariance = covarianceOf(resampling);
      return resampling.center.map((mean, k) => ({ mean, error: Math.sqrt(covariance[k][k]) }));
    },
  };
}

function without(run: OrderedRun, bin: number, bins: number): OrderedRun {
  const length = run.energy.length;
  const [first, last] = [bin, bin + 1].map(b => Math.floor((b * length) / bins));
  const rest = (series: Series) => Float64Array.from(series).filter((_, i) => i < first || i >= last);
  return { ...run, energy: rest(run.energy), order: rest(run.order) };
}

function sampleOf(runs: readonly OrderedRun[], volume: number, start?: readonly number[]): Sample {
  const histogram = multiHistogram(runs, start);
  const order = Float64Array.from(runs.flatMap(run => Array.from(run.order)));
  const known = new Map<number, Moments>();
  const momentsAt = (coupling: number): Moments => {
    const before = known.get(coupling);
    if (before !== undefined) return before;
    const moments = momentsOf(coupling);
    known.set(coupling, moments);
    return moments;
  };
  const momentsOf = (coupling: number): Moments => {
    const weights = histogram.weightsAt(coupling);
    let [mean, second, fourth] = [0, 0, 0];
    for (let n = 0; n < order.length; n++) {
      const square = order[n] ** 2;
      mean += weights[n] * order[n];
      second += weights[n] * square;
      fourth += weights[n] * square * square;
    }
    // About the mean, so that large means do not cancel.
    let variance = 0;
    for (let n = 0; n < order.length; n++) variance += weights[n] * (order[n] - mean) ** 2;
    return { mean, susceptibility: volume * variance, binder: 1 - fourth / (3 * second ** 2) };
  };
  return { histogram, momentsAt };
}

const GOLDEN = (Math.sqrt(5) - 1) / 2;
/** Width at which a peak is a parabola, in distances of the couplings. */
const CLOSE = 0.1;

/**
 * Where the susceptibility is largest, and how large: the best of the couplings, then a golden section between its neighbours,
 * then a parabola. NaN where the largest is at the edge.
 */
export function peakOf({ momentsAt }: Sample, couplings: readonly number[]): [place: number, height: number] {
  const height = (coupling: number) => momentsAt(coupling).susceptibility;
  const heights = couplings.map(height);
  const best = heights.indexOf(Math.max(...heights));
  if (best === 0 || best === couplings.length - 1) return [Number.NaN, Number.NaN];
  let [low, high] = [couplings[best - 1], couplings[best + 1]];
  const close = CLOSE * (high - low);
  let [left, right] = [high - GOLDEN * (high - low), low + GOLDEN * (high - low)];
  while (high - low > close) {
    if (height(left) > height(right)) {
      [high, right] = [right, left];
      left = high - GOLDEN * (high - low);
    } else {
      [low, left] = [left, right];
      right = low + GOLDEN * (high - low);
    }
  }
  const middle = (low + high) / 2;
  const half = (high - low) / 2;
  const [below, at, above] = [low, middle, high].map(height);
  const bend = below - 2 * at + above;
  const place = bend < 0 ? middle + (half * (below - above)) / (2 * bend) : middle;
  return [place, height(place)];
}
