/**
 * How N_f flavours become a power of a determinant.
 *
 * One staggered field describes four flavours, det D; and det D² = det (D† D) over all sites, which is the square
 * of the determinant over the even sites alone. So, with M = D† D,
 *   N_f ≤ 4:  (det M_ee)^{N_f/4},   S = φ† M^{−N_f/4} φ,  φ on even sites;
 *   N_f >  4:  (det M)^{N_f/8},      S = φ† M^{−N_f/8} φ,  φ on all sites.
 * N_f = 4 and 8 need the inverse itself. The other powers, all between 0 and 1, are replaced by rational functions on
 * a range that holds the spectrum of M (spectralRange.ts).
 *
 * Reference: M. A. Clark and A. D. Kennedy, Phys. Rev. Lett. 98, 051601 (2007).
 */
import type { Parity } from '../../kernel/index.ts';
import { type RationalApproximation, rationalPower } from '../rational/index.ts';

/** S = φ† M^−power φ on these sites. */
export interface DeterminantPower {
  readonly parity: Parity;
  readonly power: number;
}

/** @throws if the number of flavours is not a whole number from 1 to 8 */
export function determinantPower(flavours: number): DeterminantPower {
  if (!(Number.isInteger(flavours) && flavours >= 1 && flavours <= 8)) {
    throw new Error(`Staggered fermions come in 1 to 8 flavours, but ${flavours} were asked for.`);
  }
  return flavours <= 4 ? { parity: 'even', power: flavours / 4 } : { parity: 'all', power: flavours / 8 };
}

/** r(x) = constant + Σ_k residues[k] / (x + shifts[k]); shifts ascend. */
export interface PartialFractions {
  readonly constant: number;
  readonly shifts: readonly number[];
  readonly residues: readonly number[];
  /** The approximation that this comes from, if it is not exact. */
  readonly approximation?: RationalApproximation;
}

/** The best that double precision allows for all powers and ranges in use. */
const finestAccuracy = 1e-11;

/** Where the eigenvalues of an operator lie. */
export interface Spectrum {
  readonly lower: number;
  readonly upper: number;
}

/**
 * x^exponent on this range in partial fractions: exact for the exponent −1, else with at most this relative error (but
 * not below 1e-11).
 */
export function powerOf(exponent: number, { lower, upper }: Spectrum, accuracy: number): PartialFractions {
  if (exponent === -1) return { constant: 0, shifts: [0], residues: [1] };
  const tolerance = Math.max(accuracy, finestAccuracy);
  const approximation = rationalPower({ exponent, lower, upper, tolerance });
  const { constant, shifts, residues } = approximation;
  return { constant, shifts, residues, approximation };
}
