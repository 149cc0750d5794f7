/**
 * Effective masses from a correlator C(t), in lattice units:
 *   logarithmic  m = log C(t)/C(t+1)                                     one state, infinite time extent;
 *   cosh         C(t)/C(t+1) = cosh(m (t − T/2)) / cosh(m (t + 1 − T/2))   periodic in T, symmetric correlator;
 *   sinh         the same with sinh                                       antisymmetric correlator.
 * The equations have one root m > 0 where the correlator falls towards T/2, with sinh more steeply than a straight line; it is
 * found by bisection.
 * C. Gattringer and C. B. Lang, Quantum Chromodynamics on the Lattice, Springer 2010, section 6.3.
 */
import type { Estimate } from './estimate.ts';
import { jackknifeDerived } from './jackknife.ts';
import type { BinOptions } from './resampling.ts';
import type { Series } from './series.ts';

/** Mass at time t, or the sentence that says why there is none. */
export type EffectiveMass =
  | { readonly t: number; readonly mass: Estimate }
  | { readonly t: number; readonly failure: string };

const BISECTIONS = 200;

/** log C(t)/C(t+1). @throws RangeError where the two have no common sign */
export function logarithmicMass(now: number, next: number): number {
  if (!(now / next > 0)) {
    throw new RangeError(`The correlator goes from ${now} to ${next}: a mass needs two values of equal sign.`);
  }
  return Math.log(now / next);
}

/**
 * The root m of the cosh equation.
 * @param now C(t)
 * @param next C(t+1)
 * @param extent T
 * @throws RangeError where the correlator does not fall towards the middle, or t and t+1 are mirror images
 */
export function coshMass(now: number, next: number, t: number, extent: number): number {
  if (2 * t >= extent) return coshMass(next, now, extent - t - 1, extent);
  if (2 * t + 1 === extent) {
    throw new RangeError(
      `Times ${t} and ${t + 1} are mirror images at extent ${extent}: their ratio tells nothing of the mass.`,
    );
  }
  const ratio = now / next;
  if (!(ratio > 1)) {
    throw new RangeError(
      `The correlator goes from ${now} to ${next} towards the middle of the lattice: a cosh mass needs a falling correlator.`,
    );
  }
  const far = extent / 2 - t;
  // cosh(m far)/cosh(m (far-1)) lies between e^m / 2 and e^m, which brackets the root.
  let low = Math.log(ratio);
  let high = Math.log(2 * ratio);
  for (let k = 0; k < BISECTIONS && low < high; k++) {
    const middle = 0.5 * (low + high);
    if (middle === low || middle === high) break;
    if (logCosh(middle * far) - logCosh(middle * (far - 1)) < Math.log(ratio)) low = middle;
    else high = middle;
  }
  return 0.5 * (low + high);
}

/**
 * The root m of the sinh equation. Arguments as {@link coshMass}.
 * @throws RangeError where the correlator does not fall more steeply than T/2 - t, or reaches past the middle
 */
export function sinhMass(now: number, next: number, t: number, extent: number): number {
  const far = extent / 2 - t;
  const ratio = now / next;
  if (!(far > 1 && ratio > far / (far - 1))) {
    throw new RangeError(
      `The correlator goes from ${now} to ${next}, ${far} before the middle of the lattice: a sinh mass needs one that falls more steeply than ${far} to ${far - 1}.`,
    );
  }
  // sinh(m far)/sinh(m (far-1)) lies above e^m and above far/(far-1), its value for m = 0.
  let low = 0;
  let high = Math.log(ratio);
  for (let k = 0; k < BISECTIONS; k++) {
    const middle = 0.5 * (low + high);
    if (middle === low || middle === high) break;
    if (logSinh(middle * far) - logSinh(middle * (far - 1)) < Math.log(ratio)) low = middle;
    else high = middle;
  }
  return 0.5 * (low + high);
}

/** log sinh x for x > 0, without overflow. */
function logSinh(x: number): number {
  return x + Math.log(-Math.expm1(-2 * x)) - Math.LN2;
}

/** log cosh x without overflow. */
function logCosh(x: number): number {
  const size = Math.abs(x);
  return size + Math.log1p(Math.exp(-2 * size)) - Math.LN2;
}

export type MassKind = 'logarithmic' | 'cosh' | 'sinh';

/** The mass of one kind from C(t) and C(t+1). Errors as of that kind. */
export function effectiveMass(kind: MassKind, now: number, next: number, t: number, extent: number): number {
  return { cosh: coshMass, sinh: sinhMass, logarithmic: logarithmicMass }[kind](now, next, t, extent);
}

/**
 * Effective masses of a measured correlator with jackknife errors.
 * @param correlator `correlator[t]` is the series of C(t)
 * @param extent T; by default as many times as there are
 * @throws RangeError as `jackknifeSamples` for bins that do not fit; a time without a mass is reported, not thrown
 */
export function effectiveMasses(
  correlator: readonly Series[],
  kind: MassKind,
  options: BinOptions,
  extent: number = correlator.length,
): EffectiveMass[] {
  return correlator.slice(0, -1).map((now, t) => {
    const pair = [now, correlator[t + 1]];
    try {
      const massOf = ([c, next]: readonly number[]) => effectiveMass(kind, c, next, t, extent);
      return { t, mass: jackknifeDerived(massOf, pair, options) };
    } catch (reason) {
      if (reason instanceof RangeError) return { t, failure: reason.message };
      throw reason;
    }
  });
}
