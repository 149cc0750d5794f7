/**
 * What is done to a score a before it weighs a staple. |a| ≤ 2 N, so the argument of the tangent,
 * π a / (4 (N + 0.01)), stays inside (−π/2, π/2).
 */
import type { Real } from '../../kernel/index.ts';

export const localActivations = ['tan', 'relu', 'identity'] as const;
export type LocalActivation = (typeof localActivations)[number];

/** "softmax" looks at all scores of a link: a = g exp(ã) / Σ exp(ã), with a trained g. */
export const activations = [...localActivations, 'softmax'] as const;
export type Activation = (typeof activations)[number];

/** Keeps the argument of the tangent away from its poles. */
const margin = 0.01;

export function tangentScale(colours: number): number {
  return Math.PI / (4 * (colours + margin));
}

export function activate(activation: LocalActivation, score: Real, colours: number): Real {
  switch (activation) {
    case 'tan':
      return score.mul(tangentScale(colours)).tan();
    case 'relu':
      return score.max(0);
    case 'identity':
      return score;
  }
}
