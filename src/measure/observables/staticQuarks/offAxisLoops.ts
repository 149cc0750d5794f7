/**
 * Wilson loops of a static pair at any spatial separation d, on or off the axes:
 *   W(d, T) = (1/V n n_d²) Σ_x Σ_{d'} (1/N) Re tr [ S_d'(x) P_T(x + d') S_d'(x + T t)† P_T(x)† ],
 * S_d the sum of the n_d shortest paths (spatialPaths.ts), d' the n images of d under permutations and reflections of
 * the spatial axes, of d' and −d' only one. Unit links give 1.
 *
 * Reference: G. S. Bali and K. Schilling, Phys. Rev. D 46, 2636 (1992).
 */
import type { GaugeField } from '../../../gauge/index.ts';
import type { Field } from '../../../lattice/index.ts';
import { lineMaker, loopOfSides } from '../lines.ts';
import type { Observable } from '../observable.ts';
import { type Scratch, withScratch } from '../scratch.ts';
import { type LoopSmearing, withSmearedLinks } from './loopSmearing.ts';
import type { Side } from './roundTheBox.ts';
import { numberOfPaths, sumOfPaths } from './spatialPaths.ts';
import { requireLengths } from './wilsonLoops.ts';

export interface OffAxisOptions extends LoopSmearing {
  /** Spatial separations, such as [1, 1, 0] or [2, 1, 1]; signs and order do not matter. */
  readonly separations: readonly (readonly number[])[];
  /** Longest T. */
  readonly maxT: number;
}

/** The longest sides and the box: a separation reaches along each axis, and its images along the shortest. */
export function offAxisSides(
  { separations, maxT }: Pick<OffAxisOptions, 'separations' | 'maxT'>,
  extents: readonly number[],
): Side[] {
  const reach = Math.max(...separations.flat().map(Math.abs), 0);
  return [
    { name: 'a component of d', links: reach, sites: Math.min(...extents.slice(0, -1)) },
    { name: 'T', links: maxT, sites: extents[extents.length - 1] },
  ];
}

/**
 * W(d, T) as `table[k][T-1]` for separation number k.
 *
 * @throws if a separation is zero or has not one whole number per spatial direction, or maxT is no positive number
 */
export function offAxisLoopTable(u: GaugeField, options: OffAxisOptions): number[][] {
  const { separations, maxT } = options;
  requireLengths({ maxT });
  const { group, lattice } = u;
  return withSmearedLinks(u, options, (spatial, temporal) =>
    withScratch(lattice, scratch => {
      const { upTo } = lineMaker(group, lattice.dimension, scratch);
      const uprights = upTo(maxT, temporal, lattice.dimension - 1);
      return separations.map(d => {
        requireSeparation(d, lattice.dimension - 1);
        const images = imagesOf(d);
        const row = new Array<number>(maxT).fill(0);
        for (const image of images) withScratch(lattice, inner => addSeparation(spatial, uprights, image, row, inner));
        const norm = 1 / (images.length * numberOfPaths(d) ** 2 * lattice.volume * group.colours);
        return row.map(total => norm * total);
      });
    }),
  );
}

function addSeparation(
  u: GaugeField,
  uprights: readonly Field[],
  d: readonly number[],
  row: number[],
  scratch: Scratch,
): void {
  const { group, lattice } = u;
  const { dimension } = lattice;
  const { shift } = lineMaker(group, dimension, scratch);
  const bottom = sumOfPaths(u, [...d, 0], scratch);
  let top = bottom;
  uprights.forEach((upright, t) => {
    const higher = shift(top, dimension - 1);
    if (t > 0) scratch.giveBack(top);
    top = higher;
    let far = upright;
    d.forEach((steps, mu) => {
      if (steps === 0) return;
      const moved = shift(far, mu, steps);
      if (far !== upright) scratch.giveBack(far);
      far = moved;
    });
    row[t] += loopOfSides(group, dimension).run({ A: bottom, B: far, C: top, D: upright }).trace;
    scratch.giveBack(far);
  });
}

/** All permutations and reflections of d, of every pair d', −d' the one whose first number that is not zero is positive. */
export function imagesOf(d: readonly number[]): number[][] {
  const images = new Map<string, number[]>();
  const extend = (chosen: readonly number[], rest: readonly number[]) => {
    if (rest.length === 0) {
      const leading = chosen.find(component => component !== 0);
      if (leading !== undefined && leading > 0) images.set(chosen.join(), [...chosen]);
      return;
    }
    rest.forEach((component, k) => {
      for (const sign of component === 0 ? [1] : [1, -1]) extend([...chosen, sign * component], rest.toSpliced(k, 1));
    });
  };
  extend([], d.map(Math.abs));
  return [...images.values()];
}

function requireSeparation(d: readonly number[], directions: number): void {
  if (d.length === directions && d.every(Number.isInteger) && d.some(component => component !== 0)) return;
  throw new Error(
    `A separation is ${directions} whole numbers, not all zero, on this lattice; found [${d}]: give such as ` +
      `[${[1, 1, 0].slice(0, directions)}].`,
  );
}

/** W(d, 1) … W(d, maxT) for one separation after the other. */
export function offAxisLoops(options: OffAxisOptions): Observable<GaugeField, number[]> {
  const { separations, maxT } = options;
  return {
    name: 'off_axis_loops',
    normalisation:
      `(1/N) Re tr averaged over sites, shortest paths and images of the separation, W(d,T) with T fastest, ` +
      `d = ${separations.map(d => `(${d})`).join(', ')}, T = 1..${maxT}`,
    coordinates: {
      d: separations.flatMap(d => new Array<string>(maxT).fill(d.join())),
      T: separations.flatMap(() => Array.from({ length: maxT }, (_, t) => t + 1)),
    },
    measure: u => offAxisLoopTable(u, options).flat(),
  };
}
