/** Arithmetic of the checks: derivatives along the group, inner products, distances. */
import { drift, type GaugeField } from '../../gauge/index.ts';
import { dot, drawGaussian, type Field, type Functional, key, norm2 } from '../../lattice/index.ts';

/** Gaussian numbers of width one, one per generator of every link. */
export function randomDirection(u: GaugeField, seed: number): Field {
  const direction = u.momentum();
  drawGaussian(direction, key(seed, 0, 'momentum'));
  return direction;
}

/** exp(t P) U */
export function moved(u: GaugeField, direction: Field, t: number): GaugeField {
  const there = u.clone();
  drift(u.group, u.lattice.dimension).run({ U: there.field, P: direction, eps: t });
  return there;
}

export function inner(a: Field, b: Field): number {
  return dot(a.components, a.lattice.dimension).run({ x: a, y: b }).total;
}

export function length(a: Field): number {
  return Math.sqrt(norm2(a.components, a.lattice.dimension).run({ x: a }).total);
}

/** Fourth-order central difference of f at 0. Its error is h⁴ f^(5) / 30, plus rounding ε |f| / h. */
export function slope(f: (t: number) => number, h: number): number {
  return (8 * (f(h) - f(-h)) - (f(2 * h) - f(-2 * h))) / (12 * h);
}

/** Largest |a − b|, NaN if a number is NaN. */
export function distance(a: Float64Array, b: Float64Array): number {
  return a.reduce((largest, x, i) => Math.max(largest, Math.abs(x - b[i])), 0);
}

/** Largest |a|, NaN if a number is NaN. */
export function largest(a: Float64Array): number {
  return a.reduce((most, x) => Math.max(most, Math.abs(x)), 0);
}

/** dS/dq^a as a new field; what `gradient` must overwrite is NaN before. */
export function forceOf(action: Functional<GaugeField>, u: GaugeField): Field {
  const force = u.momentum().fill(Number.NaN);
  action.gradient(u, force);
  return force;
}
