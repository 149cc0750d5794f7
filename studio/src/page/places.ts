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
