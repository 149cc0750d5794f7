/**
 * The J_n and E₀ of a model by least squares: S_eff is linear in them, whatever the layers below.
 *   min Σ_k ( −ln W_k − β E₀ + Σ_n β J_n p_n,k )²
 * The normal equations are those of centred data; directions in which the data do not vary are left at zero.
 */
import { hermitianSolver } from '../../kernel/index.ts';
import type { EffectiveModel } from '../effective/index.ts';
import type { Dataset } from './dataset.ts';
import { productsOf } from './residuals.ts';

/** Variances below this share of the largest are rounding. */
const negligible = 1e-13;

/** Sets J and E₀; the weights of the layers stay. Returns the MSE on these data. */
export function fitCouplings(model: EffectiveModel, data: Dataset): number {
  const n = model.J.length;
  const { count } = data;
  const products = productsOf(model, data);
  const y = data.logWeights.map(logWeight => -logWeight);
  const means = Array.from({ length: n }, (_, c) => mean(count, k => products[n * k + c]));
  const middle = mean(count, k => y[k]);
  const centred = (k: number, c: number) => products[n * k + c] - means[c];
  const solver = hermitianSolver(n);
  const right = Array.from({ length: n }, (_, c) => -mean(count, k => centred(k, c) * (y[k] - middle)));
  for (let c = 0; c < n; c++) {
    for (let e = 0; e <= c; e++) solver.re[e * solver.stride + c] = mean(count, k => centred(k, c) * centred(k, e));
  }
  solver.im.fill(0);
  const variances = new Float64Array(n);
  solver.eigen(variances);
  const least = negligible * Math.max(...variances);
  const J = new Float64Array(n);
  for (let m = 0; m < n; m++) {
    if (!(variances[m] > least)) continue;
    const [re, im] = [solver.vectors.re, solver.vectors.im].map(part =>
      part.subarray(m * solver.stride, m * solver.stride + n),
    );
    // Eigenvectors of a real matrix are real up to a phase; the projection |v⟩⟨v| needs none.
    const along = [re, im].map(v => v.reduce((sum, x, c) => sum + x * right[c], 0) / variances[m]);
    for (let c = 0; c < n; c++) J[c] += re[c] * along[0] + im[c] * along[1];
  }
  model.J.forEach((weight, c) => {
    weight.value = J[c];
  });
  model.E0.value = middle + means.reduce((sum, p, c) => sum + p * J[c], 0);
  return mean(count, k => {
    const bonds = J.reduce((sum, value, c) => sum + value * products[n * k + c], 0);
    return (y[k] - model.E0.value + bonds) ** 2;
  });
}

function mean(count: number, f: (k: number) => number): number {
  let sum = 0;
  for (let k = 0; k < count; k++) sum += f(k);
  return sum / count;
}
