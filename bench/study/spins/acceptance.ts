/**
 * The acceptance that independent proposals of a model would have, from residuals r = −ln W − S_eff of configurations of the exact
 * distribution: the mean over pairs of min(1, e^{r_k − r_l}), where the proposal l has weight e^{r_l}, because proposals are
 * distributed like e^{−S_eff}.
 */
export function independentAcceptance(residuals: readonly number[]): number {
  const highest = residuals.reduce((a, b) => Math.max(a, b));
  const shares = residuals.map(r => Math.exp(r - highest));
  const all = shares.reduce((a, b) => a + b, 0);
  let sum = 0;
  for (const now of residuals) {
    residuals.forEach((r, l) => {
      sum += shares[l] * Math.min(1, Math.exp(now - r));
    });
  }
  return sum / (all * residuals.length);
}

export const meanSquare = (residuals: readonly number[]): number =>
  residuals.reduce((sum, r) => sum + r ** 2, 0) / residuals.length;
