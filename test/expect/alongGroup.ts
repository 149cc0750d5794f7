/** Directions in the tangent space of a configuration, and moves along them. */
import { type Configuration, dot, drawGaussian, type Field, key, norm2 } from '../../src/lattice/index.ts';

/** One Gaussian number of width one per direction of motion: for links, per generator. */
export function randomDirection<F extends Configuration<F>>(u: F, seed: number): Field {
  const direction = u.momentum();
  drawGaussian(direction, key(seed, 0, 'momentum'));
  return direction;
}

/** exp(t P) u, as a new configuration. */
export function moved<F extends Configuration<F>>(u: F, direction: Field, t: number): F {
  const there = u.clone();
  there.bindDrift(direction)(t);
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

/** |a − b|, infinite if either is not a number: so that NaN never passes a bound. */
function distance(a: number, b: number): number {
  const d = Math.abs(a - b);
  return Number.isNaN(d) ? Number.POSITIVE_INFINITY : d;
}
