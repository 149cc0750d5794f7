/** Arithmetic of the laws: motions of a configuration, derivatives along them, inner products, distances. */
import { type Configuration, dot, drawGaussian, type Field, type Functional, key, norm2 } from '../lattice/index.ts';

/** Gaussian numbers of width one, one per direction of motion: for links, per generator. */
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
export function inner(a: Field, b: Field): number {
  return dot(a.components, a.lattice.dimension).run({ x: a, y: b }).total;
}

export function length(a: Field): number {
  return Math.sqrt(norm2(a.components, a.lattice.dimension).run({ x: a }).total);
}

/**
 * f'(0) by the central difference of fourth order,
 *   [8 (f(h) − f(−h)) − (f(2h) − f(−2h))] / 12 h = f'(0) − h⁴ f⁽⁵⁾(0) / 30 + …,
 * plus the rounding of f, about ε |f| / h.
 */
export function slope(f: (t: number) => number, h: number): number {
  return (8 * (f(h) - f(-h)) - (f(2 * h) - f(-2 * h))) / (12 * h);
}

/**
 * `slope`, compared with a derivative: with shorter steps, h/16 and h/256, if it is further away than `bound`. What a
 * ReLU makes has kinks; a step that crosses one gives neither derivative, a step short enough crosses none. A wrong
 * derivative stays wrong with every step. Returns the slope that comes closest.
 */
export function slopeBeside(exact: number, bound: number, f: (t: number) => number, h: number): number {
  let closest = Number.NaN;
  for (const step of [h, h / 16, h / 256]) {
    const found = slope(f, step);
    if (!(Math.abs(found - exact) >= Math.abs(closest - exact))) closest = found;
    if (Math.abs(closest - exact) <= bound) break;
  }
  return closest;
}

/** Largest |a − b|, NaN if a number is NaN: so that it passes no bound. */
export function distance(a: Float64Array, b: Float64Array): number {
  return a.reduce((largest, x, i) => Math.max(largest, Math.abs(x - b[i])), 0);
}

/** The same for the numbers of two fields. */
export function largestDifference(a: Field, b: Field): number {
  return distance(a.toArray(), b.toArray());
}

/** Largest |a|, NaN if a number is NaN. */
export function largest(a: Float64Array): number {
  return a.reduce((most, x) => Math.max(most, Math.abs(x)), 0);
}

/** dS/dq as a new field; what `gradient` must overwrite is NaN before. */
export function forceOf<F extends Configuration<F>>(action: Functional<F>, u: F): Field {
  const force = u.momentum().fill(Number.NaN);
  action.gradient(u, force);
  return force;
}
