/**
 * How the weight of quarks changes with their mass, from traces T_n = Tr (dD/dm D⁻¹)ⁿ of one configuration:
 *   q_n = w⁻¹ dⁿw/dmⁿ,   w = (det D)^f,   log w has the derivatives f T₁, −f T₂, 2 f T₃, −6 f T₄,
 *   q₁ = A, q₂ = A² + A′, q₃ = A³ + 3 A A′ + A″, q₄ = A⁴ + 6 A² A′ + 3 A′² + 4 A A″ + A‴:
 * one term for each partition of n things, a derivative of log w for each of its blocks. Their averages are Z⁻¹ dⁿZ/dmⁿ, so
 * that cumulants of the order parameter follow (`analysis/cumulants.ts`).
 *
 * With noise a product needs a different vector for each factor. The average over all choices of different vectors follows
 * from sums over single ones, Σ_{i≠j} a_i b_j = Σ a Σ b − Σ a b …: again over partitions π of the factors, with
 * Π_B (−1)^{|B|−1} (|B|−1)! for the blocks B (Möbius's inversion).
 */

/** All ways to divide 0 … n − 1 into blocks. */
export function setPartitions(n: number): number[][][] {
  if (n === 0) return [[]];
  return setPartitions(n - 1).flatMap(partition => [
    ...partition.map((_, k) => partition.map((block, j) => (j === k ? [...block, n - 1] : block))),
    [...partition, [n - 1]],
  ]);
}

/** The average of Π_k factors[k][i_k] over all choices of different i_k. */
export function averageOverDifferent(factors: readonly (readonly number[])[]): number {
  const vectors = factors[0].length;
  let total = 0;
  for (const partition of setPartitions(factors.length)) {
    total += partition.reduce((product, block) => {
      const sum = factors[0].reduce((all, _, i) => all + block.reduce((p, k) => p * factors[k][i], 1), 0);
      return product * (block.length % 2 === 1 ? 1 : -1) * factorial(block.length - 1) * sum;
    }, 1);
  }
  let choices = 1;
  for (let k = 0; k < factors.length; k++) choices *= vectors - k;
  return total / choices;
}

/**
 * q₁, q₂ … of one configuration.
 *
 * @param traces `traces[i][n − 1]` is T_n by noise vector i; a single row is exact
 * @param power f, the power of the determinant
 */
export function massMoments(traces: readonly (readonly number[])[], power: number): number[] {
  const derivatives = traces[0].map((_, k) => {
    const factor = power * (k % 2 === 0 ? 1 : -1) * factorial(k);
    return traces.map(row => factor * row[k]);
  });
  const product = (factors: number[][]) =>
    traces.length === 1 ? factors.reduce((all, [value]) => all * value, 1) : averageOverDifferent(factors);
  return derivatives.map((_, k) =>
    setPartitions(k + 1).reduce((sum, blocks) => sum + product(blocks.map(({ length }) => derivatives[length - 1])), 0),
  );
}

function factorial(n: number): number {
  return n < 2 ? 1 : n * factorial(n - 1);
}
