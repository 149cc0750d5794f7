/**
 * Planar Wilson loops of a static pair at distance R for a time T,
 *   W(R, T) = (1/V n) Σ_x Σ_planes (1/N) Re tr [ S_R(x) P_T(x + R μ) S_R(x + T ν)† P_T(x)† ],
 * unit links give 1. S_R is the line of R links along μ, P_T the line of T links along ν. The n planes are those of a
 * spatial μ with ν = time, or all ordered pairs of directions.
 *
 * All R and T come from a handful of kernels: a line grows by one product per link, and its images at x + R μ and
 * x + T ν by one shift per step, so that every loop is a product of four fields at the same site.
 *
 * Reference: K. G. Wilson, Phys. Rev. D 10, 2445 (1974).
 */
import type { GaugeField } from '../../../gauge/index.ts';
import { lineMaker, loopOfSides } from '../lines.ts';
import type { Observable } from '../observable.ts';
import { withScratch } from '../scratch.ts';
import { type LoopSmearing, withSmearedLinks } from './loopSmearing.ts';
import type { Side } from './roundTheBox.ts';

export interface WilsonLoopOptions extends LoopSmearing {
  /** Longest R. */
  readonly maxR: number;
  /** Longest T. */
  readonly maxT: number;
  /** 'time': R is spatial and T is in time; 'all': every plane, both ways. Default 'time'. */
  readonly planes?: 'time' | 'all';
}

/** The longest sides and the box. */
export function wilsonLoopSides(
  { maxR, maxT, planes }: Pick<WilsonLoopOptions, 'maxR' | 'maxT' | 'planes'>,
  extents: readonly number[],
): Side[] {
  const space = Math.min(...extents.slice(0, -1));
  const time = extents[extents.length - 1];
  const [ofR, ofT] = planes === 'all' ? [Math.min(space, time), Math.min(space, time)] : [space, time];
  return [
    { name: 'R', links: maxR, sites: ofR },
    { name: 'T', links: maxT, sites: ofT },
  ];
}

/**
 * W(R, T) as `table[R-1][T-1]`.
 *
 * @throws if maxR or maxT is not a positive whole number
 */
export function wilsonLoopTable(u: GaugeField, options: WilsonLoopOptions): number[][] {
  const { maxR, maxT, planes = 'time' } = options;
  requireLengths({ maxR, maxT });
  const { dimension, volume } = u.lattice;
  const directions = Array.from({ length: dimension }, (_, mu) => mu);
  const times = planes === 'all' ? directions : [dimension - 1];
  const table = Array.from({ length: maxR }, () => new Array<number>(maxT).fill(0));
  withSmearedLinks(u, options, (spatial, temporal) => {
    for (const nu of times) {
      for (const mu of directions) if (mu !== nu) addPlane(spatial, temporal, [mu, nu], table);
    }
  });
  const norm = 1 / (times.length * (dimension - 1) * volume * u.group.colours);
  return table.map(row => row.map(total => norm * total));
}

/** Adds the sums over sites of the loops in one plane, R along μ and T along ν. */
function addPlane(spatial: GaugeField, temporal: GaugeField, [mu, nu]: readonly [number, number], table: number[][]) {
  const { group, lattice } = spatial;
  const trace = loopOfSides(group, lattice.dimension);
  withScratch(lattice, scratch => {
    const { links, join, shift, upTo } = lineMaker(group, lattice.dimension, scratch);
    const uprights = upTo(table[0].length, temporal, nu);
    let farUprights = uprights;
    const across = links(spatial, mu);
    let bottom = across;
    table.forEach((row, r) => {
      const moved = farUprights.map(line => shift(line, mu));
      if (r > 0) {
        for (const line of farUprights) scratch.giveBack(line);
        bottom = join(across, mu, bottom);
      }
      farUprights = moved;
      let top = bottom;
      row.forEach((_, t) => {
        const higher = shift(top, nu);
        if (t > 0) scratch.giveBack(top);
        top = higher;
        row[t] += trace.run({ A: bottom, B: farUprights[t], C: top, D: uprights[t] }).trace;
      });
      scratch.giveBack(top);
    });
  });
}

const count = (last: number) => Array.from({ length: last }, (_, k) => k + 1);

/** @throws unless all of them are positive whole numbers */
export function requireLengths(lengths: Readonly<Record<string, number>>): void {
  for (const [name, length] of Object.entries(lengths)) {
    if (!(Number.isInteger(length) && length >= 1)) {
      throw new Error(`Wilson loops need a positive whole number of links as ${name}, but ${length} was given.`);
    }
  }
}

/** W(1,1), W(1,2) … W(1,maxT), W(2,1) … W(maxR,maxT). */
export function wilsonLoops(options: WilsonLoopOptions): Observable<GaugeField, number[]> {
  const { maxR, maxT, planes = 'time' } = options;
  requireLengths({ maxR, maxT });
  return {
    name: 'wilson_loops',
    normalisation:
      `(1/N) Re tr averaged over sites and ${planes === 'all' ? 'all planes' : 'the planes of a spatial direction and time'}, ` +
      `W(R,T) with T fastest, R = 1..${maxR}, T = 1..${maxT}`,
    coordinates: {
      R: count(maxR).flatMap(R => count(maxT).map(() => R)),
      T: count(maxR).flatMap(() => count(maxT)),
    },
    measure: u => wilsonLoopTable(u, options).flat(),
  };
}
