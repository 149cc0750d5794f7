/**
 * Scales from the energy density along a gradient flow:
 *   t² ⟨E(t)⟩ = 0.3 at t = t₀;   W(t) = t d/dt (t² ⟨E(t)⟩) = 0.3 at t = w₀².
 *
 * Energies are averaged over configurations first, at equal times; resample the averages for errors. Between the given
 * times functions are polynomials through the four nearest points, derivatives those of the polynomial through five: errors
 * are of fourth order in the spacing of the times, which need not be equal.
 *
 * Reference: M. Lüscher, JHEP 08 (2010) 071, arXiv:1006.4518 (t₀); S. Borsányi et al., JHEP 09 (2012) 010,
 * arXiv:1203.4469 (w₀).
 */
import { plural } from '../../words/index.ts';

/** The customary value of t² ⟨E⟩ and of W. */
export const flowReference = 0.3;

/** t₀ in units of a²; undefined if t² ⟨E⟩ does not rise to the reference within the given times. */
export function flowTimeT0(
  times: readonly number[],
  energies: readonly number[],
  reference = flowReference,
): number | undefined {
  return firstCrossing(times, rescaled(times, energies), reference);
}

/** w₀ in units of a; undefined if W does not rise to the reference within the given times. */
export function flowRadiusW0(
  times: readonly number[],
  energies: readonly number[],
  reference = flowReference,
): number | undefined {
  const crossing = firstCrossing(times, logarithmicSlope(times, energies), reference);
  return crossing === undefined ? undefined : Math.sqrt(crossing);
}

/** W(t) = t d/dt (t² E) at the given times. */
export function logarithmicSlope(times: readonly number[], energies: readonly number[]): number[] {
  const values = rescaled(times, energies);
  return times.map((t, k) => t * derivativeAt(times, values, k));
}

/** t² E. @throws if times and energies do not belong together */
function rescaled(times: readonly number[], energies: readonly number[]): number[] {
  if (times.length !== energies.length || times.length < 2) {
    throw new Error(
      `A flow scale needs as many energies as times, at least 2; found ${plural(times.length, 'time')}, ${plural(energies.length, 'energy', 'energies')}.`,
    );
  }
  const back = times.findIndex((t, k) => k > 0 && !(t > times[k - 1]));
  if (back > 0) {
    throw new Error(`Flow times ascend; found ${times[back]} after ${times[back - 1]}.`);
  }
  return times.map((t, k) => t ** 2 * energies[k]);
}

/** Where the values first rise through the level. */
function firstCrossing(times: readonly number[], values: readonly number[], level: number): number | undefined {
  const k = values.findIndex((value, i) => i > 0 && values[i - 1] < level && value >= level);
  if (k < 0) return undefined;
  const nodes = neighbours(times.length, k - 2, 4);
  let [low, high] = [times[k - 1], times[k]];
  // Halved 60 times, the interval is as small as rounding.
  for (let n = 0; n < 60; n++) {
    const middle = (low + high) / 2;
    if (interpolated(times, values, nodes, middle) < level) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** `count` neighbouring positions from `first` on, moved into the range, or all if there are not so many. */
function neighbours(length: number, first: number, count: number): number[] {
  const width = Math.min(count, length);
  const start = Math.max(0, Math.min(length - width, first));
  return Array.from({ length: width }, (_, k) => start + k);
}

/** The polynomial through the nodes, in Lagrange's form. */
function interpolated(
  times: readonly number[],
  values: readonly number[],
  nodes: readonly number[],
  t: number,
): number {
  return nodes.reduce((sum, i) => {
    const weight = nodes.reduce((w, j) => (j === i ? w : (w * (t - times[j])) / (times[i] - times[j])), 1);
    return sum + weight * values[i];
  }, 0);
}

/** The derivative at a node of the polynomial through the five nearest. */
function derivativeAt(times: readonly number[], values: readonly number[], k: number): number {
  const nodes = neighbours(times.length, k - 2, 5);
  return nodes
    .filter(j => j !== k)
    .reduce((sum, j) => {
      const others = nodes.filter(i => i !== j && i !== k);
      const weight = others.reduce((w, i) => (w * (times[k] - times[i])) / (times[j] - times[i]), 1);
      return sum + (weight * (values[j] - values[k])) / (times[j] - times[k]);
    }, 0);
}
