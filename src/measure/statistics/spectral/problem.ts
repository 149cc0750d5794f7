/**
 * The data of a reconstruction in the basis of its singular values. C(τ_i) = Σ_j K_ij A_j with the covariance of C = L Lᵀ is whitened,
 *   L⁻¹C = L⁻¹K A,   L⁻¹K = U S Vᵀ,   d = UᵀL⁻¹C,   so that  χ² = Σ_l (d_l − s_l A′_l)²,  A′ = VᵀA.
 * The few columns of V that data determine are completed to an orthonormal basis by cosines, with s = 0: without these a
 * spectrum that has no negative parts could not follow precise data.
 */
import { choleskyFactor, forwardSubstitute, type Matrix } from '../cholesky.ts';
import { singularValues } from './svd.ts';

export interface SpectralProblem {
  /** Singular values of the whitened kernel, the largest first; 0 from some number on. */
  readonly singular: Float64Array;
  /** `basis[l][j]`, orthonormal, as many as frequencies. */
  readonly basis: readonly Float64Array[];
  /** d_l; 0 where singular is. */
  readonly data: Float64Array;
  /** How many singular values count. */
  readonly rank: number;
  /** Whitens a correlator: L⁻¹C, then Uᵀ. */
  readonly whiten: (correlator: readonly number[]) => Float64Array;
  /** Σ_j A_j, where it is known. */
  readonly sum?: number;
}

export interface ProblemOptions {
  /** Singular values below this share of the largest are taken for 0; 1e-10 by default. */
  readonly smallest?: number;
  readonly sum?: number;
}

/** @throws RangeError where the covariance cannot be inverted */
export function spectralProblem(
  kernel: readonly Float64Array[],
  correlator: readonly number[],
  covariance: Matrix,
  { smallest = 1e-10, sum }: ProblemOptions = {},
): SpectralProblem {
  const widths = covariance.map((row, i) => Math.sqrt(row[i]));
  const factor = choleskyFactor(covariance.map((row, i) => row.map((value, j) => value / widths[i] / widths[j])));
  if (!widths.every(width => width > 0) || 'dependentRow' in factor) {
    throw new RangeError('The covariance of the correlator cannot be inverted: take fewer times, or measure longer.');
  }
  const { lower } = factor;
  const whitened = (column: readonly number[]) =>
    forwardSubstitute(
      lower,
      column.map((value, i) => value / widths[i]),
    );
  const frequencies = kernel[0].length;
  const rows = kernel.map(() => new Float64Array(frequencies));
  for (let j = 0; j < frequencies; j++) {
    whitened(kernel.map(row => row[j])).forEach((value, i) => {
      rows[i][j] = value;
    });
  }
  const { values, left, right } = singularValues(rows, smallest);
  const basis = completed(right, frequencies);
  const whiten = (values_: readonly number[]) => {
    const white = whitened(values_);
    return Float64Array.from(basis, (_, l) => left[l]?.reduce((total, u, i) => total + u * white[i], 0) ?? 0);
  };
  return {
    singular: Float64Array.from(basis, (_, l) => values[l] ?? 0),
    basis,
    data: whiten(correlator),
    rank: values.length,
    whiten,
    ...(sum === undefined ? {} : { sum }),
  };
}

/** Orthonormal vectors and, from low to high, the cosines that they do not hold already, orthonormalised. */
function completed(vectors: readonly Float64Array[], size: number): Float64Array[] {
  const all = [...vectors];
  for (let k = 0; k < size && all.length < size; k++) {
    const wave = Float64Array.from({ length: size }, (_, j) => Math.cos((Math.PI * k * (j + 0.5)) / size));
    const before = length(wave);
    // Twice is enough for orthogonality to rounding.
    for (let pass = 0; pass < 2; pass++) {
      for (const vector of all) {
        let overlap = 0;
        for (let j = 0; j < size; j++) overlap += vector[j] * wave[j];
        for (let j = 0; j < size; j++) wave[j] -= overlap * vector[j];
      }
    }
    const after = length(wave);
    if (after > 1e-2 * before) all.push(wave.map(x => x / after));
  }
  return all;
}

const length = (vector: Float64Array) => Math.sqrt(vector.reduce((sum, x) => sum + x * x, 0));
