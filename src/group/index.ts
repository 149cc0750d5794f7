/** What a link is: product, dagger, algebra, exp, and the way back to the group. */

export { type ColourVector, Complex, innerProduct } from './complex.ts';
export { algebra, blends, colourVectors, links, type MatrixReader, type MatrixWriter, matrices } from './fields.ts';
export type { Group } from './group.ts';
export { apply, ComplexMatrix, type Matrix, Quaternion } from './matrix.ts';
export { traceSweep } from './maximalTrace.ts';
export { groupNamed } from './named.ts';
export { SU2 } from './su2.ts';
export {
  choose,
  type Element,
  inverse,
  normalised,
  type Part,
  power,
  product,
  realPart,
  type Subgroup,
  subgroupsOf,
} from './subgroups.ts';
export { specialUnitary } from './sun.ts';
export { U1 } from './u1.ts';
