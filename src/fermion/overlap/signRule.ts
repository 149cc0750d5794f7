/**
 * The sign of one eigenvalue x of the overlap kernel, exactly or as domain walls have it. Walls with b_s = c_s = ω_s,
 * s = 1 … L₅, act in four dimensions like the overlap operator with the kernel H_W and
 *   f(x) = (Π_s (1 + ω_s x) − Π_s (1 − ω_s x)) / (Π_s (1 + ω_s x) + Π_s (1 − ω_s x)) = tanh Σ_s artanh ω_s x
 * in place of the sign, at the quark mass m / 2ρ. The ω_s may be trained.
 *
 * Reference: A. Boriçi, hep-lat/9912040; T.-W. Chiu, Phys. Rev. Lett. 90, 071601 (2003), hep-lat/0209153.
 */
import { presentValue, type Weight } from '../../lattice/index.ts';

export interface SignRule {
  readonly name: string;
  readonly weights: readonly Weight[];
  /** f(x), df/dx, and df/d(weight) in the order of `weights`. */
  at(x: number): { readonly value: number; readonly slope: number; readonly derivatives: readonly number[] };
}

export const exactSign: SignRule = {
  name: 'sign',
  weights: [],
  at: x => ({ value: Math.sign(x), slope: 0, derivatives: [] }),
};

/** @throws if there are none, or one of them is a number that is not positive */
export function wallSign(omegas: readonly (number | Weight)[]): SignRule {
  if (omegas.length === 0 || omegas.some(omega => !(presentValue(omega) > 0))) {
    throw new Error(`A sign by walls has one positive number for each of them; found [${omegas.map(presentValue)}].`);
  }
  const trained = omegas.flatMap((omega, s) => (typeof omega === 'number' ? [] : [{ omega, s }]));
  const weights = [...new Set(trained.map(({ omega }) => omega))];
  return {
    name: `sign by ${omegas.length} walls`,
    weights,
    at(x) {
      const values = omegas.map(presentValue);
      const product = (sign: 1 | -1, without?: number) =>
        values.reduce((all, omega, s) => (s === without ? all : all * (1 + sign * omega * x)), 1);
      const [p, q] = [product(1), product(-1)];
      const shares = values.map((_, s) => (2 * (product(1, s) * q + product(-1, s) * p)) / (p + q) ** 2);
      return {
        value: (p - q) / (p + q),
        slope: values.reduce((sum, omega, s) => sum + omega * shares[s], 0),
        derivatives: weights.map(weight =>
          trained.reduce((sum, { omega, s }) => sum + (omega === weight ? x * shares[s] : 0), 0),
        ),
      };
    },
  };
}
