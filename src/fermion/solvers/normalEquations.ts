/**
 * A x = b by conjugate gradients on the normal equations (CGNR),
 *   A† A d = A† r,   x ← x + d,   r = b − A x,
 * repeated until |r| is as small as asked: the residual of the normal equations alone does not tell. Slow, for it sees
 * the square of the condition number, and sure, for it needs nothing but an A that can be inverted.
 *
 * Reference: Y. Saad, Iterative Methods for Sparse Linear Systems (SIAM, 2003), 8.3.
 */
import { axpy, type Field } from '../../lattice/index.ts';
import { ConjugateGradient } from './cg.ts';
import {
  type LinearOperator,
  type LinearOptions,
  type LinearReport,
  type LinearSolver,
  normalOf,
  residualParts,
} from './linearOperator.ts';
import { defaultMaxIterations, residualSlack, solverFailure } from './positiveOperator.ts';

/** A correction must make the residual smaller by this factor. */
const leastProgress = 0.5;
/** No correction asks for more than this: what is missing is left to the next one. */
const finestCorrection = 1e-10;

export class NormalEquations implements LinearSolver {
  readonly operator: LinearOperator;
  readonly solution: Field;
  private readonly parts: ReturnType<typeof residualParts>;
  private readonly cg: ConjugateGradient;
  private readonly right: Field;
  private readonly applyDagger: () => void;
  private readonly correct: () => void;

  constructor(operator: LinearOperator) {
    const { lattice, components, parity } = operator;
    this.operator = operator;
    this.parts = residualParts(operator);
    this.solution = this.parts.x;
    this.cg = new ConjugateGradient(normalOf(operator));
    this.right = lattice.field(components, { parity });
    this.applyDagger = operator.bindDagger(this.parts.r, this.right);
    const add = axpy(components, lattice.dimension).bind({ x: this.cg.solution, y: this.solution }, { sites: parity });
    this.correct = () => void add({ a: 1 });
  }

  /** Errors as those of conjugate gradients, or that the residual stops falling. */
  solve(source: Field, { tolerance, guess, maxIterations = defaultMaxIterations }: LinearOptions): LinearReport {
    const { begin, residual } = this.parts;
    const total = begin(source, guess);
    if (total === 0) return { iterations: 0, residual: 0 };
    let iterations = 0;
    let fraction = Math.sqrt(residual() / total);
    while (!(fraction <= residualSlack * tolerance)) {
      this.applyDagger();
      const correction = this.cg.solve(this.right, {
        tolerance: Math.max(finestCorrection, tolerance / fraction / 2),
        maxIterations: maxIterations - iterations,
      });
      iterations += correction.iterations;
      this.correct();
      const before = fraction;
      fraction = Math.sqrt(residual() / total);
      if (!(fraction < leastProgress * before) && !(fraction <= residualSlack * tolerance)) {
        const what = 'stopped falling: double precision allows no more. Ask for less';
        throw solverFailure('Normal equations', this.operator, { iterations, fraction, tolerance }, what);
      }
    }
    return { iterations, residual: fraction };
  }
}
