/** Sites of a periodic lattice by their numbers, x fastest: neighbours and parities. */
export interface PlainLattice {
  readonly extents: readonly number[];
  readonly dimension: number;
  readonly volume: number;
  /** Of a site. */
  coordinates(site: number): number[];
  /** The site `steps` further in direction μ. */
  neighbour(site: number, mu: number, steps: number): number;
  isEven(site: number): boolean;
}

export function plainLattice(extents: readonly number[]): PlainLattice {
  const strides = extents.map((_, mu) => extents.slice(0, mu).reduce((product, length) => product * length, 1));
  const coordinate = (site: number, mu: number) => Math.floor(site / strides[mu]) % extents[mu];
  const coordinates = (site: number) => extents.map((_, mu) => coordinate(site, mu));
  return {
    extents,
    dimension: extents.length,
    volume: extents.reduce((product, length) => product * length, 1),
    coordinates,
    neighbour(site, mu, steps) {
      const length = extents[mu];
      const here = coordinate(site, mu);
      const there = (((here + steps) % length) + length) % length;
      return site + (there - here) * strides[mu];
    },
    isEven: site => coordinates(site).reduce((sum, x) => sum + x, 0) % 2 === 0,
  };
}
