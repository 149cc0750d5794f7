/** Sites of a picture by their coordinates, for tables. */

export const axisNames = (dimension: number): string[] => ['x', 'y', 'z', 't'].slice(0, dimension);

/** Coordinates of all sites, x fastest, as columns. */
export function placesOf(extents: readonly number[]): Float64Array[] {
  const volume = extents.reduce((product, extent) => product * extent, 1);
  let stride = 1;
  return extents.map(extent => {
    const below = stride;
    stride *= extent;
    return Float64Array.from({ length: volume }, (_, site) => Math.floor(site / below) % extent);
  });
}

/** Where a field of more than two dimensions is cut first: coordinates after the first two, of the place that stands out most. */
export function strongestCut({ extents, values }: { extents: readonly number[]; values: Float32Array }): number[] {
  let mean = 0;
  for (const value of values) mean += value / values.length;
  let [place, farthest] = [0, 0];
  values.forEach((value, site) => {
    if (Math.abs(value - mean) > farthest) [place, farthest] = [site, Math.abs(value - mean)];
  });
  let rest = extents.slice(0, 2).reduce((index, extent) => Math.floor(index / extent), place);
  const cut = extents.slice(2).map(extent => {
    const coordinate = rest % extent;
    rest = Math.floor(rest / extent);
    return coordinate;
  });
  return [...cut, 0, 0].slice(0, 2);
}
