/**
 * Conjugate gradients of mixed precision: the iteration in f32, and from time to time, in f64,
 *   x ← x + x_f32,   r = b − (A + shift) x,
 * with the true residual put in place of the iterated one ("reliable updates"). The direction p is kept, so that the
 * iteration continues as if nothing had happened. The result is as good as that of double precision: what counts is r.
 * Where f32 makes no progress, because A is too ill-conditioned for it, f64 finishes.
 *
 * f32 holds r/|r₀|, so that small sources do not underflow.
 *
 * Reference: G. L. G. Sleijpen and H. A. van der Vorst, Computing 56, 141 (1996); M. A. Clark et al., Comput. Phys.
 * Commun. 181, 1517 (2010), arXiv:0911.3191.
 */
import { axpy, type Field, norm2, xpay } from '../../lattice/index.ts';
import { ConjugateGradient, isPositive, residualOf } from './cg.ts';
import { cgStep } from './cgStep.ts';
import { ChainedSteps } from './chainedSteps.ts';
import { bindConversion } from './convert.ts';
import {
  defaultMaxIterations,
  IterationLimitError,
  type PositiveOperator,
  residualSlack,
  type ShiftedOptions,
  type ShiftedSolver,
  type SolverReport,
  solverFailure,
  vectorDuring,
  vectorFor,
} from './positiveOperator.ts';
import type { SinglePrecisionTwin } from './singlePrecision.ts';

/** The true residual is computed when the iterated one has fallen by this factor since the last time. */
const updateFactor = 0.05;
/** Two updates must make the residual smaller by this factor, or f64 takes over. */
const leastProgress = 0.5;

interface Inner {
  readonly x: Field;
  readonly r: Field;
  readonly p: Field;
  readonly apply: (shift: number) => number;
  /** x += α p, r -= α A p; gives |r|² */
  readonly advance: (alpha: number) => number;
  /** p ← r + β p */
  readonly turn: (beta: number) => void;
  readonly chained: ChainedSteps | undefined;
}

/** A solver for one operator and its f32 twin; vectors but the solution are shared with others of its shape. */
export class MixedPrecisionConjugateGradient implements ShiftedSolver {
  readonly operator: PositiveOperator;
  readonly solution: Field;
  private readonly double: ConjugateGradient;
  private readonly twin: SinglePrecisionTwin;
  private readonly inner: Inner;
  private readonly right: Field;
  private readonly squaredNorm: () => number;
  /** r ← b − (A + shift) x in f64; gives |r|². */
  private readonly residual: (shift: number) => number;
  /** r_f32 ← factor r */
  private readonly lower: (factor: number) => void;
  /** x ← x + factor x_f32 */
  private readonly collect: (factor: number) => void;

  constructor(operator: PositiveOperator, twin: SinglePrecisionTwin) {
    const { components, parity, lattice } = operator;
    const { dimension } = lattice;
    const sites = { sites: parity };
    this.operator = operator;
    this.twin = twin;
    this.double = new ConjugateGradient(operator);
    this.inner = innerVectors(twin);
    const x = vectorFor(operator);
    const [right, q, r] = ['b', 'q', 'r'].map(name => vectorDuring(`mixed precision ${name}`, operator));
    this.right = right;
    this.solution = x;
    const norm = norm2(components, dimension).bind({ x: right }, sites);
    this.squaredNorm = () => norm().total;
    const apply = operator.bind(x, q);
    const subtract = residualOf(components, dimension).bind({ b: right, q, r }, sites);
    this.residual = shift => {
      apply(shift);
      return subtract().norm;
    };
    this.lower = bindConversion(r, this.inner.r);
    // q is free between two residuals.
    const raise = bindConversion(this.inner.x, q);
    const add = axpy(components, dimension).bind({ x: q, y: x }, sites);
    this.collect = factor => {
      raise(factor);
      add({ a: 1 });
    };
  }

  /** Errors as those of conjugate gradients in f64. Ritz values are those of the f64 iterations, if there were any. */
  solve(b: Field, options: ShiftedOptions): SolverReport {
    const { tolerance, shift = 0, guess } = options;
    this.right.copyFrom(b);
    const total = this.squaredNorm();
    if (guess && total !== 0) this.solution.copyFrom(guess);
    else this.solution.fill(0);
    if (total === 0) return { iterations: 0, residual: 0, ...noRitzValues };
    this.twin.refresh();
    const norm = this.residual(shift);
    const run: Run = {
      iterations: 0,
      norm,
      scale: 1 / Math.sqrt(norm),
      beta: 0,
      target: tolerance ** 2 * total,
      total,
    };
    while (!(run.norm <= residualSlack ** 2 * run.target)) {
      const before = run.norm;
      this.iterate(run, options);
      if (!(run.norm < leastProgress ** 2 * before)) return this.finish(run, options);
    }
    return { iterations: run.iterations, residual: Math.sqrt(run.norm / total), ...noRitzValues };
  }

  /** Iterates in f32 until an update is due, and updates solution and residual in f64. */
  private iterate(run: Run, options: ShiftedOptions): void {
    const { shift = 0, maxIterations = defaultMaxIterations, onIteration } = options;
    const { inner, lower, collect, residual } = this;
    const { scale } = run;
    const due = Math.max(updateFactor ** 2 * run.norm, run.target) * scale ** 2;
    lower(scale);
    inner.x.fill(0);
    if (run.beta === 0) inner.p.copyFrom(inner.r);
    else inner.turn(run.beta);
    let norm = run.norm * scale ** 2;
    let before = norm;
    inner.chained?.begin(norm);
    for (;;) {
      if (run.iterations >= maxIterations) throw this.failure(run, options);
      const step = inner.chained?.next(norm, shift, due);
      const curvature = step ? step.curvature : inner.apply(shift);
      before = norm;
      // f32 may lose positivity by rounding; the next direction is then the residual itself.
      if (!isPositive(curvature)) {
        before = Infinity;
        break;
      }
      norm = step ? step.norm : inner.advance(before / curvature);
      run.iterations++;
      onIteration?.();
      if (!(norm > due)) break;
      if (!step) inner.turn(norm / before);
    }
    inner.chained?.end();
    collect(1 / scale);
    run.norm = residual(shift);
    run.beta = (run.norm * scale ** 2) / before;
  }

  /** The rest in f64, from where f32 came to. */
  private finish({ iterations }: Run, options: ShiftedOptions): SolverReport {
    const report = this.double.solve(this.right, { ...options, guess: this.solution });
    this.solution.copyFrom(this.double.solution);
    const { residual, largestRitzValue, smallestRitzValue } = report;
    return { iterations: iterations + report.iterations, residual, largestRitzValue, smallestRitzValue };
  }

  private failure({ iterations, norm, total }: Run, { tolerance }: ShiftedOptions): Error {
    return solverFailure(
      'Conjugate gradients of mixed precision',
      this.operator,
      { iterations, fraction: Math.sqrt(norm / total), tolerance },
      'is too large. Allow more iterations, ask for less, or use a larger mass',
      IterationLimitError,
    );
  }
}

interface Run {
  iterations: number;
  /** |r|², of f64 */
  norm: number;
  /** What turns r of f64 into that of f32. */
  readonly scale: number;
  /** For the next direction; 0 for the residual itself. */
  beta: number;
  readonly target: number;
  /** |b|² */
  readonly total: number;
}

const noRitzValues = { largestRitzValue: 0, smallestRitzValue: 0 };

function innerVectors(twin: SinglePrecisionTwin): Inner {
  const { components, parity, lattice } = twin;
  const { dimension } = lattice;
  const sites = { sites: parity };
  const [x, r, p, q] = ['x', 'r', 'p', 'q'].map(name => vectorDuring(`single precision ${name}`, twin));
  const step = cgStep(components, dimension).bind({ p, q, x, r }, sites);
  const turn = xpay(components, dimension).bind({ x: r, y: p }, sites);
  return {
    x,
    r,
    p,
    apply: twin.bind(p, q),
    advance: a => step({ a }).norm,
    turn: a => void turn({ a }),
    chained: ChainedSteps.for(twin, { p, q, x, r }),
  };
}
