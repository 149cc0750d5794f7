/**
 * The minimum of sparse.ts by the alternating direction method of multipliers, in the form of the published programs, with
 * 1/λ in front of the square:
 *   ξ₁ = D⁻¹[S d/λ + μ₁(z₁ − u₁) + μ₂ Vᵀ(z₂ − u₂)],   D = S²/λ + μ₁ + μ₂
 *   A′ = ξ₁ + ν ξ₂,  ξ₂ = D⁻¹Vᵀe,  ν = (sum − eᵀVξ₁)/(eᵀVξ₂)
 *   z₁ = soft(A′ + u₁, 1/μ₁),  u₁ += A′ − z₁;   z₂ = max(0, V A′ + u₂),  u₂ += V A′ − z₂.
 * Every 20 iterations each μ doubles where its primal residual is ten times the dual one, and halves in the opposite case.
 * z₂ is the spectrum; a factor takes from its sum what the iteration has left over.
 *
 * J. Otsuki, M. Ohzeki, H. Shinaoka and K. Yoshimi, Phys. Rev. E 95, 061302 (2017), arXiv:1702.03056; S. Boyd et al., Found.
 * Trends Mach. Learn. 3 (2011) 1, section 3.4.
 */
import { at, misfitOf, onBasis } from './expansion.ts';
import type { SpectralProblem } from './problem.ts';
import type { SparseSolution } from './sparse.ts';

export interface AdmmOptions {
  readonly iterations?: number;
  /** Of the primal residuals, relative to the size of A′. */
  readonly tolerance?: number;
  readonly penalty?: number;
}

const between = 20;

export function admmSpectrum(problem: SpectralProblem, lambda: number, options: AdmmOptions = {}): SparseSolution {
  const { iterations = 10_000, tolerance = 1e-7, penalty = 10 } = options;
  const { basis: V, singular: s, data } = problem;
  const size = Math.abs(data[0] / s[0]) || 1;
  const [S, weight] = [s.map(value => value * size), lambda * size];
  const sum = problem.sum === undefined ? undefined : problem.sum / size;
  const sums = onBasis(V, new Float64Array(V[0].length).fill(1));
  let [mu1, mu2] = [penalty, penalty];
  let [z1, u1] = [new Float64Array(V.length), new Float64Array(V.length)];
  let [z2, u2] = [new Float64Array(V[0].length), new Float64Array(V[0].length)];
  for (let done = 1; ; done++) {
    const D = S.map(value => value ** 2 / weight + mu1 + mu2);
    const pulled = onBasis(
      V,
      z2.map((z, j) => z - u2[j]),
    );
    let A = S.map((value, l) => ((value * data[l]) / weight + mu1 * (z1[l] - u1[l]) + mu2 * pulled[l]) / D[l]);
    if (sum !== undefined) {
      const xi2 = sums.map((value, l) => value / D[l]);
      const nu = (sum - product(A, sums)) / product(xi2, sums);
      A = A.map((value, l) => value + nu * xi2[l]);
    }
    const x = at(V, A);
    const [before1, before2] = [z1, z2];
    z1 = A.map((value, l) => soft(value + u1[l], 1 / mu1));
    u1 = A.map((value, l) => value + u1[l] - z1[l]);
    z2 = x.map((value, j) => Math.max(value + u2[j], 0));
    u2 = x.map((value, j) => value + u2[j] - z2[j]);
    const [r1, r2] = [distance(A, z1), distance(x, z2)];
    const isConverged = Math.max(r1, r2) <= tolerance * Math.sqrt(product(A, A));
    if (isConverged || done >= iterations) {
      const spectrum = withSum(z2, sum).map(value => value * size);
      return { spectrum, misfit: misfitOf(problem, spectrum), isConverged, iterations: done };
    }
    if (done % between !== 0) continue;
    const [f1, f2] = [factor(r1, mu1 * distance(z1, before1)), factor(r2, mu2 * distance(z2, before2))];
    [mu1, mu2] = [mu1 * f1, mu2 * f2];
    u1 = u1.map(value => value / f1);
    u2 = u2.map(value => value / f2);
  }
}

const soft = (value: number, by: number) => Math.sign(value) * Math.max(Math.abs(value) - by, 0);

function factor(primal: number, dual: number): number {
  if (primal > 10 * dual) return 2;
  return dual > 10 * primal ? 0.5 : 1;
}

function withSum(values: Float64Array, sum: number | undefined): Float64Array {
  const total = values.reduce((a, b) => a + b, 0);
  return sum === undefined || !(total > 0) ? values : values.map(value => (value * sum) / total);
}

function product(a: Float64Array, b: Float64Array): number {
  return a.reduce((sum, value, k) => sum + value * b[k], 0);
}

function distance(a: Float64Array, b: Float64Array): number {
  return Math.sqrt(a.reduce((sum, value, k) => sum + (value - b[k]) ** 2, 0));
}
