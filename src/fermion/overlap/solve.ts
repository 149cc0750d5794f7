/**
 * Quark propagators of overlap fermions: D x = b as x = D† Σ± P± (D†D)⁻¹ P± b, because D†D commutes with γ₅; conjugate gradients
 * on each chirality take one sign per iteration. Repeated on the residual b − D x until that is as small as asked.
 */
import { axpy, type Field, norm2 } from '../../lattice/index.ts';
import { ConjugateGradient, residualOf } from '../solvers/cg.ts';
import {
  defaultMaxIterations,
  residualSlack,
  type SolverOptions,
  type SolverReport,
  solverFailure,
} from '../solvers/positiveOperator.ts';
import type { QuarkSolver } from '../wilson/solve.ts';
import { type Chirality, chiralNorms, chiralSum } from './chirality.ts';
import type { OverlapOperator } from './operator.ts';

/** Corrections that gain less than this factor have met rounding. */
const leastProgress = 0.5;
/** One correction need not gain more than double precision holds. */
const finestCorrection = 1e-12;

export class OverlapSolver implements QuarkSolver {
  readonly operator: OverlapOperator;
  readonly solution: Field;
  private readonly source: Field;
  private readonly residual: Field;
  private readonly sourceNorm: () => number;
  private readonly measure: () => number;
  private readonly sectors: readonly Sector[];

  /** @throws if the mass is zero: where there are zero modes, D has no inverse */
  constructor(operator: OverlapOperator) {
    if (operator.mass === 0) {
      throw new Error('Overlap propagators need a mass above 0: at 0 a field with an index has no inverse.');
    }
    const { kernel, lattice } = operator;
    const { dimension } = lattice;
    const scratch = (name: string) => kernel.wilson.scratch(`overlap solver: ${name}`);
    this.operator = operator;
    this.solution = operator.vector();
    const [b, r, image] = [scratch('source'), scratch('residual'), scratch('image')];
    this.source = b;
    this.residual = r;
    const { solution } = this;
    const norm = norm2(solution.components, dimension).bind({ x: b });
    this.sourceNorm = () => norm().total;
    const apply = operator.bindDirac(solution, image);
    const subtract = residualOf(solution.components, dimension).bind({ b, q: image, r });
    this.measure = () => {
      apply();
      return subtract().norm;
    };
    this.sectors = ([1, -1] as const).map(chirality => sectorOf(operator, chirality, r, solution));
  }

  /** Throws if the residual does not get as small as asked. */
  solve(source: Field, options: SolverOptions): SolverReport {
    const { tolerance, maxIterations = defaultMaxIterations } = options;
    this.source.copyFrom(source);
    this.solution.fill(0);
    this.residual.copyFrom(source);
    const total = this.sourceNorm();
    let iterations = 0;
    let fraction = total === 0 ? 0 : 1;
    let [largest, smallest] = [0, Infinity];
    while (!(fraction <= residualSlack * tolerance)) {
      const asked = Math.max(finestCorrection, tolerance / fraction / 2);
      for (const sector of this.sectors) {
        const report = sector.correct(
          { ...options, tolerance: asked, maxIterations: maxIterations - iterations },
          asked,
        );
        if (!report) continue;
        iterations += report.iterations;
        largest = Math.max(largest, report.largestRitzValue);
        smallest = Math.min(smallest, report.smallestRitzValue);
      }
      const before = fraction;
      fraction = Math.sqrt(this.measure() / total);
      if (!(fraction < leastProgress * before) && !(fraction <= residualSlack * tolerance)) {
        const what = 'stopped falling: the sign or double precision allow no more. Ask for less, or for a better sign';
        throw solverFailure('Overlap solver', this.operator, { iterations, fraction, tolerance }, what);
      }
    }
    return { iterations, residual: fraction, largestRitzValue: largest, smallestRitzValue: smallest };
  }
}

/** One chirality of the residual: x += D† P (D†D)⁻¹ P r. */
interface Sector {
  /** Nothing is done where P r is a negligible part of r. */
  correct(options: SolverOptions, asked: number): SolverReport | undefined;
}

function sectorOf(operator: OverlapOperator, chirality: Chirality, r: Field, x: Field): Sector {
  const { kernel, lattice } = operator;
  const { components } = r;
  const right = kernel.wilson.scratch('overlap solver: right');
  const added = kernel.wilson.scratch('overlap solver: added');
  const cg = new ConjugateGradient(operator.chiralNormal(chirality), 'outer conjugate gradients');
  const norms = chiralNorms(components, lattice.dimension).bind({ x: r });
  const project = chiralSum(components, lattice.dimension).bind({ x: r, y: r, out: right });
  const dagger = operator.bindDirac(cg.solution, added, -1);
  const add = axpy(components, lattice.dimension).bind({ x: added, y: x });
  return {
    correct(options, asked) {
      const { plus, minus } = norms();
      const share = Math.sqrt((chirality === 1 ? plus : minus) / (plus + minus));
      if (!(share > asked / 2)) return undefined;
      project({ a: 1 / 2, b: chirality / 2, p: 0, q: 0 });
      const report = cg.solve(right, { ...options, tolerance: Math.min(1 / 2, options.tolerance / share) });
      dagger();
      add({ a: 1 });
      return report;
    },
  };
}
