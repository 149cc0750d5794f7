/**
 * Energies from a matrix of correlators C_ij(t) = ⟨O_i(t) O_j(0)⟩ by the generalised eigenvalue problem
 *   C(t) v_n = λ_n(t, t₀) C(t₀) v_n,   λ_n = e^{−E_n (t − t₀)} for as many states as operators.
 * With C(t₀) = L Lᵀ it is the symmetric problem of L⁻¹ C(t) L⁻ᵀ. The vectors of one time t_d, normalised to
 * v_nᵀ C(t₀) v_n = 1, make the principal correlators v_nᵀ C(t) v_n, which are linear in the data: each is a correlator
 * of one state and is analysed like any other.
 * M. Lüscher and U. Wolff, Nucl. Phys. B 339 (1990) 222; B. Blossier et al., JHEP 04 (2009) 094, arXiv:0902.1265.
 */
import { choleskyFactor, forwardSubstitute, type Matrix } from './cholesky.ts';
import { symmetricEigen } from './symmetricEigen.ts';

export interface Principal {
  /** λ_n, the largest first, that is the lowest energy. */
  readonly values: readonly number[];
  /** `vectors[n]` is v_n. */
  readonly vectors: readonly (readonly number[])[];
}

/**
 * Solves A v = λ B v; both are made symmetric first.
 * @throws RangeError where B is not positive definite
 */
export function generalisedEigen(a: Matrix, b: Matrix): Principal {
  const factor = choleskyFactor(symmetrised(b));
  if ('dependentRow' in factor) {
    throw new RangeError(
      `C(t0) is not positive definite at row ${factor.dependentRow}: choose an earlier t0, or operators that differ more.`,
    );
  }
  const { lower } = factor;
  const half = transposed(symmetrised(a).map(row => forwardSubstitute(lower, row)));
  const { values, vectors } = symmetricEigen(half.map(row => forwardSubstitute(lower, row)));
  return { values, vectors: vectors.map(vector => backSubstitute(lower, vector)) };
}

/**
 * The vectors of the principal correlators from the averages of a matrix.
 * @param matrices `matrices[t]` is C(t)
 * @throws RangeError as {@link generalisedEigen}, and for times that are not there or t_d ≤ t₀
 */
export function principalVectors(matrices: readonly Matrix[], t0: number, td: number): readonly (readonly number[])[] {
  if (!(t0 >= 0 && td > t0 && td < matrices.length)) {
    throw new RangeError(`t0 = ${t0} and td = ${td} are asked for; expected 0 ≤ t0 < td < ${matrices.length}.`);
  }
  return generalisedEigen(matrices[td], matrices[t0]).vectors;
}

/** vᵀ C v. */
export function projection(vector: readonly number[], matrix: Matrix): number {
  let sum = 0;
  for (let i = 0; i < vector.length; i++) {
    for (let j = 0; j < vector.length; j++) sum += vector[i] * matrix[i][j] * vector[j];
  }
  return sum;
}

function symmetrised(matrix: Matrix): number[][] {
  return matrix.map((row, i) => row.map((value, j) => 0.5 * (value + matrix[j][i])));
}

function transposed(matrix: Matrix): number[][] {
  return matrix.map((_, i) => matrix.map(row => row[i]));
}

/** Solves Lᵀ x = b. */
function backSubstitute(lower: Matrix, b: readonly number[]): number[] {
  const x = [...b];
  for (let i = b.length - 1; i >= 0; i--) {
    for (let k = i + 1; k < b.length; k++) x[i] -= lower[k][i] * x[k];
    x[i] /= lower[i][i];
  }
  return x;
}
