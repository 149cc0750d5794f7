/**
 * Sine and cosine of an angle within half a turn, and exp near 0, as plain polynomials. The general functions of the
 * kernel room reduce their arguments first; here they need no reduction, and rounding to integers would keep a kernel
 * from running in 256-bit registers.
 */
import type { Real } from '../../kernel/index.ts';

const inverseFactorials = [1];
for (let n = 1; n < 26; n++) inverseFactorials.push(inverseFactorials[n - 1] / n);

const alternating = (k: number, n: number) => (k % 2 === 0 ? 1 : -1) * inverseFactorials[n];
/** Errors below 1e-16 for |x| ≤ π/2. */
const sineSeries = Array.from({ length: 12 }, (_, k) => alternating(k, 2 * k + 1));
const cosineSeries = Array.from({ length: 13 }, (_, k) => alternating(k, 2 * k));
/** Errors below 1e-16 for |x| ≤ 0.22. */
const exponentialSeries = inverseFactorials.slice(0, 11);

function horner(x: Real, c: readonly number[]): Real {
  let sum = x.graph.constant(c[c.length - 1]);
  for (let k = c.length - 2; k >= 0; k--) sum = sum.mul(x).add(c[k]);
  return sum;
}

/** sin of π(u − ½), for u in (0, 1). */
export function sineOfHalfTurn(u: Real): Real {
  const angle = u.sub(0.5).mul(Math.PI);
  return angle.mul(horner(angle.mul(angle), sineSeries));
}

/** The point of the unit circle at the angle 2π(u − ½), by doubling half the angle. */
export function circlePoint(u: Real): { cosine: Real; sine: Real } {
  const angle = u.sub(0.5).mul(Math.PI);
  const square = angle.mul(angle);
  const sine = angle.mul(horner(square, sineSeries));
  const cosine = horner(square, cosineSeries);
  return { cosine: u.graph.constant(1).sub(sine.mul(sine).mul(2)), sine: sine.mul(cosine).mul(2) };
}

/** exp x for −3.5 ≤ x ≤ 0: exp(x/16), squared four times. */
export function smallExponential(x: Real): Real {
  let value = horner(x.mul(1 / 16), exponentialSeries);
  for (let k = 0; k < 4; k++) value = value.mul(value);
  return value;
}

/** exp x for |x| ≤ 1/512. */
export function tinyExponential(x: Real): Real {
  return horner(x, exponentialSeries.slice(0, 5));
}
