/** What the solvers need to know of an operator, what they are asked, and what they report. */
import type { Parity } from '../../kernel/index.ts';
import type { Field, Lattice } from '../../lattice/index.ts';

/** A hermitian operator A >= 0 on fields of complex numbers, re and im alternating. */
export interface PositiveOperator {
  /** For error sentences. */
  readonly name: string;
  readonly lattice: Lattice;
  /** Reals per site of the fields it acts on. */
  readonly components: number;
  /** The sites of the fields it acts on. */
  readonly parity: Parity;
  /** Prepares q <- (A + shift) p. Each call of the answer does it and returns Re <p, q>. */
  bind(p: Field, q: Field): (shift: number) => number;
}

export interface SolverOptions {
  /** Asked is |b - (A + shift) x| <= tolerance |b|. */
  readonly tolerance: number;
  /** Give up after so many iterations. Default 10000. */
  readonly maxIterations?: number;
}

export interface SolverReport {
  readonly iterations: number;
  /** |b - (A + shift) x| / |b|, recomputed from x; of several shifts the largest. */
  readonly residual: number;
  /** Largest Ritz value: an eigenvalue estimate from below, converging to the largest eigenvalue of A + shift. */
  readonly largestRitzValue: number;
}

export const defaultMaxIterations = 10_000;

/** The recomputed residual may exceed the asked one by this factor, because rounding makes the two drift apart. */
export const residualSlack = 2;
