/** Sums over the slices of a lattice: the sites that share their coordinate in one direction. x runs fastest. */

/** `sums[t]` of one number per site, over the sites with coordinate t in `direction` (default: time, the last). */
export function sliceSums(
  numbers: Float64Array,
  extents: readonly number[],
  direction = extents.length - 1,
): Float64Array {
  const stride = extents.slice(0, direction).reduce((a, b) => a * b, 1);
  const sums = new Float64Array(extents[direction]);
  for (let site = 0; site < numbers.length; site++) sums[Math.floor(site / stride) % sums.length] += numbers[site];
  return sums;
}

/** `C(t) = (1/L) sum_{t0} a(t0 + t) b(t0)` on a periodic direction of L = a.length slices. */
export function periodicCorrelation(a: Float64Array, b: Float64Array): number[] {
  const L = a.length;
  return Array.from(a, (_, t) => {
    let total = 0;
    for (let start = 0; start < L; start++) total += a[(start + t) % L] * b[start];
    return total / L;
  });
}
