/**
 * Links as plain matrices, and products of them along paths, straight from the definition: a step +μ multiplies by U_μ(x)
 * and goes to x+μ, a step −μ goes to x−μ and multiplies by U_μ(x−μ)†. Directions are counted from 1.
 */
import type { GaugeField } from '../../../gauge/index.ts';
import type { Group } from '../../../group/index.ts';
import { type PlainLattice, plainLattice } from './lattice.ts';
import {
  imaginaryTrace,
  type PlainMatrix,
  plainDagger,
  plainIdentity,
  plainProduct,
  plainScaled,
  plainSum,
  realTrace,
} from './matrix.ts';

/** U_μ(x) and U_μ(x)† at x D + μ. */
export interface PlainLinks {
  readonly lattice: PlainLattice;
  readonly colours: number;
  readonly forward: readonly PlainMatrix[];
  readonly backward: readonly PlainMatrix[];
}

/** The reals of one site. */
export function siteNumbers(numbers: Float64Array, site: number, perSite: number): Float64Array {
  return numbers.subarray(site * perSite, (site + 1) * perSite);
}

/** The matrix with these stored reals: rows of complex numbers, or for SU(2) a0 + i a·σ. */
export function colourMatrix({ colours, linkSize }: Group, stored: Float64Array): PlainMatrix {
  if (linkSize === 2 * colours ** 2) return { size: colours, numbers: stored };
  const [a0, a1, a2, a3] = stored;
  return { size: 2, numbers: Float64Array.of(a0, a3, a2, a1, -a2, a1, a0, -a3) };
}

export function linksFrom(lattice: PlainLattice, forward: readonly PlainMatrix[]): PlainLinks {
  return { lattice, colours: forward[0].size, forward, backward: forward.map(plainDagger) };
}

export function plainLinks({ lattice, group, field }: GaugeField): PlainLinks {
  const numbers = field.toArray();
  const forward = Array.from({ length: lattice.volume * lattice.dimension }, (_, link) =>
    colourMatrix(group, siteNumbers(numbers, link, group.linkSize)),
  );
  return linksFrom(plainLattice(lattice.extents), forward);
}

/** New links, one by one: μ and x in, the matrix out. */
export function linksBy({ lattice }: PlainLinks, make: (mu: number, site: number) => PlainMatrix): PlainLinks {
  const { volume, dimension } = lattice;
  return linksFrom(
    lattice,
    Array.from({ length: volume * dimension }, (_, link) => make(link % dimension, Math.floor(link / dimension))),
  );
}

/** The product along these steps from a site. */
export function alongPath(
  { lattice, colours, forward, backward }: PlainLinks,
  steps: readonly number[],
  start: number,
) {
  let site = start;
  let product: PlainMatrix | undefined;
  for (const signed of steps) {
    const mu = Math.abs(signed) - 1;
    if (signed < 0) site = lattice.neighbour(site, mu, -1);
    const link = (signed > 0 ? forward : backward)[site * lattice.dimension + mu];
    if (signed > 0) site = lattice.neighbour(site, mu, 1);
    product = product ? plainProduct(product, link) : link;
  }
  return product ?? plainIdentity(colours);
}

/** Σ_x Re tr of the loops that take these steps from x. */
export function sumOfLoops(links: PlainLinks, loops: readonly (readonly number[])[]): number {
  return sumOverLoops(links, loops, realTrace);
}

/** Σ_x |tr|² of them. */
export function sumOfSquaredLoops(links: PlainLinks, loops: readonly (readonly number[])[]): number {
  return sumOverLoops(links, loops, loop => realTrace(loop) ** 2 + imaginaryTrace(loop) ** 2);
}

function sumOverLoops(
  links: PlainLinks,
  loops: readonly (readonly number[])[],
  value: (loop: PlainMatrix) => number,
): number {
  let total = 0;
  for (const steps of loops) {
    for (let start = 0; start < links.lattice.volume; start++) total += value(alongPath(links, steps, start));
  }
  return total;
}

/** A, the sum of staples: the loops hold the link as Re tr U_μ(x) A†. Every loop is met once where it takes that step. */
export function plainStaples(
  links: PlainLinks,
  loops: readonly (readonly number[])[],
  mu: number,
  site: number,
): PlainMatrix {
  const next = links.lattice.neighbour(site, mu, 1);
  let total = plainScaled(plainIdentity(links.colours), 0);
  for (const steps of loops) {
    for (const way of [steps, steps.toReversed().map(step => -step)]) {
      way.forEach((step, at) => {
        if (step !== mu + 1) return;
        const rest = [...way.slice(at + 1), ...way.slice(0, at)];
        total = plainSum(total, plainDagger(alongPath(links, rest, next)));
      });
    }
  }
  return total;
}
