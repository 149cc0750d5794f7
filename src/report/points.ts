/** Points of a curve, thinned out so that a long run still makes a small file that shows every excursion. */

export interface Point {
  readonly x: number;
  readonly y: number;
}

const mostBins = 700;

/** Of each of at most 700 equal stretches keeps the first, lowest, highest and last point, in order. */
export function thinned(points: readonly Point[]): readonly Point[] {
  if (points.length <= 4 * mostBins) return points;
  const kept: Point[] = [];
  for (let bin = 0; bin < mostBins; bin++) {
    const start = Math.floor((bin * points.length) / mostBins);
    const end = Math.floor(((bin + 1) * points.length) / mostBins);
    let lowest = start;
    let highest = start;
    for (let i = start; i < end; i++) {
      if (points[i].y < points[lowest].y) lowest = i;
      if (points[i].y > points[highest].y) highest = i;
    }
    const chosen = [...new Set([start, lowest, highest, end - 1])].sort((one, other) => one - other);
    for (const index of chosen) kept.push(points[index]);
  }
  return kept;
}
