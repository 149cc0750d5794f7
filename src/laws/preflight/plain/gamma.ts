/**
 * Gamma matrices written out: γ_k = (0, −iσ_k; iσ_k, 0), γ_t = (0, −1; −1, 0), γ₅ = diag(−1, −1, 1, 1) in four dimensions,
 * and γ_x = σ₁, γ_t = σ₂, γ₅ = −σ₃ in two.
 *
 * Reference: C. Gattringer and C. B. Lang, Quantum Chromodynamics on the Lattice (Springer, 2010), App. A.2.
 */
import { type PlainMatrix, plainIdentity, plainKronecker, plainScaled } from './matrix.ts';

const matrix = (...numbers: number[]): PlainMatrix => ({
  size: Math.sqrt(numbers.length / 2),
  numbers: Float64Array.from(numbers),
});

const sigma = [matrix(0, 0, 1, 0, 1, 0, 0, 0), matrix(0, 0, 0, -1, 0, 1, 0, 0), matrix(1, 0, 0, 0, 0, 0, -1, 0)];

const offDiagonal = sigma[1];
const exchange = sigma[0];

/** γ_μ, one per direction of a lattice of 2 or 4 dimensions. */
export function plainGammas(dimension: number): readonly PlainMatrix[] {
  if (dimension === 2) return sigma.slice(0, 2);
  // (0, −iσ; iσ, 0) = σ₂ ⊗ σ.
  return [
    ...sigma.map(pauli => plainKronecker(offDiagonal, pauli)),
    plainScaled(plainKronecker(exchange, plainIdentity(2)), -1),
  ];
}
