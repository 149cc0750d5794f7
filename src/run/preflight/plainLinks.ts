/**
 * Links as plain matrices, and closed loops of them, straight from the definition: a step +μ multiplies by U_μ(x) and
 * goes to x+μ, a step −μ goes to x−μ and multiplies by U_μ(x−μ)†. Directions are counted from 1.
 */
import type { GaugeField } from '../../gauge/index.ts';
import type { Group } from '../../group/index.ts';
import { imaginaryTrace, type PlainMatrix, plainDagger, plainProduct, realTrace } from './plainMatrix.ts';

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

/** Σ_x Re tr of the loops that take these steps from x. */
export function sumOfLoops(u: GaugeField, loops: readonly (readonly number[])[]): number {
  return sumOverLoops(u, loops, realTrace);
}

/** Σ_x |tr|² of them. */
export function sumOfSquaredLoops(u: GaugeField, loops: readonly (readonly number[])[]): number {
  return sumOverLoops(u, loops, loop => realTrace(loop) ** 2 + imaginaryTrace(loop) ** 2);
}

function sumOverLoops(
  u: GaugeField,
  loops: readonly (readonly number[])[],
  value: (loop: PlainMatrix) => number,
): number {
  const { extents, dimension, volume } = u.lattice;
  const numbers = u.field.toArray();
  const { linkSize } = u.group;
  const forward = Array.from({ length: volume * dimension }, (_, link) =>
    colourMatrix(u.group, siteNumbers(numbers, link, linkSize)),
  );
  const backward = forward.map(plainDagger);
  const strides = extents.map((_, mu) => extents.slice(0, mu).reduce((product, length) => product * length, 1));
  const neighbour = (site: number, mu: number, sign: number): number => {
    const coordinate = Math.floor(site / strides[mu]) % extents[mu];
    const next = (coordinate + sign + extents[mu]) % extents[mu];
    return site + (next - coordinate) * strides[mu];
  };
  let total = 0;
  for (const steps of loops) {
    for (let start = 0; start < volume; start++) {
      let site = start;
      let product: PlainMatrix | undefined;
      for (const signed of steps) {
        const mu = Math.abs(signed) - 1;
        if (signed < 0) site = neighbour(site, mu, -1);
        const link = (signed > 0 ? forward : backward)[site * dimension + mu];
        if (signed > 0) site = neighbour(site, mu, 1);
        product = product ? plainProduct(product, link) : link;
      }
      total += value(product!);
    }
  }
  return total;
}
