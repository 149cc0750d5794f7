/**
 * What every reader asks for beside a reconstruction: spectra smeared by a known function, linear in the data. In the basis of
 * singular values a combination h of the data sees A through r_j = Σ_l h_l s_l V_lj.
 *
 *   HLT              r near to a Gaussian Δ of width σ about ω: h minimises |h|² + |r − Δ|² |A|², the squared error by noise and the
 *                    one by what r misses of Δ: h_l = s_l ⟨V_l, Δ⟩/(s_l² + 1/|A|²), |A|² as far as the data tell it. The root
 *                    of the minimum is the error.
 *   Backus–Gilbert   r of unit sum and smallest spread Σ_j (ω_j − ω)² r_j² + α |h|²; the smallest α that keeps the error
 *                    below a fifth of the answer.
 *
 * M. Hansen, A. Lupo and N. Tantalo, Phys. Rev. D 99, 094508 (2019), arXiv:1903.06476; L. Del Debbio et al., arXiv:2409.04413
 * (its error as that of a Gaussian prior); G. Backus and F. Gilbert, Geophys. J. R.
 * Astron. Soc. 16 (1968) 169.
 */
import { choleskyFactor, choleskySolve } from '../cholesky.ts';
import type { Measured } from '../estimate.ts';
import { onBasis } from './expansion.ts';
import type { FrequencyGrid } from './kernels.ts';
import type { SpectralProblem } from './problem.ts';

/** Σ_j Δ(ω_j − ω) A_j of a spectrum, a density at ω. */
export function gaussianSmeared(
  spectrum: Float64Array,
  { omega }: FrequencyGrid,
  centre: number,
  sigma: number,
): number {
  return spectrum.reduce((sum, value, j) => sum + value * gaussian(omega[j] - centre, sigma), 0);
}

function gaussian(x: number, sigma: number): number {
  return Math.exp(-0.5 * (x / sigma) ** 2) / (sigma * Math.sqrt(2 * Math.PI));
}

/** The spectral density at each centre, smeared with the width sigma. */
export function hansenLupoTantalo(
  problem: SpectralProblem,
  grid: FrequencyGrid,
  centres: readonly number[],
  sigma: number,
): Measured[] {
  const { basis, data, rank, singular } = problem;
  const size = sizeOf(problem);
  return centres.map(centre => {
    const wanted = grid.omega.map(w => gaussian(w - centre, sigma));
    const target = onBasis(basis.slice(0, rank), wanted);
    const h = target.map((value, l) => (singular[l] * value) / (singular[l] ** 2 + 1 / size ** 2));
    const whole = wanted.reduce((sum, value) => sum + value ** 2, 0);
    const seen = h.reduce((sum, value, l) => sum + (2 * target[l] - value * singular[l]) * value * singular[l], 0);
    const variance = h.reduce((sum, value) => sum + value ** 2, 0);
    return {
      mean: h.reduce((sum, value, l) => sum + value * data[l], 0),
      error: Math.sqrt(variance + Math.max(whole - seen, 0) * size ** 2),
    };
  });
}

/** |A|₂ as far as data tell: of its numbers d_l/s_l that stand above the noise by two errors. */
function sizeOf({ data, rank, singular }: SpectralProblem): number {
  let square = (data[0] / singular[0]) ** 2;
  for (let l = 1; l < rank && Math.abs(data[l]) > 2; l++) square += (data[l] ** 2 - 1) / singular[l] ** 2;
  return Math.sqrt(square);
}

export interface Resolved extends Measured {
  /** Square root of the second moment of |r| about ω. */
  readonly width: number;
}

const largestError = 0.2;

/** The spectral density at each centre, averaged over as little as the data allow. */
export function backusGilbert(problem: SpectralProblem, grid: FrequencyGrid, centres: readonly number[]): Resolved[] {
  const { basis, data, rank, singular } = problem;
  const { omega, step } = grid;
  const V = basis.slice(0, rank);
  const sums = V.map(column => column.reduce((a, b) => a + b, 0));
  return centres.map(centre => {
    const spread = V.map((one, l) =>
      V.map((other, k) =>
        k > l ? 0 : one.reduce((sum, value, j) => sum + (omega[j] - centre) ** 2 * value * other[j], 0),
      ),
    );
    const answer = (alpha: number): Resolved | undefined => {
      const factor = choleskyFactor(
        spread.map((row, l) => row.map((value, k) => value + (k === l ? alpha / singular[l] ** 2 : 0))),
      );
      if ('dependentRow' in factor) return undefined;
      const solved = choleskySolve(factor.lower, sums);
      const unit = solved.reduce((sum, value, l) => sum + value * sums[l], 0);
      const h = solved.map((value, l) => value / unit / singular[l]);
      const seen = omega.map((_, j) => V.reduce((sum, column, l) => sum + h[l] * singular[l] * column[j], 0));
      const weight = seen.reduce((sum, r) => sum + Math.abs(r), 0);
      return {
        mean: h.reduce((sum, value, l) => sum + value * data[l], 0) / step,
        error: Math.sqrt(h.reduce((sum, value) => sum + value ** 2, 0)) / step,
        width: Math.sqrt(seen.reduce((sum, r, j) => sum + Math.abs(r) * (omega[j] - centre) ** 2, 0) / weight),
      };
    };
    let best: Resolved | undefined;
    for (let k = 12; k >= -40; k--) {
      const found = answer(singular[0] ** 2 * 10 ** (k / 2 - 6));
      if (found === undefined) break;
      if (best !== undefined && found.error > largestError * Math.abs(found.mean)) break;
      best = found;
    }
    return best ?? { mean: Number.NaN, error: Number.NaN, width: Number.NaN };
  });
}
