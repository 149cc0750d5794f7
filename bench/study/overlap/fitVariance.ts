/**
 * Weights that make the variance of r = S − S_θ over given configurations small: Levenberg–Marquardt steps on r_i − mean r, whose
 * derivatives are −dS_θ/dθ less their mean. Weights may be held near 0 by a small penalty Σ (stiffness θ)², without which
 * a few configurations drive them to values whose forces are useless.
 */
import { solveLinearSystem } from '../../../src/fermion/rational/linearSystem.ts';
import { keepBounds, type Trainable, type Weight } from '../../../src/lattice/index.ts';

const [rounds, enough] = [12, 1e-3];

export function fitVariance<F>(
  effective: Trainable<F>,
  weights: readonly Weight[],
  ensemble: readonly F[],
  exact: readonly number[],
  stiffness: (weight: Weight) => number,
): void {
  const hold = weights.map(weight => stiffness(weight) ** 2);
  const penalty = () => weights.reduce((sum, { value }, k) => sum + hold[k] * value ** 2, 0);
  const places = weights.map(weight => effective.weights.indexOf(weight));
  const evaluate = () => {
    const found = ensemble.map((u, i) => {
      const { value, derivatives } = effective.weightGradient(u);
      return { r: exact[i] - value, slopes: places.map(place => -derivatives[place]) };
    });
    const mean = (of: (one: (typeof found)[number]) => number) =>
      found.reduce((sum, one) => sum + of(one), 0) / found.length;
    const centre = mean(({ r }) => r);
    const centres = weights.map((_, k) => mean(({ slopes }) => slopes[k]));
    const rows = found.map(({ r, slopes }) => ({
      r: r - centre,
      slopes: slopes.map((slope, k) => slope - centres[k]),
    }));
    return { rows, loss: rows.reduce((sum, { r }) => sum + r ** 2, 0) / rows.length + penalty() };
  };
  let best = evaluate();
  let damping = 1e-3;
  for (let round = 0; round < rounds; round++) {
    const before = weights.map(({ value }) => value);
    const { rows } = best;
    const product = (a: number, b: number) =>
      rows.reduce((sum, { slopes }) => sum + slopes[a] * slopes[b], 0) / rows.length + (a === b ? hold[a] : 0);
    const normal = weights.map((_, a) => weights.map((_, b) => product(a, b) * (a === b ? 1 + damping : 1)));
    const right = weights.map(
      (_, a) => rows.reduce((sum, { r, slopes }) => sum - r * slopes[a], 0) / rows.length - hold[a] * before[a],
    );
    const step = solveLinearSystem(normal, right);
    weights.forEach((weight, k) => {
      weight.value = before[k] + step[k];
    });
    keepBounds(weights);
    const next = attempt(evaluate);
    if (next && next.loss < best.loss) {
      const gain = 1 - next.loss / best.loss;
      best = next;
      damping /= 10;
      if (gain < enough) return;
    } else {
      weights.forEach((weight, k) => {
        weight.value = before[k];
      });
      damping *= 30;
      if (damping > 1e4) return;
    }
  }
}

/** Undefined where the weights have no meaning. */
function attempt<T extends { readonly loss: number }>(evaluate: () => T): T | undefined {
  try {
    const found = evaluate();
    return Number.isFinite(found.loss) ? found : undefined;
  } catch {
    return undefined;
  }
}
