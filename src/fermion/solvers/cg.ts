/**
 * Conjugate gradients for (A + shift) x = b with A + shift hermitian and positive.
 *
 *   α = |r|² / ⟨p, (A + shift) p⟩,  x += α p,  r -= α (A + shift) p,
 *   β  = |r'|² / |r|²,              p  = r' + β p,
 * from x = 0 or from a guess. The residual is recomputed at the end; where rounding has spoilt the recursion, the iteration starts
 * again from it.
 *
 * Reference: M. R. Hestenes and E. Stiefel, J. Res. Nat. Bur. Stand. 49, 409 (1952).
 */
import { input, kernelFamily, output, reals, siteKernel, sum } from '../../kernel/index.ts';
import { type Field, norm2, xpay } from '../../lattice/index.ts';
import { cgStep } from './cgStep.ts';
import { ChainedSteps, type Step } from './chainedSteps.ts';
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
import { largestRitzValue, smallestRitzValue } from './ritz.ts';

const examples = () =>
  [
    [4, 4],
    [6, 4],
    [2, 2],
  ] as const;

/** r ← b − q, and |r|² */
export const residualOf = kernelFamily('residual', examples, (components: number, dimension: number) => {
  const vector = reals(components);
  return siteKernel(
    'residual',
    dimension,
    { b: input(vector), q: input(vector), r: output(vector), norm: sum },
    ({ b, q, r, norm }) => {
      for (let c = 0; c < components; c++) {
        const left = b(c).sub(q(c));
        r.set(c, left);
        norm.add(left.mul(left));
      }
    },
  );
});

/** One step of the recursion, reported after r is updated and before p is. */
export type StepListener = (alpha: number, beta: number) => void;

export interface ListenedOptions extends ShiftedOptions {
  /** Hears the steps up to the first recomputation of the residual. */
  readonly onStep?: StepListener;
}

/** Conjugate gradients for one operator. All is bound once; vectors but the solution are shared with others of its shape. */
export class ConjugateGradient implements ShiftedSolver {
  readonly operator: PositiveOperator;
  /** x of the last solve; the next one overwrites it. */
  readonly solution: Field;
  /** r of the iteration, during a solve. */
  readonly residual: Field;
  private readonly right: Field;
  private readonly direction: Field;
  private readonly applyToDirection: (shift: number) => number;
  private readonly applyToSolution: (shift: number) => number;
  private readonly advance: (alpha: number) => number;
  private readonly turn: (beta: number) => void;
  private readonly recompute: () => number;
  private readonly squaredNorm: () => number;
  /** Where α and β stay on a device. */
  private readonly chained: ChainedSteps | undefined;

  /** @param purpose of the shared vectors: where the operator itself solves by conjugate gradients, another than theirs */
  constructor(operator: PositiveOperator, purpose = 'conjugate gradients') {
    const { lattice, components, parity } = operator;
    const { dimension } = lattice;
    const x = vectorFor(operator);
    const [r, p, q, b] = ['r', 'p', 'q', 'b'].map(name => vectorDuring(`${purpose} ${name}`, operator));
    const sites = { sites: parity };
    this.operator = operator;
    this.solution = x;
    this.residual = r;
    this.right = b;
    this.direction = p;
    this.applyToDirection = operator.bind(p, q);
    this.applyToSolution = operator.bind(x, q);
    const step = cgStep(components, dimension).bind({ p, q, x, r }, sites);
    const turn = xpay(components, dimension).bind({ x: r, y: p }, sites);
    const recompute = residualOf(components, dimension).bind({ b, q, r }, sites);
    const norm = norm2(components, dimension).bind({ x: b }, sites);
    this.advance = a => step({ a }).norm;
    this.turn = a => turn({ a });
    this.recompute = () => recompute().norm;
    this.squaredNorm = () => norm().total;
    this.chained = ChainedSteps.for(operator, { p, q, x, r });
  }

  /**
   * Solves (A + shift) x = b into `solution`.
   *
   * @throws if the residual does not get as small as asked within maxIterations, or stops falling because of rounding,
   *   or the operator is not positive or gives NaN
   */
  solve(b: Field, options: ListenedOptions): SolverReport {
    const { tolerance, shift = 0, guess } = options;
    const { solution, residual, direction } = this;
    this.right.copyFrom(b);
    const total = this.squaredNorm();
    if (guess && total !== 0) solution.copyFrom(guess);
    else solution.fill(0);
    const run: Recursion = { iterations: 0, norm: total, alphas: [], betas: [], listening: true };
    if (total === 0) return reportOf(run, 1);
    if (guess) {
      this.applyToSolution(shift);
      run.norm = this.recompute();
    } else residual.copyFrom(b);
    const target = tolerance ** 2 * total;
    let before = Infinity;
    for (;;) {
      direction.copyFrom(residual);
      this.iterate(run, target, total, options);
      run.listening = false;
      this.applyToSolution(shift);
      run.norm = this.recompute();
      if (run.norm <= residualSlack ** 2 * target) break;
      if (!(run.norm < before / 4)) {
        throw this.failure(run, total, options, 'stopped falling: double precision allows no more. Ask for less');
      }
      before = run.norm;
    }
    return reportOf(run, total);
  }

  private iterate(run: Recursion, target: number, total: number, options: ListenedOptions): void {
    const { shift = 0, maxIterations = defaultMaxIterations, onStep, onIteration } = options;
    // Who hears of steps looks at p and r between them.
    const chained = onStep ? undefined : this.chained;
    chained?.begin(run.norm);
    while (!(run.norm <= target)) {
      if (run.iterations >= maxIterations) {
        const advice = 'is too large. Allow more iterations, ask for less, or use a larger mass';
        throw this.failure(run, total, options, advice, IterationLimitError);
      }
      const { curvature, norm } = chained ? chained.next(run.norm, shift, target) : this.step(run.norm, shift);
      if (!isPositive(curvature)) {
        throw this.failure(
          run,
          total,
          options,
          `met <p, A p> = ${curvature}, which must be positive and finite. Look for NaN in the links and the source`,
        );
      }
      const alpha = run.norm / curvature;
      const beta = norm / run.norm;
      run.norm = norm;
      run.iterations++;
      onIteration?.();
      if (run.listening) {
        run.alphas.push(alpha);
        run.betas.push(beta);
        onStep?.(alpha, beta);
      }
      if (!chained) this.turn(beta);
    }
    chained?.end();
  }

  /** Along p, if A is positive. */
  private step(before: number, shift: number): Step {
    const curvature = this.applyToDirection(shift);
    return { curvature, norm: isPositive(curvature) ? this.advance(before / curvature) : before };
  }

  private failure(
    { iterations, norm }: Recursion,
    total: number,
    { tolerance }: ShiftedOptions,
    what: string,
    kind?: new (message: string) => Error,
  ): Error {
    const fraction = Math.sqrt(norm / total);
    return solverFailure('Conjugate gradients', this.operator, { iterations, fraction, tolerance }, what, kind);
  }
}

/** And finite. */
export const isPositive = (curvature: number): boolean => curvature > 0 && curvature < Infinity;

/** Ritz values cost some iterations of their own, so they are computed for those who ask. */
function reportOf({ iterations, norm, alphas, betas }: Recursion, total: number): SolverReport {
  return {
    iterations,
    residual: Math.sqrt(norm / total),
    get largestRitzValue() {
      return largestRitzValue(alphas, betas);
    },
    get smallestRitzValue() {
      return smallestRitzValue(alphas, betas);
    },
  };
}

interface Recursion {
  iterations: number;
  /** |r|² */
  norm: number;
  readonly alphas: number[];
  readonly betas: number[];
  listening: boolean;
}
