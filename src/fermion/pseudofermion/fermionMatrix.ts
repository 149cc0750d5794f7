/**
 * What pseudofermions need to know of a Dirac operator: a matrix K of the links with M = K† K on the sites of φ,
 * a root of M + m², and the derivative of its inverse.
 */
import type { Group } from '../../group/index.ts';
import type { Field, Lattice } from '../../lattice/index.ts';
import type { DerivativeSum } from '../derivative.ts';
import type { PositiveOperator } from '../solvers/positiveOperator.ts';
import type { SinglePrecisionTwin } from '../solvers/singlePrecision.ts';

/** As far as rational functions of M and their derivatives need it. */
export interface NormalMatrix {
  readonly lattice: Lattice;
  readonly group: Group;
  /** M. Its sites are those of φ. */
  readonly normal: PositiveOperator;
  /** M in single precision, where there is such a thing. */
  readonly singlePrecision?: () => SinglePrecisionTwin;
  /** How often the hopping term was applied to all sites since this was last asked. */
  readonly takeApplications?: () => number;
  /** Stored reals per site of the links that derivatives are taken with respect to. Default: a link per direction. */
  readonly linkReals?: number;
  /** Prepares adding weight d(φ† X) for X = (M + s)⁻¹ φ. */
  bindDerivative(X: Field, into: DerivativeSum): (weight: number) => void;
  /** Before the first of these, and after the last: where parts of the derivative are gathered and carried back together. */
  readonly gathering?: { begin(): void; end(into: DerivativeSum): void };
}

export interface FermionMatrix extends NormalMatrix {
  /** A field for the noise that `bindRoot` takes: on the sites of φ, or on more. */
  noise(): Field;
  /** Prepares φ ← L(m) ξ with L(m) L(m)† = M + m², on the sites of φ; L(m) − L(0) is m times the unit matrix. */
  bindRoot(xi: Field, phi: Field): (mass: number) => void;
}
