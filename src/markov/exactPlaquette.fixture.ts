/**
 * The average plaquette of two-dimensional gauge theory on a torus of V plaquettes, by the character expansion:
 *   Z = Σ_r z_r^V,  P = d ln Z / (V d β),  U(1): z_n = I_n(β),  SU(2): z_d = 2 I_d(β) / β, d = 1, 2, …
 * for the weight exp(β Σ_p Re tr U_p / N).
 *
 * References: A. A. Migdal, Sov. Phys. JETP 42, 413 (1975); B. E. Rusakov, Mod. Phys. Lett. A 5, 693 (1990).
 */

/** Representations kept; I_n(β) falls as (β/2)^n / n!. */
const largest = 30;

/** I_n(x) = Σ_k (x/2)^{2k+n} / (k! (k+n)!) */
function besselI(n: number, x: number): number {
  let term = 1;
  for (let k = 1; k <= n; k++) term *= x / 2 / k;
  let sum = 0;
  for (let k = 1; term > Number.EPSILON * sum * 1e-3; k++) {
    sum += term;
    term *= (x / 2) ** 2 / (k * (k + n));
  }
  return sum;
}

/** z_r and its derivative with respect to β. */
type Coefficient = readonly [value: number, derivative: number];

const coefficients: Record<'U(1)' | 'SU(2)', (beta: number) => Coefficient[]> = {
  'U(1)': beta =>
    Array.from({ length: 2 * largest + 1 }, (_, i) => {
      const n = Math.abs(i - largest);
      return [besselI(n, beta), (besselI(Math.abs(n - 1), beta) + besselI(n + 1, beta)) / 2];
    }),
  'SU(2)': beta =>
    Array.from({ length: largest }, (_, i) => {
      const value = (2 * besselI(i + 1, beta)) / beta;
      return [value, (2 * besselI(i + 2, beta)) / beta + (i * value) / beta];
    }),
};

export function exactPlaquette(group: 'U(1)' | 'SU(2)', beta: number, plaquettes: number): number {
  const all = coefficients[group](beta);
  const unit = Math.max(...all.map(([z]) => z));
  const partition = all.reduce((sum, [z]) => sum + (z / unit) ** plaquettes, 0);
  const change = all.reduce((sum, [z, derivative]) => sum + (z / unit) ** (plaquettes - 1) * (derivative / unit), 0);
  return change / partition;
}
