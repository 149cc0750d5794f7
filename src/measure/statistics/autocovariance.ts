/**
 * Autocovariance of one observable over R replicas, N measurements in all, a the average over all of them:
 *   Γ(t) = Σ (aᵢ − a)(aⱼ − a) / n(t)   over the n(t) pairs of one replica whose trajectories lie t strides apart.
 * On a chain without gaps n(t) = Σ_r max(N_r − t, 0) (U. Wolff, hep-lat/0306017). Where trajectories are missing, a pair
 * across the gap counts at its true distance, rounded to whole strides where a chain has several.
 */
import { laggedProducts } from './fourier.ts';
import { averageOf, requireSeries, type Series } from './series.ts';

/** Lags are computed in tables that grow by a factor as the window grows. */
const FIRST_TABLE = 48;
const TABLE_GROWTH = 16;

export interface Autocovariance {
  /** Average over all replicas. */
  readonly mean: number;
  /** Number of measurements of all replicas together. */
  readonly samples: number;
  /** Half as many lags as the longest replica has measurements: beyond it Γ(t) is mostly noise. */
  readonly longestLag: number;
  /** Γ(t), on the line between its neighbours where no pair has this distance. */
  at(t: number): number;
  /** n(t). */
  pairs(t: number): number;
}

/** Joins replicas to one series; replica order and chain order are kept. */
export function joined(replicas: readonly Series[]): Float64Array {
  const all = new Float64Array(replicas.reduce((sum, replica) => sum + replica.length, 0));
  let offset = 0;
  for (const replica of replicas) {
    all.set(replica, offset);
    offset += replica.length;
  }
  return all;
}

/** A function of the lag that is computed for many lags at once, but not for many more than are asked for. */
export function growingTable<Row>(tableOf: (lags: number) => ArrayLike<Row>): (t: number) => Row {
  let table: ArrayLike<Row> = [];
  return t => {
    if (t >= table.length) table = tableOf(Math.max(FIRST_TABLE, TABLE_GROWTH * table.length, t + 1));
    return table[t];
  };
}

/**
 * The autocovariance of checked replicas; lags are computed when first asked for, so that those far beyond the window
 * cost nothing.
 * @param places where the measurements of each replica stand, in strides; 0, 1, 2, … where left out
 */
export function autocovariance(replicas: readonly Series[], places?: readonly Series[]): Autocovariance {
  const all = joined(replicas);
  const mean = averageOf(all);
  for (let i = 0; i < all.length; i++) all[i] -= mean;
  let offset = 0;
  const deviations = replicas.map(({ length }) => {
    offset += length;
    return all.subarray(offset - length, offset);
  });
  const row = growingTable(lags => {
    const sums = new Float64Array(lags);
    const counts = new Float64Array(lags);
    deviations.forEach((x, r) => {
      const place = places?.[r];
      if (place === undefined || isGapless(place)) addRegular(x, sums, counts);
      else addPairs(x, place, sums, counts);
    });
    const values = interpolated(sums, counts);
    return Array.from(counts, (pairs, t) => ({ value: values[t], pairs }));
  });
  const longestLag = Math.floor(Math.max(...replicas.map(({ length }) => length)) / 2);
  return { mean, samples: all.length, longestLag, at: t => row(t).value, pairs: t => row(t).pairs };
}

/** Averages over pairs; lags without pairs lie on the line between their neighbours, those after the last are 0. */
function interpolated(sums: Float64Array, counts: Float64Array): Float64Array {
  const values = sums.map((sum, t) => (counts[t] > 0 ? sum / counts[t] : 0));
  let before = 0;
  for (let t = 1; t < values.length; t++) {
    if (counts[t] === 0) continue;
    const slope = (values[t] - values[before]) / (t - before);
    for (let between = before + 1; between < t; between++)
      values[between] = values[before] + (between - before) * slope;
    before = t;
  }
  return values;
}

function isGapless(places: Series): boolean {
  for (let i = 1; i < places.length; i++) if (places[i] !== places[i - 1] + 1) return false;
  return true;
}

function addRegular(x: Float64Array, sums: Float64Array, counts: Float64Array): void {
  const products = laggedProducts(x, sums.length);
  for (let t = 0; t < sums.length; t++) {
    sums[t] += products[t];
    counts[t] += Math.max(x.length - t, 0);
  }
}

function addPairs(x: Float64Array, places: Series, sums: Float64Array, counts: Float64Array): void {
  for (let i = 0; i < x.length; i++) {
    sums[0] += x[i] * x[i];
    for (let j = i + 1; j < x.length; j++) {
      const lag = Math.round(places[j] - places[i]);
      if (lag >= sums.length) break;
      sums[lag] += x[i] * x[j];
      counts[lag]++;
    }
  }
  counts[0] += x.length;
}

/**
 * Normalised autocorrelation ρ(t) = Γ(t)/Γ(0) for t = 0 … longestLag, for a window plot.
 * @throws RangeError where a value is not finite, the lag is beyond the series, or the series is constant
 */
export function autocorrelation(series: Series, longestLag: number): Float64Array {
  requireSeries(series, 'The series', longestLag + 1);
  const gamma = autocovariance([series]);
  const variance = gamma.at(0);
  if (variance === 0) throw new RangeError('The series is constant: its autocorrelation 0/0 is not defined.');
  return Float64Array.from({ length: longestLag + 1 }, (_, t) => gamma.at(t) / variance);
}
