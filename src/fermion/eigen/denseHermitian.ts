/** A hermitian operator as a matrix, column by column: its columns are the images of unit vectors. */
import { type HermitianSolver, hermitianSolver } from '../../kernel/index.ts';
import type { Field } from '../../lattice/index.ts';

/**
 * Fills in the matrix of the map that `apply` makes, from → to, in the order of `Field.toArray`.
 *
 * @param solver whose matrix is filled in. Default: a new one.
 */
export function denseHermitian(
  { from, to, apply }: { readonly from: Field; readonly to: Field; readonly apply: () => unknown },
  solver: HermitianSolver = hermitianSolver((from.sites.length * from.components) / 2),
): HermitianSolver {
  const { re, im, size, stride } = solver;
  const numbers = new Float64Array(2 * size);
  for (let j = 0; j < size; j++) {
    from.fromArray(numbers.fill(0).fill(1, 2 * j, 2 * j + 1));
    apply();
    const column = to.toArray();
    for (let i = 0; i < size; i++) {
      re[j * stride + i] = column[2 * i];
      im[j * stride + i] = i === j ? 0 : column[2 * i + 1];
    }
  }
  return solver;
}
