/**
 * Symmetries: a functional does not change under them, a transformation commutes with them. A symmetry is a map of
 * configurations; for links it is usually a gauge transformation, U_μ(x) → Ω(x) U_μ(x) Ω(x+μ)†.
 */
import { type GaugeField, gaugeTransformed, randomElements } from '../gauge/index.ts';
import { type Configuration, type Functional, key, type Transformation } from '../lattice/index.ts';
import { type Finding, finding } from './finding.ts';
import { distance, largestDifference } from './motion.ts';

/** The configuration seen otherwise, as a new one. */
export type Symmetry<F> = (u: F) => F;

export interface SymmetryOptions {
  /** Default 1e-12: rounding. */
  readonly tolerance?: number;
  /** The law in words, such as "gauge action is gauge invariant". */
  readonly law?: string;
}

/** A random gauge transformation of configurations like u: everywhere another Ω(x), Haar distributed. */
export function gaugeRotation(u: GaugeField, seed = 1): Symmetry<GaugeField> {
  const omega = randomElements(u.lattice, u.group, 1, key(seed, 0, 'gaugeTransformation'));
  return v => gaugeTransformed(v, omega);
}

/** S(gu) = S(u), up to `tolerance` relative to |S| + volume. */
export function invarianceLaw<F extends Configuration<F>>(
  S: Functional<F>,
  u: F,
  symmetry: Symmetry<F>,
  { tolerance = 1e-12, law = `${S.name} is invariant` }: SymmetryOptions = {},
): Finding {
  const here = S.value(u);
  const there = S.value(symmetry(u));
  return finding(
    law,
    Math.abs(there - here) / (Math.abs(here) + u.field.lattice.volume),
    tolerance,
    `${here} before, ${there} after`,
  );
}

/** T(gu) = g T(u), up to `tolerance` in every stored real. */
export function covarianceLaw<F extends Configuration<F>>(
  T: Transformation<F>,
  u: F,
  symmetry: Symmetry<F>,
  { tolerance = 1e-12, law = `${T.name} commutes with the symmetry` }: SymmetryOptions = {},
): Finding {
  const first = T.apply(u);
  const second = T.apply(symmetry(u));
  const error = largestDifference(symmetry(first.image).field, second.image.field);
  first.tape.release();
  second.tape.release();
  return finding(law, error, tolerance);
}

/** Covariance, and T leaves u as it was. */
export function covarianceLaws<F extends Configuration<F>>(
  T: Transformation<F>,
  u: F,
  symmetry: Symmetry<F>,
  options: SymmetryOptions = {},
): Finding[] {
  const before = u.field.toArray();
  const covariance = covarianceLaw(T, u, symmetry, options);
  return [covariance, finding(`${T.name} leaves the configuration as it was`, distance(u.field.toArray(), before), 0)];
}
