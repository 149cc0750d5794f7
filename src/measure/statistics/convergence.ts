/**
 * Do several chains agree, and how many independent draws are they worth?
 *   R-hat = √(var+ / W),  var+ = (n−1)/n W + B/n,
 * W the mean variance within half-chains of length n, B/n the variance of their means. Computed on normal scores of
 * ranks, z = Φ⁻¹((rank − 3/8)/(S + ¼)), and on the scores of |x − median|; the larger of the two is R-hat.
 *   ESS = S / τ,  τ = −1 + 2 Σ_k P_k,  P_k = ρ(2k) + ρ(2k+1) while positive, made monotone (Geyer 1992).
 * Vehtari, Gelman, Simpson, Carpenter, Bürkner, Bayesian Analysis 16 (2021) 667, arXiv:1903.08008.
 * Here τ follows that paper (1 for independent draws), twice the τ_int of an estimate.
 */
import { growingTable, joined } from './autocovariance.ts';
import { laggedProducts } from './fourier.ts';
import { averageOf, isConstant, requireSeries, type Series, varianceOf } from './series.ts';
import { inverseNormal } from './special.ts';

/** A replica is split into halves; each half needs four values. */
export const SHORTEST_REPLICA = 8;

/**
 * Rank-normalised split R-hat; below 1.01 is good. One chain alone compares its two halves.
 * Replicas of different lengths are cut to the last values of each, as many as the shortest has.
 * @throws RangeError for replicas of fewer than 8 values, NaN or infinities, or where all values are equal
 */
export function splitRHat(replicas: readonly Series[]): number {
  const halves = splitHalves(replicas);
  const bulk = plainRHat(normalScores(halves));
  const folded = foldedAtMedian(halves);
  return isConstant(folded) ? bulk : Math.max(bulk, plainRHat(normalScores(folded)));
}

/** Effective sample size for the centre of the distribution. Arguments and errors as {@link splitRHat}. */
export function bulkEffectiveSamples(replicas: readonly Series[]): number {
  return bulkOf(splitHalves(replicas));
}

/** Effective sample size for the tails: the smaller of those for the 5% and 95% quantiles. */
export function tailEffectiveSamples(replicas: readonly Series[]): number {
  return tailOf(splitHalves(replicas));
}

/** Both at once, at a smaller price. */
export function effectiveSamplesOf(replicas: readonly Series[]): { readonly bulk: number; readonly tail: number } {
  const halves = splitHalves(replicas);
  const sorted = joined(halves).sort();
  return { bulk: bulkOf(halves, sorted), tail: tailOf(halves, sorted) };
}

function bulkOf(halves: readonly Float64Array[], sorted?: Float64Array): number {
  return effectiveSamples(normalScores(halves, sorted));
}

function tailOf(halves: readonly Float64Array[], sorted = joined(halves).sort()): number {
  const below = (p: number) => {
    const edge = quantile(sorted, p);
    const indicator = halves.map(half => half.map(x => (x <= edge ? 1 : 0)));
    return isConstant(indicator) ? Number.POSITIVE_INFINITY : effectiveSamples(indicator);
  };
  return Math.min(below(0.05), below(0.95), sorted.length * Math.log10(sorted.length));
}

function splitHalves(replicas: readonly Series[]): Float64Array[] {
  if (replicas.length === 0) throw new RangeError('No replica is given, convergence needs at least one.');
  replicas.forEach((replica, r) => {
    requireSeries(replica, `Replica ${r}`, SHORTEST_REPLICA);
  });
  if (isConstant(replicas)) {
    throw new RangeError(
      `All values are ${replicas[0][0]}: R-hat and effective samples of a constant are not defined.`,
    );
  }
  const length = Math.min(...replicas.map(replica => replica.length));
  const half = Math.floor(length / 2);
  return replicas.flatMap(replica => {
    const last = Float64Array.from(replica).subarray(replica.length - length);
    return [last.slice(0, half), last.slice(length - half)];
  });
}

/** Scores of the ranks over all chains together; equal values share their average rank. */
function normalScores(chains: readonly Float64Array[], sorted = joined(chains).sort()): Float64Array[] {
  const scores = new Float64Array(sorted.length);
  for (let first = 0, next = 0; first < sorted.length; first = next) {
    while (next < sorted.length && sorted[next] === sorted[first]) next++;
    scores[first] = inverseNormal(((first + next + 1) / 2 - 3 / 8) / (sorted.length + 1 / 4));
  }
  const below = counter(sorted);
  return chains.map(chain => chain.map(x => scores[below(x)]));
}

/** How many of the sorted values lie below one of them: equal cells narrow the search to a few. */
function counter(sorted: Float64Array): (x: number) => number {
  const lowest = sorted[0];
  const cells = Math.ceil(sorted.length / 8);
  const perCell = (sorted[sorted.length - 1] - lowest) / cells;
  const edges = Uint32Array.from({ length: cells + 1 }, (_, cell) =>
    countBelow(sorted, lowest + cell * perCell, 0, sorted.length),
  );
  return x => {
    // A cell further on both sides, since the number of the cell is rounded.
    const cell = Math.min(Math.floor((x - lowest) / perCell), cells - 1);
    return countBelow(sorted, x, edges[Math.max(cell - 1, 0)], edges[cell + 2] ?? sorted.length);
  };
}

function countBelow(sorted: Float64Array, x: number, from: number, to: number): number {
  let low = from;
  let high = to;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle] < x) low = middle + 1;
    else high = middle;
  }
  return low;
}

function foldedAtMedian(chains: readonly Float64Array[]): Float64Array[] {
  const median = quantile(joined(chains).sort(), 0.5);
  return chains.map(chain => chain.map(x => Math.abs(x - median)));
}

/** Quantile by linear interpolation between order statistics. */
function quantile(sorted: Float64Array, p: number): number {
  const position = p * (sorted.length - 1);
  const below = Math.floor(position);
  const above = Math.min(below + 1, sorted.length - 1);
  return sorted[below] + (position - below) * (sorted[above] - sorted[below]);
}

function spreads(chains: readonly Float64Array[]): { within: number; total: number } {
  const n = chains[0].length;
  const means = chains.map(averageOf);
  const within = averageOf(chains.map((chain, m) => varianceOf(chain, means[m])));
  return { within, total: ((n - 1) / n) * within + varianceOf(means, averageOf(means)) };
}

function plainRHat(chains: readonly Float64Array[]): number {
  const { within, total } = spreads(chains);
  return Math.sqrt(total / within);
}

function effectiveSamples(chains: readonly Float64Array[]): number {
  const n = chains[0].length;
  const count = n * chains.length;
  const { within, total } = spreads(chains);
  const deviations = chains.map(chain => {
    const mean = averageOf(chain);
    return chain.map(x => x - mean);
  });
  const product = growingTable(lags => {
    const products = deviations.map(x => laggedProducts(x, Math.min(lags, n)));
    return products[0].map((_, t) => averageOf(products.map(p => p[t] / n)));
  });
  const rho = (t: number) => 1 - (within - product(t)) / total;

  let pair = 1 + rho(1);
  let sum = 0;
  for (let t = 2; pair > 0; t += 2) {
    sum += pair;
    if (t + 1 >= n) break;
    pair = Math.min(pair, rho(t) + rho(t + 1));
  }
  return count / Math.max(2 * sum - 1, 1 / Math.log10(count));
}
