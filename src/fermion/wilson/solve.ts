/**
 * Quark propagators of Wilson fermions: D x = b by even/odd preconditioned conjugate gradients on the normal equations,
 *   D̂† D̂ x_e = D̂† b',
 * repeated on the residual b − D x until that is as small as asked.
 */
import type { Parity } from '../../kernel/index.ts';
import { axpy, type Field, norm2 } from '../../lattice/index.ts';
import { ConjugateGradient, residualOf } from '../solvers/cg.ts';
import { MixedPrecisionConjugateGradient } from '../solvers/mixedPrecision.ts';
import type { SolverOptions, SolverReport } from '../solvers/positiveOperator.ts';
import { type PreconditionedSystem, solveByCorrections } from './corrections.ts';
import { EvenOddWilson } from './evenOdd.ts';
import type { WilsonOperator } from './operator.ts';
import { singlePrecisionWilson } from './singlePrecision.ts';

/** Solves the Dirac equation of some quark for one source after another. */
export interface QuarkSolver {
  /** x of the last solve, on all sites; the next one overwrites it. */
  readonly solution: Field;
  /** Solves D x = b with the links of the operator, b and x spinors on all sites. */
  solve(source: Field, options: SolverOptions): SolverReport;
}

export class WilsonSolver implements QuarkSolver {
  readonly operator: WilsonOperator;
  readonly solution: Field;
  private readonly residual: Field;
  private readonly source: Field;
  private readonly sourceNorm: () => number;
  private readonly system: PreconditionedSystem;

  /** @param precision of the iterations: f64, or f32 with true residuals in f64; the answer is equally good. Default double. */
  constructor(operator: WilsonOperator, precision: 'double' | 'mixed' = 'double') {
    const evenOdd = new EvenOddWilson(operator);
    const { dimension } = operator.lattice;
    this.operator = operator;
    this.solution = operator.vector();
    const scratch = (name: string, parity: Parity = 'all') => operator.scratch(`Wilson solver: ${name}`, parity);
    this.source = scratch('source');
    this.residual = scratch('residual');
    const normal = evenOdd.normal();
    const cg =
      precision === 'mixed'
        ? new MixedPrecisionConjugateGradient(normal, singlePrecisionWilson(operator))
        : new ConjugateGradient(normal);
    const right = scratch('right', 'even');
    const { residual: r, solution, source } = this;
    const { components } = solution;
    const [divided, closed] = [scratch('divided', 'odd'), scratch('closed', 'even')];

    const divide = operator.bindInverseDiagonal(r, divided);
    const close = operator.bindShifted({ near: r, far: divided, here: r, out: closed }, 1);
    const dagger = evenOdd.bindSchur(closed, right, -1);
    const prepare = () => {
      divide();
      close(operator.kappa, 0);
      dagger();
    };

    const [hopped, odd] = [scratch('hopped', 'odd'), scratch('odd', 'odd')];
    const hop = operator.bindShifted({ near: r, far: cg.solution, here: r, out: hopped }, 1);
    const divideAgain = operator.bindInverseDiagonal(hopped, odd);
    const add = axpy(components, dimension);
    const addEven = add.bind({ x: cg.solution, y: solution }, { sites: 'even' });
    const addOdd = add.bind({ x: odd, y: solution }, { sites: 'odd' });
    const finish = () => {
      hop(operator.kappa, 0);
      divideAgain();
      addEven({ a: 1 });
      addOdd({ a: 1 });
    };

    const image = scratch('image');
    const applied = operator.bindDirac(solution, image);
    const subtract = residualOf(components, dimension).bind({ b: source, q: image, r });
    const measure = () => {
      applied();
      return subtract().norm;
    };
    const norm = norm2(components, dimension).bind({ x: source });
    this.sourceNorm = () => norm().total;
    this.system = {
      get name() {
        return operator.name;
      },
      cg,
      right,
      prepare,
      finish,
      measure,
    };
  }

  /** Throws if the residual does not get as small as asked: for κ near or beyond its critical value, for one. */
  solve(source: Field, options: SolverOptions): SolverReport {
    this.source.copyFrom(source);
    this.solution.fill(0);
    this.residual.copyFrom(source);
    return solveByCorrections(this.system, this.sourceNorm(), options);
  }
}

/**
 * A source on one site: 1 for this spin and colour, 0 elsewhere.
 *
 * @param at coordinates of the site
 */
export function pointSource(operator: WilsonOperator, at: readonly number[], spin: number, colour: number): Field {
  const source = operator.vector();
  source.set(at, 2 * (spin * operator.group.colours + colour), 1);
  return source;
}
