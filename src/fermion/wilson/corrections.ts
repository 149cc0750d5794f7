/**
 * D x = b by conjugate gradients on preconditioned normal equations, repeated on the residual b − D x until that itself is
 * as small as asked: the residual of the normal equations says little where D is badly conditioned.
 */
import type { Field } from '../../lattice/index.ts';
import {
  residualSlack,
  type ShiftedSolver,
  type SolverOptions,
  type SolverReport,
} from '../solvers/positiveOperator.ts';

/** One linear system, bound. */
export interface PreconditionedSystem {
  /** Of D, for error sentences. */
  readonly name: string;
  readonly cg: ShiftedSolver;
  /** The right side of the normal equations, made from r by `prepare`. */
  readonly right: Field;
  prepare(): void;
  /** x ← x + what conjugate gradients found for r. */
  finish(): void;
  /** r ← b − D x; gives |r|². */
  measure(): number;
}

const mostCorrections = 8;

/**
 * Solves, beginning from x = 0 and r = b with |b|² = total.
 *
 * @returns the iterations of all corrections, and |b − D x| / |b|
 * @throws if the residual does not get as small as asked: for quark masses near zero, for one
 */
export function solveByCorrections(system: PreconditionedSystem, total: number, options: SolverOptions): SolverReport {
  let report: SolverReport = { iterations: 0, residual: 1, largestRitzValue: 0, smallestRitzValue: 0 };
  if (total === 0) return { ...report, residual: 0 };
  for (let step = 0; step < mostCorrections; step++) {
    system.prepare();
    const tolerance = Math.min(0.1, options.tolerance / report.residual);
    const correction = system.cg.solve(system.right, { ...options, tolerance });
    system.finish();
    const before = report.residual;
    report = {
      ...(step === 0 ? correction : report),
      iterations: report.iterations + correction.iterations,
      residual: Math.sqrt(system.measure() / total),
    };
    if (report.residual <= residualSlack * options.tolerance) return report;
    if (!(report.residual < before / 10)) break;
  }
  throw new Error(
    `The ${system.name}: after ${report.iterations} iterations |b - D x| / |b| is ${report.residual.toExponential(2)}, ` +
      `asked was ${options.tolerance}, and it falls no further. Ask for less, or make the quarks heavier.`,
  );
}
