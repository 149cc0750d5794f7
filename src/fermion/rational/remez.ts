/**
 * Best rational approximations of type (n, n) of x^α, −1 < α < 0, on [a, b], by a Remez exchange in logarithms.
 *
 * Put x = √(ab) eᵗ, |t| ≤ T = ½ ln(b/a). The best r is unique, so it shares the symmetry x → ab/x of the power: its
 * zeros −√(ab) e^{ζ_k} mirror its poles −√(ab) e^{−ζ_k}, and ln(r(x)/x^α) is the odd function
 *   E(t) = Σ_k [ ln cosh((t−ζ_k)/2) − ln cosh((t+ζ_k)/2) ] − α t.
 * Only n numbers ζ_k are unknown, and E is evaluated with an absolute error of some 10⁻¹⁵, which is why double precision
 * is enough. The best ζ make E equioscillate: E(t_i) = (−1)^i δ at its n+1 extremes t_i in (0, T], the last one T itself.
 * The relative error of the best r is then tanh δ.
 *
 *   1. Guess. Zeros and poles of Padé approximants to (1−y)^α are zeros of Jacobi polynomials P_n^{(±α,∓α)}; their
 *      asymptotic places, carried over to elliptic coordinates, are w = (k − ¼ ± |α|/2)/(n + ½). Exact for α = −½.
 *   2. Interpolate. Newton's method for E = 0 at n points between the extremes that α = −½ would have.
 *   3. Exchange. Newton's method for (ζ, δ), the extremes found anew in each step.
 *
 * Reference: E. Ya. Remez, General Computational Methods of Chebyshev Approximation (1957); for RHMC, M. A. Clark and
 * A. D. Kennedy, hep-lat/0309084. Asymptotics: G. Szegő, Orthogonal Polynomials (1939), Sec. 8.
 */

import { fromFactors, type RationalApproximation } from './approximation.ts';
import { type Band, band } from './band.ts';
import { solveLinearSystem } from './linearSystem.ts';

/** What the exchange works on: the exponent and the logarithms ζ of the zeros. */
interface Trial {
  readonly exponent: number;
  readonly zeta: readonly number[];
}

const mostSteps = 20;
const bisections = 55;
const gridPerExtreme = 8;
// How unequal the extremes may stay. Rounding forbids less once they approach 10⁻¹² themselves.
const levelTolerance = 1e-2;

/**
 * The best approximation of x^exponent, −1 < exponent < 0, with `order` poles on [lower, upper], 0 < lower < upper; or
 * nothing, if its error is too small to be resolved in double precision (below about 10⁻¹²).
 */
export function remez(
  exponent: number,
  order: number,
  lower: number,
  upper: number,
): RationalApproximation | undefined {
  const interval = band(lower, upper);
  const start = { exponent, zeta: asymptoticZeros(exponent, order, interval) };
  const levelled = exchange(interpolate(start, interval), interval);
  if (!levelled) return undefined;
  const centre = Math.sqrt(lower) * Math.sqrt(upper);
  const position = (t: number) => centre * Math.exp(t);
  const { zeta, extremes } = levelled;
  return fromFactors({
    exponent,
    lower,
    upper,
    zeros: zeta.map(position),
    shifts: zeta.map(z => position(-z)).toReversed(),
    alternation: [...extremes.map(t => position(-t)).toReversed(), ...extremes.map(position)],
  });
}

function asymptoticZeros(exponent: number, order: number, { outside }: Band): number[] {
  return Array.from({ length: order }, (_, k) => outside((k + 3 / 4 - exponent / 2) / (order + 1 / 2)));
}

function interpolate(start: Trial, { inside }: Band): Trial {
  const order = start.zeta.length;
  const nodes = Array.from({ length: order }, (_, i) => inside(1 / 2 + (i + 1) / (2 * order + 1)));
  let best = start;
  let residual = Infinity;
  for (let step = 0, trial = start; step < mostSteps; step++) {
    const errors = nodes.map(t => logError(trial, t));
    const largest = Math.max(...errors.map(Math.abs));
    if (!(largest < residual / 2)) break;
    best = trial;
    residual = largest;
    trial = correct(
      trial,
      solveLinearSystem(
        nodes.map(t => gradient(trial, t)),
        errors,
      ),
    );
  }
  return best;
}

function exchange(start: Trial, interval: Band): { zeta: readonly number[]; extremes: number[] } | undefined {
  let best: { zeta: readonly number[]; extremes: number[]; largest: number; smallest: number } | undefined;
  for (let step = 0, trial = start; step < mostSteps; step++) {
    const extremes = findExtremes(trial, interval);
    if (extremes.length !== trial.zeta.length + 1) break;
    const errors = extremes.map(t => logError(trial, t));
    const sizes = errors.map(Math.abs);
    const largest = Math.max(...sizes);
    if (best && !(largest < best.largest)) break;
    best = { zeta: trial.zeta, extremes, largest, smallest: Math.min(...sizes) };
    const equations = extremes.map((t, i) => [...gradient(trial, t), i % 2 ? 1 : -1]);
    trial = correct(trial, solveLinearSystem(equations, errors));
  }
  return best && best.largest < (1 + levelTolerance) * best.smallest ? best : undefined;
}

function correct({ exponent, zeta }: Trial, correction: readonly number[]): Trial {
  return { exponent, zeta: zeta.map((z, k) => z - correction[k]) };
}

/** The points of (0, T] where |E| is largest between its zeros: the roots of dE/dt, and T. */
function findExtremes(trial: Trial, { inside, halfWidth }: Band): number[] {
  const points = gridPerExtreme * trial.zeta.length;
  const grid = Array.from({ length: points + 1 }, (_, i) => inside(1 / 2 + i / (2 * points)));
  const slopes = grid.map(t => slope(trial, t));
  const roots: number[] = [];
  for (let i = 0; i < points; i++) {
    if (slopes[i] * slopes[i + 1] < 0) roots.push(bisect(trial, grid[i], grid[i + 1], slopes[i]));
  }
  return [...roots, halfWidth];
}

function bisect(trial: Trial, from: number, to: number, slopeAtFrom: number): number {
  let [low, high] = [from, to];
  for (let k = 0; k < bisections; k++) {
    const middle = (low + high) / 2;
    if (slope(trial, middle) * slopeAtFrom > 0) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** E(t). */
function logError({ exponent, zeta }: Trial, t: number): number {
  return zeta.reduce((sum, z) => sum + (logCosh((t - z) / 2) - logCosh((t + z) / 2)), -exponent * t);
}

/** dE/dt. */
function slope({ exponent, zeta }: Trial, t: number): number {
  return zeta.reduce((sum, z) => sum + (Math.tanh((t - z) / 2) - Math.tanh((t + z) / 2)) / 2, -exponent);
}

/** ∂E(t)/∂ζ_k for all k. */
function gradient({ zeta }: Trial, t: number): number[] {
  return zeta.map(z => -(Math.tanh((t - z) / 2) + Math.tanh((t + z) / 2)) / 2);
}

/** ln cosh y without overflow. */
function logCosh(y: number): number {
  return Math.abs(y) + Math.log1p(Math.exp(-2 * Math.abs(y))) - Math.LN2;
}
