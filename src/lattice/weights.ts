/** Numbers that training may change, and what kernels may be given of them. */

/** A number that training may change. */
export interface Weight {
  readonly name: string;
  value: number;
  /** Random first values lie about this one. Default 0. */
  readonly initial?: number;
  /** Training stops here. Default: there is no such limit. */
  readonly least?: number;
}

/** Puts weights that have gone below their least value back on it. */
export function keepBounds(weights: readonly Weight[]): void {
  for (const weight of weights) {
    if (weight.least !== undefined && weight.value < weight.least) weight.value = weight.least;
  }
}

/** c₀ + Σ_i c_i w_i with weights w_i: 1 − α and α/n share one weight. */
export interface Combination {
  readonly constant: number;
  readonly terms: readonly (readonly [factor: number, weight: Weight])[];
}

/** What a parameter of a recorded kernel may be. */
export type Coefficient = number | Weight | Combination;

const isWeight = (given: Weight | Combination): given is Weight => 'value' in given;

/** factor · given + constant */
export function linear(given: Coefficient, factor: number, constant = 0): Coefficient {
  if (typeof given === 'number') return factor * given + constant;
  if (isWeight(given)) return { constant, terms: [[factor, given]] };
  return {
    constant: factor * given.constant + constant,
    terms: given.terms.map(([c, weight]) => [factor * c, weight]),
  };
}

/** given / n */
export function quotient(given: Coefficient, n: number): Coefficient {
  return typeof given === 'number' ? given / n : linear(given, 1 / n);
}

/** Its present value. */
export function presentValue(given: Coefficient): number {
  if (typeof given === 'number') return given;
  if (isWeight(given)) return given.value;
  return given.terms.reduce((sum, [factor, weight]) => sum + factor * weight.value, given.constant);
}

/** Adds the derivatives of L with respect to the weights in `given`, where `derivative` is dL/d(given). */
export function addDerivative(weights: Map<Weight, number>, given: Coefficient, derivative: number): void {
  if (typeof given === 'number') return;
  const terms: Combination['terms'] = isWeight(given) ? [[1, given]] : given.terms;
  for (const [factor, weight] of terms) weights.set(weight, (weights.get(weight) ?? 0) + factor * derivative);
}
