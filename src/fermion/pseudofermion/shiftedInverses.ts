/**
 * Rational functions of M + m² applied to a fixed vector, with everything bound once:
 *   r(M + m²) φ = c₀ φ + Σ_k c_k X_k,   X_k = (M + m² + b_k)⁻¹ φ.
 */
import { axpy, dot, type Field, norm2, scaled, sharedField } from '../../lattice/index.ts';
import { type DerivativeKind, type DerivativeSum, derivativeSums, ofEachKind } from '../derivative.ts';
import { checkRange } from '../rational/index.ts';
import { ConjugateGradient } from '../solvers/cg.ts';
import type { ChronologicalGuess } from '../solvers/chronological.ts';
import { MixedPrecisionConjugateGradient } from '../solvers/mixedPrecision.ts';
import { MultiShift } from '../solvers/multishift.ts';
import type { ShiftedSolver, SolverOptions, SolverReport } from '../solvers/positiveOperator.ts';
import type { NormalMatrix } from './fermionMatrix.ts';
import type { PartialFractions } from './flavours.ts';
import type { SolverStatistics } from './pseudofermion.ts';

/** Ritz values carry the rounding of a bisection. */
const ritzRounding = 1e-9;

/** At the lower end a bound may be met exactly, and what is small carries the rounding of what is large. */
const lowestSlack = 1e-6;

/** How the inverse itself is found; rational functions always go through all their poles at once, in f64. */
export interface SolvingOptions extends SolverOptions {
  /** Default double. */
  readonly precision?: 'double' | 'mixed';
  /** Past solutions to start from. Default: start from zero. */
  readonly past?: ChronologicalGuess;
}

interface Pole {
  /** Re ⟨φ, X_k⟩ */
  readonly overlap: () => number;
  /** |X_k|² */
  readonly square: () => number;
  /** out ← out + a X_k */
  readonly addTo: (a: number) => void;
  /** Adds weight d(φ† X_k). */
  readonly addDerivative: (kind: DerivativeKind) => (weight: number) => void;
}

const none: SolverStatistics = { solves: 0, iterations: 0, residual: 0 };

export class ShiftedInverses {
  /** φ */
  readonly source: Field;
  /** Where `apply` leaves its result, until any pseudofermion is asked for the next. */
  readonly image: Field;
  /** Where `differentiate` does. */
  readonly sum: (kind: DerivativeKind) => DerivativeSum;
  private readonly matrix: NormalMatrix;
  private readonly solver: MultiShift;
  private readonly poles: Pole[] = [];
  private readonly sourceNorm: () => number;
  private readonly scaleSource: (a: number) => void;
  private plain: ConjugateGradient | undefined;
  private mixed: ShiftedSolver | undefined;
  private statistics = none;

  constructor(matrix: NormalMatrix) {
    const { lattice, group, normal, linkReals } = matrix;
    const { components, parity } = normal;
    this.matrix = matrix;
    this.solver = new MultiShift(normal);
    this.source = lattice.field(components, { parity });
    this.image = sharedField(lattice, 'shifted inverses: image', components, { parity });
    this.sum = derivativeSums(lattice, group, linkReals);
    const norm = norm2(components, lattice.dimension).bind({ x: this.source }, { sites: parity });
    const scale = scaled(components, lattice.dimension).bind({ x: this.source, y: this.image }, { sites: parity });
    this.sourceNorm = () => norm().total;
    this.scaleSource = a => scale({ a });
  }

  /** φ† r(M + m²) φ */
  value(fractions: PartialFractions, mass: number, options: SolvingOptions): number {
    this.solve(fractions, mass, options);
    const { constant, residues } = fractions;
    const start = constant === 0 ? 0 : constant * this.sourceNorm();
    return residues.reduce((sum, residue, k) => sum + residue * this.pole(k).overlap(), start);
  }

  /** image ← r(M + m²) φ */
  apply(fractions: PartialFractions, mass: number, options: SolvingOptions): void {
    this.solve(fractions, mass, options);
    this.scaleSource(fractions.constant);
    fractions.residues.forEach((residue, k) => {
      this.pole(k).addTo(residue);
    });
  }

  /** The derivative of φ† r(M + m²) φ, in `sum(kind)`, and of what `more` adds to the gathering of the matrix. */
  differentiate(
    kind: DerivativeKind,
    fractions: PartialFractions,
    mass: number,
    options: SolvingOptions,
    more?: () => void,
  ): Field {
    const { gathering } = this.matrix;
    const into = this.sum(kind);
    this.solve(fractions, mass, options);
    into.field.fill(0);
    gathering?.begin();
    fractions.residues.forEach((residue, k) => {
      this.pole(k).addDerivative(kind)(residue);
    });
    more?.();
    gathering?.end(into);
    return into.field;
  }

  /** |φ|², and for every pole Re ⟨φ, X_k⟩ and |X_k|². */
  moments(
    fractions: PartialFractions,
    mass: number,
    options: SolvingOptions,
  ): { norm: number; overlaps: number[]; squares: number[] } {
    this.solve(fractions, mass, options);
    const poles = fractions.shifts.map((_, k) => this.pole(k));
    return {
      norm: this.sourceNorm(),
      overlaps: poles.map(pole => pole.overlap()),
      squares: poles.map(pole => pole.square()),
    };
  }

  /** X_k for every pole; they belong to this object, until the next solve. */
  solutions(fractions: PartialFractions, mass: number, options: SolvingOptions): Field[] {
    this.solve(fractions, mass, options);
    return fractions.shifts.map((_, k) => this.solver.solution(k));
  }

  /** Solves and iterations since the last call. */
  takeStatistics(): SolverStatistics {
    const taken = this.statistics;
    this.statistics = none;
    return taken;
  }

  /** Conjugate gradients on M, with vectors of their own. */
  get conjugateGradient(): ConjugateGradient {
    this.plain ??= new ConjugateGradient(this.matrix.normal);
    return this.plain;
  }

  private solve({ shifts, approximation }: PartialFractions, mass: number, options: SolvingOptions): void {
    const all = shifts.map(shift => mass ** 2 + shift);
    const alone = all.length === 1 && !approximation && (options.precision === 'mixed' || options.past);
    const report = alone ? this.solveAlone(all[0], options) : this.solver.solve(this.source, all, options);
    const { solves, iterations, residual } = this.statistics;
    this.statistics = {
      solves: solves + 1,
      iterations: iterations + report.iterations,
      residual: Math.max(residual, report.residual),
    };
    if (!approximation || report.iterations === 0) return;
    const lowest = (report.smallestRitzValue - shifts[0]) * (1 + lowestSlack);
    const highest = (report.largestRitzValue - shifts[0]) * (1 - ritzRounding);
    checkRange(approximation, Math.min(lowest, highest), Math.max(lowest, highest));
  }

  /** One system, where that can be done better than as the only one of many. */
  private solveAlone(shift: number, { precision, past, ...limits }: SolvingOptions): SolverReport {
    const guess = past?.guess(this.source, shift);
    const solver = precision === 'mixed' ? this.mixedPrecision : this.conjugateGradient;
    const report = solver.solve(this.source, { ...limits, shift, ...(guess ? { guess } : {}) });
    past?.remember(solver.solution);
    this.solver.solution(0).copyFrom(solver.solution);
    return report;
  }

  private get mixedPrecision(): ShiftedSolver {
    this.mixed ??= mixedSolverFor(this.matrix);
    return this.mixed;
  }

  private pole(k: number): Pole {
    const known = this.poles[k];
    if (known) return known;
    const { source, image } = this;
    const solution = this.solver.solution(k);
    const { components, parity, lattice } = source;
    const { dimension } = lattice;
    const overlap = dot(components, dimension).bind({ x: source, y: solution }, { sites: parity });
    const square = norm2(components, dimension).bind({ x: solution }, { sites: parity });
    const add = axpy(components, dimension).bind({ x: solution, y: image }, { sites: parity });
    const made: Pole = {
      overlap: () => overlap().total,
      square: () => square().total,
      addTo: a => add({ a }),
      addDerivative: ofEachKind(kind => this.matrix.bindDerivative(solution, this.sum(kind))),
    };
    this.poles[k] = made;
    return made;
  }
}

function mixedSolverFor({ normal, singlePrecision }: NormalMatrix): ShiftedSolver {
  if (singlePrecision) return new MixedPrecisionConjugateGradient(normal, singlePrecision());
  throw new Error(`The ${normal.name} has no form in single precision; use the precision "double".`);
}
