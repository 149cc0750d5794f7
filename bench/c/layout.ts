// From the plain layout [site][component] to the lanes' [outer site][component][lane] and back.
// Sites count x fastest, t slowest, and lane l of outer site o is the site o + l·(sites/lanes).
import { alignedReals, type Reals } from './build.ts';

/** Reals per site of each kind of field, in the order (direction or spin, row, column, re/im). */
export const reals = {
  su2: { links: 16, algebra: 12, colour: 4, spinor: 16, blocks: 32 },
  su3: { links: 72, algebra: 32, colour: 6, spinor: 24, blocks: 72 },
} as const;

/** Copies a plain field into a new aligned field for `lanes` lanes in the given precision. */
export function toLanes(plain: Reals, components: number, lanes: number, precision: 'double' | 'float'): Reals {
  const outer = plain.length / components / lanes;
  const field = alignedReals(plain.length, precision);
  for (let o = 0; o < outer; o++) {
    for (let c = 0; c < components; c++) {
      for (let lane = 0; lane < lanes; lane++) {
        field[(o * components + c) * lanes + lane] = plain[(o + lane * outer) * components + c];
      }
    }
  }
  return field;
}

/** Copies a field of lanes back into a new plain field of doubles. */
export function fromLanes(field: Reals, components: number, lanes: number): Float64Array {
  const outer = field.length / components / lanes;
  const plain = new Float64Array(field.length);
  for (let o = 0; o < outer; o++) {
    for (let c = 0; c < components; c++) {
      for (let lane = 0; lane < lanes; lane++) {
        plain[(o + lane * outer) * components + c] = field[(o * components + c) * lanes + lane];
      }
    }
  }
  return plain;
}
