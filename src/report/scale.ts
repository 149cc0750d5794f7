/** From numbers to pixels: linear and logarithmic scales, and round tick values. */

export interface Scale {
  readonly from: number;
  readonly to: number;
  /** Pixel of a value. */
  (value: number): number;
}

/** Below this share of the values themselves an interval is lost in rounding. */
const narrowest = 1e-12;

export function isLostInRounding([from, to]: readonly [number, number]): boolean {
  return to - from <= narrowest * Math.max(Math.abs(from), Math.abs(to));
}

/** Maps [from, to] linearly onto [start, end]; an interval that is empty up to rounding is opened a little. */
export function linearScale([from, to]: readonly [number, number], [start, end]: readonly [number, number]): Scale {
  const size = Math.max(Math.abs(from), Math.abs(to));
  const half = isLostInRounding([from, to]) ? Math.max(0.01 * size, narrowest) : 0;
  const low = from - half;
  const high = to + half;
  const map = (value: number) => start + ((value - low) / (high - low)) * (end - start);
  return Object.assign(map, { from: low, to: high });
}

/** Smallest and largest of many values; [0, 1] when there are none. */
export function rangeOf(values: Iterable<number>): [number, number] {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const value of values) {
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  return low > high ? [0, 1] : [low, high];
}

/** The range with a margin on both sides, so that curves do not touch the frame. */
export function padded([low, high]: readonly [number, number], share = 0.05): [number, number] {
  const margin = (high - low) * share;
  return [low - margin, high + margin];
}

/** About `count` round values (1, 2 or 5 times a power of ten apart) inside a scale that is not empty. */
export function ticks({ from, to }: { readonly from: number; readonly to: number }, count = 5): number[] {
  const rough = (to - from) / count;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * ([1, 2, 5].find(factor => factor * power >= rough) ?? 10);
  const first = Math.ceil(from / step);
  const number = Math.min(Math.floor(to / step) - first, count) + 1;
  return Array.from({ length: Math.max(number, 0) }, (_, index) => Number(((first + index) * step).toPrecision(12)));
}

/** Maps [from, to], both positive, logarithmically onto [start, end]; an empty interval is opened to a factor of two. */
export function logarithmicScale(range: readonly [number, number], pixels: readonly [number, number]): Scale {
  const [from, to] = range[1] > range[0] * (1 + narrowest) ? range : [range[0] / 2, range[1] * 2];
  const linear = linearScale([Math.log(from), Math.log(to)], pixels);
  return Object.assign((value: number) => linear(Math.log(value)), { from, to });
}

const mostPowers = 8;

/** Powers of ten inside a logarithmic scale; with 2 and 5 times them where there are fewer than three. */
export function logarithmicTicks({ from, to }: { readonly from: number; readonly to: number }): number[] {
  const [first, last] = [Math.floor(Math.log10(from)), Math.ceil(Math.log10(to))];
  const stride = Math.max(1, Math.ceil((last - first) / mostPowers));
  const powers = Array.from({ length: Math.floor((last - first) / stride) + 1 }, (_, k) => first + k * stride);
  const among = (factors: readonly number[]) =>
    powers
      .flatMap(power => factors.map(factor => Number((factor * 10 ** power).toPrecision(12))))
      .filter(value => value >= from && value <= to);
  const decades = among([1]);
  const finer = decades.length >= 3 ? decades : among([1, 2, 5]);
  return finer.length >= 2 ? finer : ticks({ from, to });
}
