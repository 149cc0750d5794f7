/**
 * Rational functions of M = m^2 - D_0 D_0 applied to a fixed vector, with everything bound once:
 *   r(M) phi = c_0 phi + sum_k c_k X_k,   X_k = (M + b_k)^-1 phi.
 */
import type { Parity } from '../../kernel/index.ts';
import { axpy, dot, type Field, norm2, scaled } from '../../lattice/index.ts';
import { checkRange } from '../rational/index.ts';
import { MultiShift } from '../solvers/multishift.ts';
import type { SolverOptions } from '../solvers/positiveOperator.ts';
import { bindBilinearForce } from '../staggered/force.ts';
import { opposite, type StaggeredOperator } from '../staggered/operator.ts';
import type { PartialFractions } from './flavours.ts';
import type { SolverStatistics } from './pseudofermion.ts';

/** The Ritz value carries the rounding of a bisection. */
const ritzRounding = 1e-9;

interface Pole {
  /** Re <phi, X_k> */
  readonly overlap: () => number;
  /** out <- out + a X_k */
  readonly addTo: (a: number) => void;
  /** force <- force + weight d(phi^dagger X_k)/dq */
  readonly addForce: (weight: number) => void;
}

export class ShiftedInverses {
  /** phi */
  readonly source: Field;
  /** Where `apply` and `force` leave their results. */
  readonly image: Field;
  readonly force: Field;
  private readonly operator: StaggeredOperator;
  private readonly solver: MultiShift;
  private readonly hopped: Field;
  private readonly poles: Pole[] = [];
  private readonly sourceNorm: () => number;
  private readonly scaleSource: (a: number) => void;
  private statistics = { solves: 0, iterations: 0 };

  constructor(operator: StaggeredOperator, parity: Parity) {
    const { lattice, group } = operator;
    this.operator = operator;
    this.solver = new MultiShift(operator.normal(parity));
    this.source = operator.vector(parity);
    this.image = operator.vector(parity);
    this.hopped = operator.vector(opposite(parity));
    this.force = lattice.field(lattice.dimension * group.algebraSize);
    const { components } = this.source;
    const norm = norm2(components, lattice.dimension).bind({ x: this.source }, { sites: parity });
    const scale = scaled(components, lattice.dimension).bind({ x: this.source, y: this.image }, { sites: parity });
    this.sourceNorm = () => norm().total;
    this.scaleSource = a => scale({ a });
  }

  /** phi^dagger r(M) phi */
  value(fractions: PartialFractions, mass: number, options: SolverOptions): number {
    this.solve(fractions, mass, options);
    const { constant, residues } = fractions;
    const start = constant === 0 ? 0 : constant * this.sourceNorm();
    return residues.reduce((sum, residue, k) => sum + residue * this.pole(k).overlap(), start);
  }

  /** image <- r(M) phi */
  apply(fractions: PartialFractions, mass: number, options: SolverOptions): void {
    this.solve(fractions, mass, options);
    this.scaleSource(fractions.constant);
    fractions.residues.forEach((residue, k) => {
      this.pole(k).addTo(residue);
    });
  }

  /** force^a <- d(phi^dagger r(M) phi)/dq^a */
  differentiate(fractions: PartialFractions, mass: number, options: SolverOptions): void {
    this.solve(fractions, mass, options);
    this.force.fill(0);
    fractions.residues.forEach((residue, k) => {
      this.pole(k).addForce(residue);
    });
  }

  /** Solves and iterations since the last call. */
  takeStatistics(): SolverStatistics {
    const taken = this.statistics;
    this.statistics = { solves: 0, iterations: 0 };
    return taken;
  }

  private solve({ shifts, approximation }: PartialFractions, mass: number, options: SolverOptions): void {
    const report = this.solver.solve(
      this.source,
      shifts.map(shift => mass ** 2 + shift),
      options,
    );
    this.statistics.solves++;
    this.statistics.iterations += report.iterations;
    if (!approximation || report.iterations === 0) return;
    const highest = (report.largestRitzValue - shifts[0]) * (1 - ritzRounding);
    checkRange(approximation, approximation.lower, Math.max(highest, approximation.lower));
  }

  private pole(k: number): Pole {
    const known = this.poles[k];
    if (known) return known;
    const { operator, source, image, hopped, force } = this;
    const solution = this.solver.solution(k);
    const { dimension } = operator.lattice;
    const { components, parity } = source;
    const overlap = dot(components, dimension).bind({ x: source, y: solution }, { sites: parity });
    const add = axpy(components, dimension).bind({ x: solution, y: image }, { sites: parity });
    const hop = operator.bindHopping(solution, hopped);
    const addBilinear = bindBilinearForce(operator, solution, hopped, force);
    const made: Pole = {
      overlap: () => overlap().total,
      addTo: a => add({ a }),
      addForce(weight) {
        hop();
        addBilinear(weight);
      },
    };
    this.poles[k] = made;
    return made;
  }
}
