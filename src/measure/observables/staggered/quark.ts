/** What a staggered valence quark is. */
import {
  antiperiodicInTime,
  type Boundary,
  type StaggeredDirac,
  sharedHisqOperator,
  sharedStaggeredOperator,
} from '../../../fermion/index.ts';
import type { Group } from '../../../group/index.ts';
import type { Lattice } from '../../../lattice/index.ts';

/** A staggered quark without its mass. */
export interface StaggeredKind {
  readonly lattice: Lattice;
  readonly group: Group;
  /** Default: antiperiodic in time. */
  readonly boundary?: Boundary;
  /** Highly improved links, in place of the thin ones. */
  readonly hisq?: { readonly naikEpsilon?: number };
}

export interface StaggeredQuark extends StaggeredKind {
  readonly mass: number;
  readonly solver: { readonly tolerance: number; readonly maxIterations?: number };
}

/** Its operator, whose links are to be read in before every measurement, and a strict bound on the eigenvalues of −D₀ D₀. */
export function staggeredOperator(quark: StaggeredKind): {
  readonly operator: StaggeredDirac;
  readonly spectralBound: number;
} {
  const { lattice, group, hisq, boundary = antiperiodicInTime(lattice.dimension) } = quark;
  if (hisq) {
    const operator = sharedHisqOperator({ lattice, group, boundary, ...hisq });
    return { operator, spectralBound: operator.spectralBound };
  }
  // Each of the 2 D hops has norm ½; links are unitary up to rounding.
  return {
    operator: sharedStaggeredOperator(lattice, group, boundary),
    spectralBound: lattice.dimension ** 2 * (1 + 1e-6),
  };
}
