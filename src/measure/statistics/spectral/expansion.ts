/** Between spectra A_j and their numbers A′_l in an orthonormal basis. */
import type { SpectralProblem } from './problem.ts';

/** V A′ */
export function at(basis: readonly Float64Array[], numbers: ArrayLike<number>): Float64Array {
  const values = new Float64Array(basis[0].length);
  for (let l = 0; l < numbers.length; l++) {
    const column = basis[l];
    for (let j = 0; j < values.length; j++) values[j] += numbers[l] * column[j];
  }
  return values;
}

/** Vᵀ A */
export function onBasis(basis: readonly Float64Array[], values: Float64Array): Float64Array {
  return Float64Array.from(basis, column => {
    let sum = 0;
    for (let j = 0; j < values.length; j++) sum += column[j] * values[j];
    return sum;
  });
}

/** χ² = Σ_l (d_l − s_l A′_l)², of other data than those of the problem where they are given. */
export function misfitOf(
  { basis, singular, data, rank }: SpectralProblem,
  spectrum: Float64Array,
  other = data,
): number {
  return onBasis(basis.slice(0, rank), spectrum).reduce((sum, a, l) => sum + (other[l] - singular[l] * a) ** 2, 0);
}
