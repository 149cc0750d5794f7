/** The law of a transformation: its pullback is the adjoint of its derivative. */
import { type Configuration, drawGaussian, key, type Transformation, type Weight } from '../lattice/index.ts';
import { type Finding, finding } from './finding.ts';
import { inner, length, moved, randomDirection, slopeBeside } from './motion.ts';

export interface PullbackOptions {
  /** Largest |pullback − difference|, relative to the norm of the derivative. Default 1e-8. */
  readonly tolerance?: number;
  /** Step of the difference in molecular-dynamics time. Default 2e-3. */
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
export function pullbackLaws<F extends Configuration<F>>(
  T: Transformation<F>,
  u: F,
  { tolerance = 1e-8, step = 2e-3, weightStep = step, seed = 1 }: PullbackOptions = {},
): Finding[] {
  const { image, tape } = T.apply(u);
  const D = image.field.like();
  drawGaussian(D, key(seed, 0, 'noise'));
  const pulled = tape.pullback(image.field, D.clone());
  const force = u.momentum();
  u.forceFromComponents(pulled.derivative, force);
  const derivatives = new Map(pulled.weights);
  tape.release();

  const value = (v: F): number => {
    const there = T.apply(v);
    const L = inner(D, there.image.field);
    there.tape.release();
    return L;
  };
  const direction = randomDirection(u, seed);
  const exact = inner(direction, force);
  const size = Math.max(length(force), Number.MIN_VALUE);
  const difference = slopeBeside(exact, tolerance * size, t => value(moved(u, direction, t)), step);
  const along = finding(
    `pullback of ${T.name} is its derivative`,
    Math.abs(exact - difference) / size,
    tolerance,
    `along the direction the pullback gives ${exact}, the finite difference ${difference}`,
  );
  const ofWeights = T.weights.map(weight => {
    const derivative = derivatives.get(weight) ?? 0;
    const scale = Math.max(Math.abs(derivative), length(D));
    const valueAt = (t: number) => withWeight(weight, weight.value + t, () => value(u));
    const compared = slopeBeside(derivative, tolerance * scale, valueAt, weightStep);
    return finding(
      `pullback of ${T.name} to ${weight.name} is its derivative`,
      Math.abs(derivative - compared) / scale,
      tolerance,
      `d/d${weight.name} is ${derivative} by the pullback, ${compared} by the finite difference`,
    );
  });
  return [along, ...ofWeights];
}

function withWeight(weight: Weight, value: number, evaluate: () => number): number {
  const before = weight.value;
  weight.value = value;
  const result = evaluate();
  weight.value = before;
  return result;
}
