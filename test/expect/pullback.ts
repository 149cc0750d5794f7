/** The law of a transformation: its pullback is the adjoint of its derivative. */
import { expect } from 'vitest';
import type { GaugeField } from '../../src/gauge/index.ts';
import { drawGaussian, key, type Transformation, type Weight } from '../../src/lattice/index.ts';
import { innerProductOf, moved, normOf, randomDirection } from './alongGroup.ts';
import { fourthOrderDerivative } from './finiteDifference.ts';

export interface PullbackOptions {
  /** Largest |pullback − difference|, relative to the norm of the derivative. Default 1e-8. */
  readonly tolerance?: number;
  /** Step of the difference in molecular dynamics time. Default 2e-3. */
  readonly step?: number;
  /** Step of the difference in each weight. Default: `step`. */
  readonly weightStep?: number;
  readonly seed?: number;
}

/**
 * For L(u) = sum of D times the stored reals of T(u), with Gaussian D: the derivative of L along exp(t P) u and with
 * respect to every weight, as pulled back, agrees with the fourth-order difference.
 *
 * A weight's derivative may be small by accident: its error is compared with the norm of D if that is larger.
 */
export function expectPullback(
  T: Transformation<GaugeField>,
  u: GaugeField,
  { tolerance = 1e-8, step = 2e-3, weightStep = step, seed = 1 }: PullbackOptions = {},
): void {
  const { image, tape } = T.apply(u);
  const D = image.field.like();
  drawGaussian(D, key(seed, 0, 'noise'));
  const pulled = tape.pullback(image.field, D.clone());
  const force = u.momentum();
  u.forceFromComponents(pulled.derivative, force);
  const weightDerivatives = new Map(pulled.weights);
  tape.release();

  const value = (v: GaugeField): number => {
    const there = T.apply(v);
    const L = innerProductOf(D, there.image.field);
    there.tape.release();
    return L;
  };
  const direction = randomDirection(u, seed);
  const exact = innerProductOf(direction, force);
  const difference = fourthOrderDerivative(t => value(moved(u, direction, t)), step);
  expect(
    Math.abs(exact - difference) / normOf(force),
    `${T.name}: along the direction the pullback gives ${exact}, the finite difference ${difference}`,
  ).toBeLessThanOrEqual(tolerance);

  for (const weight of T.weights) {
    const derivative = weightDerivatives.get(weight) ?? 0;
    const compared = fourthOrderDerivative(t => withWeight(weight, weight.value + t, () => value(u)), weightStep);
    expect(
      Math.abs(derivative - compared) / Math.max(Math.abs(derivative), normOf(D)),
      `${T.name}: d/d${weight.name} is ${derivative} by the pullback, ${compared} by the finite difference`,
    ).toBeLessThanOrEqual(tolerance);
  }
}

function withWeight(weight: Weight, value: number, evaluate: () => number): number {
  const before = weight.value;
  weight.value = value;
  const result = evaluate();
  weight.value = before;
  return result;
}
