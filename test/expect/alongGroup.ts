/** Directions in the tangent space of the gauge group, and moves along them. */
import { drift, type GaugeField } from '../../src/gauge/index.ts';
import { dot, drawGaussian, type Field, key, norm2 } from '../../src/lattice/index.ts';

/** One Gaussian number of width one per generator of every link. */
export function randomDirection(u: GaugeField, seed: number): Field {
  const direction = u.momentum();
  drawGaussian(direction, key(seed, 0, 'momentum'));
  return direction;
}

/** exp(t P) U on every link, as a new configuration. */
export function moved(u: GaugeField, direction: Field, t: number): GaugeField {
  const there = u.clone();
  drift(u.group, u.lattice.dimension).run({ U: there.field, P: direction, eps: t });
  return there;
}

/** Sum over sites and components of a b. */
export function innerProductOf(a: Field, b: Field): number {
  return dot(a.components, a.lattice.dimension).run({ x: a, y: b }).total;
}

export function normOf(a: Field): number {
  return Math.sqrt(norm2(a.components, a.lattice.dimension).run({ x: a }).total);
}

export function largestDifference(a: Field, b: Field): number {
  const other = b.toArray();
  return a.toArray().reduce((largest, value, i) => Math.max(largest, distance(value, other[i])), 0);
}

/** |a - b|, infinite if either is not a number: so that NaN never passes a bound. */
function distance(a: number, b: number): number {
  const d = Math.abs(a - b);
  return Number.isNaN(d) ? Number.POSITIVE_INFINITY : d;
}
