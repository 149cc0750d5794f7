/** Where the Binder cumulants of two lattices are equal: at a critical point, up to corrections that vanish with their sizes. */
import type { Measured, Reweighted, Sample } from '../../measure/statistics/index.ts';

export interface Crossing {
  /** The extents of both lattices. */
  readonly between: readonly [readonly number[], readonly number[]];
  readonly coupling: Measured;
  /** The cumulant there. */
  readonly binder: Measured;
}

interface Lattice {
  readonly set: Reweighted;
  readonly extent: readonly number[];
}

/** Of every pair of lattices that cross once or more: the crossing nearest to the middle of the couplings. */
export function crossingsOf(lattices: readonly Lattice[], couplings: readonly number[]): Crossing[] {
  return lattices.flatMap((a, i) =>
    lattices.slice(i + 1).flatMap(b => {
      const whole = crossing(a.set.whole, b.set.whole, couplings);
      if (whole === undefined) return [];
      // The lattices are independent: each is resampled beside the other as it is.
      const parts = [
        a.set.estimates(sample => crossing(sample, b.set.whole, couplings) ?? nowhere),
        b.set.estimates(sample => crossing(a.set.whole, sample, couplings) ?? nowhere),
      ];
      const [coupling, binder] = whole.map((mean, k) => ({
        mean,
        error: Math.hypot(...parts.map(part => part[k].error)),
      }));
      return [{ between: [a.extent, b.extent] as const, coupling, binder }];
    }),
  );
}

/** Of the distance of two couplings. */
const CLOSE = 1e-5;
const MOST_STEPS = 50;
const nowhere = [Number.NaN, Number.NaN];

/** The coupling and the cumulant, by false position with the Illinois weights. */
function crossing(a: Sample, b: Sample, couplings: readonly number[]): number[] | undefined {
  const distance = (coupling: number) => a.momentsAt(coupling).binder - b.momentsAt(coupling).binder;
  const distances = couplings.map(distance);
  const middle = (couplings.length - 2) / 2;
  const changes = distances
    .flatMap((value, k) => (k > 0 && value * distances[k - 1] < 0 ? [k] : []))
    .sort((k, l) => Math.abs(k - 1 - middle) - Math.abs(l - 1 - middle));
  if (changes.length === 0) return undefined;
  const [first] = changes;
  let [low, high] = [couplings[first - 1], couplings[first]];
  let [atLow, atHigh] = [distances[first - 1], distances[first]];
  const close = CLOSE * (high - low);
  let at = low;
  for (let step = 0; step < MOST_STEPS; step++) {
    const before = at;
    at = (low * atHigh - high * atLow) / (atHigh - atLow);
    const here = distance(at);
    if (here === 0 || Math.abs(at - before) < close) break;
    if (here * atHigh < 0) [low, atLow] = [high, atHigh];
    else atLow /= 2;
    [high, atHigh] = [at, here];
  }
  return [at, a.momentsAt(at).binder];
}
