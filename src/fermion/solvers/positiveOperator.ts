/** What the solvers need to know of an operator, what they are asked, and what they report. */
import type { NumberOf, Parity, Precision } from '../../kernel/index.ts';
import { type Field, type Lattice, sharedField } from '../../lattice/index.ts';

/** A hermitian operator A ≥ 0 on fields of complex numbers, re and im alternating. */
export interface PositiveOperator {
  /** For error sentences. */
  readonly name: string;
  readonly lattice: Lattice;
  /** Reals per site of the fields it acts on. */
  readonly components: number;
  /** The sites of the fields it acts on. */
  readonly parity: Parity;
  /** The precision of the fields it acts on. Default f64. */
  readonly precision?: Precision;
  /** Whether the product in `bind` is the sum of one kernel, which can be left on a device. Default: no. */
  readonly leavesProducts?: boolean;
  /** So many applications are not to be counted: they changed nothing. */
  uncount?(times: number): void;
  /**
   * Prepares q ← (A + shift) p. Each call of the answer does it and returns Re ⟨p, q⟩; given a place for it on a device, it
   * leaves the product there.
   */
  bind(p: Field, q: Field): (shift: number, into?: NumberOf) => number;
}

export interface SolverOptions {
  /** Asked is |b − (A + shift) x| ≤ tolerance |b|. */
  readonly tolerance: number;
  /** Give up after so many iterations. Default 10000. */
  readonly maxIterations?: number;
  /** Hears every iteration. */
  readonly onIteration?: () => void;
}

export type SolverLimits = Omit<SolverOptions, 'tolerance'>;

/** What bounds and watches a solve, of options that say more. */
export function limitsOf({ maxIterations, onIteration }: SolverLimits): SolverLimits {
  return { ...(maxIterations === undefined ? {} : { maxIterations }), ...(onIteration && { onIteration }) };
}

export interface SolverReport {
  readonly iterations: number;
  /** |b − (A + shift) x| / |b|, recomputed from x; of several shifts the largest. */
  readonly residual: number;
  /** Largest Ritz value: an eigenvalue estimate from below, converging to the largest eigenvalue of A + shift. */
  readonly largestRitzValue: number;
  /** Smallest Ritz value: from above, converging to the smallest eigenvalue that the source has a share in. */
  readonly smallestRitzValue: number;
}

/** A solver of (A + shift) x = b for one operator, with vectors of its own. */
export interface ShiftedSolver {
  readonly operator: PositiveOperator;
  /** x of the last solve; the next one overwrites it. */
  readonly solution: Field;
  /** Solves into `solution`; throws a sentence if the residual does not get as small as asked. */
  solve(b: Field, options: ShiftedOptions): SolverReport;
}

export interface ShiftedOptions extends SolverOptions {
  /** Default 0. */
  readonly shift?: number;
  /** Where the iteration starts. Default: zero. */
  readonly guess?: Field;
}

/** A field that this operator can act on, zero. */
export function vectorFor({ lattice, components, parity, precision = 'f64' }: PositiveOperator): Field {
  return lattice.field(components, { parity, precision });
}

/** A field that this operator can act on, shared by all that use it for this purpose: see `sharedField`. */
export function vectorDuring(
  purpose: string,
  { lattice, components, parity, precision = 'f64' }: PositiveOperator,
): Field {
  return sharedField(lattice, purpose, components, { parity, precision });
}

/** A solve that was given up because it took too many iterations. */
export class IterationLimitError extends Error {}

/** Says why a solver stopped short; `fraction` is the relative residual that it reached. */
export function solverFailure(
  solver: string,
  operator: { readonly name: string },
  { iterations, fraction, tolerance }: { iterations: number; fraction: number; tolerance: number },
  what: string,
  kind: new (message: string) => Error = Error,
): Error {
  return new kind(
    `${solver} on the ${operator.name}: after ${iterations} iterations the relative residual is ` +
      `${fraction.toExponential(2)}, asked was ${tolerance}; it ${what}.`,
  );
}

export const defaultMaxIterations = 10_000;

/** The recomputed residual may exceed the asked one by this factor, because rounding makes the two drift apart. */
export const residualSlack = 2;
