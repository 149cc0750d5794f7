/**
 * How far apart two sites are for a Coulomb force. At lowest order of perturbation theory the potential of a static pair
 * is the propagator G of a massless field in three dimensions, on the lattice not 1/(4 π r). The distance that takes the
 * difference away is d(n),
 *   1 / (4 π d) = G(n),   G(n) = ∫ d³k/(2 π)³ cos(k n) / (4 Σ_i sin²(k_i / 2)),   d(n) = |n| (1 + O(1/n²)).
 *
 * The momentum along the longest side is integrated by hand,
 *   G(n) = ∫ d²k/(2 π)² cos(k₁ n₁) cos(k₂ n₂) exp(−E n₃) / (2 sinh E),   cosh E = 1 + 2 Σ_i sin²(k_i / 2),
 * the others by the midpoint rule on two grids, whose error of first order, from the peak at k = 0, is extrapolated away.
 *
 * References: R. Sommer, Nucl. Phys. B 411, 839 (1994), hep-lat/9310022; S. Necco and R. Sommer, Nucl. Phys. B 622, 328
 * (2002), hep-lat/0108008.
 */
const grid = 128;

/** d(n) in lattice units. @param n a separation in three dimensions @throws RangeError for a separation of zero */
export function treeLevelDistance(n: readonly [number, number, number]): number {
  if (n.every(length => length === 0)) throw new RangeError('Two charges on one site have no distance.');
  return 1 / (4 * Math.PI * latticePropagator(n));
}

/** G(n), of a massless field on an infinite cubic lattice in three dimensions. */
export function latticePropagator(n: readonly [number, number, number]): number {
  const sides = n.map(Math.abs).sort((one, other) => one - other);
  return 2 * midpointSum(sides, 2 * grid) - midpointSum(sides, grid);
}

function midpointSum([first, second, longest]: readonly number[], points: number): number {
  const momenta = Array.from({ length: points }, (_, i) => (Math.PI * (i + 0.5)) / points);
  const total = momenta.reduce((sum, k) => sum + momenta.reduce((row, q) => row + summand(k, q), 0), 0);
  return total / points ** 2;

  function summand(k: number, q: number): number {
    const excess = 2 * (Math.sin(k / 2) ** 2 + Math.sin(q / 2) ** 2);
    const sinh = Math.sqrt(excess * (excess + 2));
    const energy = Math.log1p(excess + sinh);
    return (Math.cos(k * first) * Math.cos(q * second) * Math.exp(-energy * longest)) / (2 * sinh);
  }
}
