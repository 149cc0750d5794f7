/**
 * Coefficients with which L₅ walls come closest to the overlap operator. In four dimensions walls act like
 *   ε(H_T) = (1 − t) / (1 + t),   t = Π_s (1 − ω_s H_T) / (1 + ω_s H_T),   ω_s = b_s + c_s,
 *   H_T = γ₅ D_W / (2 + (b − c) D_W),
 * in place of the sign of H_T, where b_s − c_s = b − c is the same on all slices. With ω_s = 1/x_s, x_s the points where Zolotarev's
 * best approximation of the sign on [lower, upper] is 1, ε is that approximation. It is C (1 − r)/(1 + r), r the product with the
 * zeros a nd((2s − 1) K / 2L₅), whose extremes ±√Z lie half-way between them, and C = (1 − Z)/(1 + Z).
 *
 * Reference: T.-W. Chiu, Phys. Rev. Lett. 90, 071601 (2003), hep-lat/0209153; R. C. Brower, H. Neff and K. Orginos, Comput. Phys.
 * Commun. 220, 1 (2017), arXiv:1206.5214.
 */
import { band } from '../rational/band.ts';
import type { PerSlice } from './fifthRows.ts';

export interface OptimalWalls {
  /** Where eigenvalues of |H_T| lie: 0 < lower < upper. */
  readonly lower: number;
  readonly upper: number;
  readonly extent5: number;
  /** b_s − c_s: 0 for the kernel of overlap quarks (H_T = H_W / 2), 1 for Shamir's. */
  readonly difference: number;
}

const bisections = 60;

export interface MoebiusForm {
  readonly b: number;
  readonly c: number;
  readonly extent5: number;
  /** Where |H_T| lies: coefficients are optimal there, and b − c alone matters of b and c. */
  readonly optimalRange?: readonly number[] | undefined;
}

/** Coefficients as run files describe them. Errors as `optimalWalls`. */
export function moebiusCoefficients({ b, c, extent5, optimalRange }: MoebiusForm): { b: PerSlice; c: PerSlice } {
  if (optimalRange === undefined) return { b, c };
  const [lower, upper] = optimalRange;
  return optimalWalls({ lower, upper, extent5, difference: b - c });
}

/** @throws if the range is empty, or there is no slice */
export function optimalWalls({ lower, upper, extent5, difference }: OptimalWalls): { b: number[]; c: number[] } {
  if (!(lower > 0 && lower < upper && upper < Infinity)) {
    throw new Error(`Optimal walls need a range 0 < lower < upper of the kernel; found [${lower}, ${upper}].`);
  }
  if (!(Number.isInteger(extent5) && extent5 >= 1)) {
    throw new Error(`Optimal walls are 1, 2, 3 ... slices; found ${extent5}.`);
  }
  const { inside } = band(lower ** 2, upper ** 2);
  const place = (w: number) => Math.sqrt(lower * upper * Math.exp(inside(w)));
  const zeros = Array.from({ length: extent5 }, (_, s) => place((2 * s + 1) / (2 * extent5)));
  const r = (x: number) => zeros.reduce((product, zero) => (product * (zero - x)) / (zero + x), 1);
  const Z = r(lower) ** 2;
  const omegas = zeros.map((_, s) => {
    // r falls from √Z to −√Z between the extremes s and s + 1, or rises.
    let [from, to] = [s / extent5, (s + 1) / extent5];
    const above = r(place(from)) > -Z;
    for (let k = 0; k < bisections; k++) {
      const middle = (from + to) / 2;
      if (r(place(middle)) > -Z === above) from = middle;
      else to = middle;
    }
    return 1 / place((from + to) / 2);
  });
  return { b: omegas.map(omega => (omega + difference) / 2), c: omegas.map(omega => (omega - difference) / 2) };
}
