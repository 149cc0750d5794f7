/**
 * ln cosh as a sum over few frequencies. Of a level at distance x from the chemical potential,
 *   ln(1 + e^{−βx}) = −βx/2 + ln 2 cosh(βx/2),   ln cosh(βx/2) = Σ_p ln(1 + x²/ω_p²),   ω_p = π (2p + 1)/β,
 * over all fermionic Matsubara frequencies. The continued fraction of tanh, cut off, has as many terms of the same form with
 * fewer frequencies: the lowest ω_p with weight 1, and a few above them that stand for all the others,
 *   ln cosh(βx/2) = Σ_k w_k ln(1 + x²/ω_k²) + error,
 * with an error that falls faster than exponentially as soon as there are more terms than about β|x|/4. Nodes and weights are
 * those of Gauss quadrature: eigenvalues λ_k and first components v_k of the tridiagonal matrix with 1/√((2n − 1)(2n + 1)),
 * ω_k = 2/(β λ_k), w_k = (v_k/λ_k)².
 *
 * References: T. Ozaki, Phys. Rev. B 75, 035123 (2007) (this fraction for the Fermi function); G. H. Golub and J. H. Welsch, Math.
 * Comp. 23, 221 (1969).
 */
import { hermitianSolver, hypotenuse } from '../../kernel/index.ts';

export interface Frequencies {
  readonly frequencies: Float64Array;
  readonly weights: Float64Array;
}

/** Allowed error of ln cosh, relative to its largest value: a few roundings. */
const accuracy = 4e-15;

/** For levels with |x| up to `largest`. */
export function fewFrequencies(beta: number, largest: number): Frequencies {
  const y = (beta * largest) / 2;
  const exact = y + Math.log1p(Math.exp(-2 * y)) - Math.LN2;
  for (let count = 4; ; count += 2) {
    const { lambdas, weights } = gauss(count);
    const sum = lambdas.reduce((total, lambda, k) => total + weights[k] * Math.log1p((lambda * y) ** 2), 0);
    if (Math.abs(sum - exact) <= accuracy * Math.max(1, y)) {
      return { frequencies: lambdas.map(lambda => 2 / (beta * lambda)), weights };
    }
  }
}

/** `count` positive nodes of twice as many. */
function gauss(count: number): { lambdas: Float64Array; weights: Float64Array } {
  const size = 2 * count;
  const solver = hermitianSolver(size);
  solver.re.fill(0);
  solver.im.fill(0);
  for (let n = 1; n < size; n++) solver.re[(n - 1) * solver.stride + n] = 1 / Math.sqrt((2 * n - 1) * (2 * n + 1));
  const values = new Float64Array(size);
  solver.eigen(values);
  const positive = Array.from(values.keys())
    .filter(k => values[k] > 0)
    .sort((a, b) => values[b] - values[a]);
  const first = (k: number) => hypotenuse(solver.vectors.re[k * solver.stride], solver.vectors.im[k * solver.stride]);
  return {
    lambdas: Float64Array.from(positive, k => values[k]),
    weights: Float64Array.from(positive, k => (first(k) / values[k]) ** 2),
  };
}
