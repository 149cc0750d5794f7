/** Link fields as plain matrices, and the paths on them: an independent second hand for the laws of the networks. */
import type { GaugeField } from '../../src/gauge/index.ts';
import { dagger, type PlainMatrix, product } from './plainMatrices.fixture.ts';

export interface PlainLinks {
  readonly extents: readonly number[];
  /** [site][μ]; sites are numbered with x fastest. */
  readonly links: readonly (readonly PlainMatrix[])[];
}

export function plainLinks(u: GaugeField): PlainLinks {
  const { group, lattice } = u;
  const numbers = u.field.toArray();
  const link = (at: number) => matrixOf(numbers.subarray(at * group.linkSize, (at + 1) * group.linkSize));
  const links = Array.from({ length: lattice.volume }, (_, site) =>
    Array.from({ length: lattice.dimension }, (_, mu) => link(site * lattice.dimension + mu)),
  );
  return { extents: lattice.extents, links };
}

/** Stored reals to matrix: complex entries, or for SU(2) a0 + i a_k σ_k. */
function matrixOf(stored: Float64Array): PlainMatrix {
  if (stored.length !== 4) return stored.slice();
  const [a0, a1, a2, a3] = stored;
  return Float64Array.of(a0, a3, a2, a1, -a2, a1, a0, -a3);
}

export function mapLinks(
  { extents, links }: PlainLinks,
  f: (link: PlainMatrix, site: number, mu: number) => PlainMatrix,
): PlainLinks {
  return { extents, links: links.map((row, site) => row.map((link, mu) => f(link, site, mu))) };
}

export function neighbour(extents: readonly number[], site: number, mu: number, steps: number): number {
  const stride = extents.slice(0, mu).reduce((a, b) => a * b, 1);
  const extent = extents[mu];
  const x = Math.floor(site / stride) % extent;
  const moved = (((x + steps) % extent) + extent) % extent;
  return site + (moved - x) * stride;
}

/** One link of a path. */
export interface PathLink {
  readonly site: number;
  readonly mu: number;
  readonly dagger: boolean;
}

/** The links met from `site` on along signed directions, counted from 1. */
export function pathLinks(extents: readonly number[], site: number, signed: readonly number[]): PathLink[] {
  let here = site;
  return signed.map(step => {
    const mu = Math.abs(step) - 1;
    const next = neighbour(extents, here, mu, Math.sign(step));
    const link = { site: step > 0 ? here : next, mu, dagger: step < 0 };
    here = next;
    return link;
  });
}

export function linkOn({ links }: PlainLinks, { site, mu, dagger: turned }: PathLink): PlainMatrix {
  return turned ? dagger(links[site][mu]) : links[site][mu];
}

export function along(u: PlainLinks, site: number, signed: readonly number[]): PlainMatrix {
  return product(...pathLinks(u.extents, site, signed).map(link => linkOn(u, link)));
}

/** The path of F_{μν; s} (side +1) or B_{μν; s} (side −1). */
export function staplePath(mu: number, nu: number, s: number, side: 1 | -1): number[] {
  const pillar = new Array<number>(s).fill(side * (nu + 1));
  return [...pillar, mu + 1, ...pillar.map(step => -step)];
}

/** The paths of all plaquette staples of a link in direction μ. */
export function plaquetteStaples(dimension: number, mu: number): number[][] {
  const others = Array.from({ length: dimension }, (_, nu) => nu).filter(nu => nu !== mu);
  return others.flatMap(nu => ([1, -1] as const).map(side => staplePath(mu, nu, 1, side)));
}
