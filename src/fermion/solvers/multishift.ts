/**
 * Multi-shift conjugate gradients: (A + s_k) x_k = b for all k at the cost of one solve.
 *
 * Krylov spaces do not change under shifts, so the residuals of all systems stay parallel to that of the base system,
 * the one with the smallest shift: r_k = ζ_k r. With σ_k = s_k − s₀ and the base coefficients α, β,
 *   ζ_k'  = ζ_k ζ_k⁻ α⁻ / [ ζ_k⁻ α⁻ (1 + σ_k α) + α β⁻ (ζ_k⁻ − ζ_k) ],
 *   α_k  = α ζ_k' / ζ_k,   β_k = β (ζ_k' / ζ_k)²,
 *   x_k += α_k p_k,   p_k = ζ_k' r' + β_k p_k,
 * where ⁻ marks the step before and ' the step after. A system that has converged is left alone. Finally every
 * residual is recomputed, and systems that rounding has spoilt are finished by themselves.
 *
 * Reference: B. Jegerlehner, hep-lat/9612014.
 */
import { input, kernelFamily, parameter, reals, siteKernel, update } from '../../kernel/index.ts';
import { axpy, type Field, norm2 } from '../../lattice/index.ts';
import { ConjugateGradient, residualOf, type StepListener } from './cg.ts';
import {
  type PositiveOperator,
  residualSlack,
  type SolverOptions,
  type SolverReport,
  vectorDuring,
  vectorFor,
} from './positiveOperator.ts';

/** x ← x + a p, p ← z r + b p */
const shiftedStep = kernelFamily(
  'shiftedStep',
  () => [
    [4, 4],
    [2, 2],
  ],
  (components: number, dimension: number) => {
    const vector = reals(components);
    return siteKernel(
      'shiftedStep',
      dimension,
      { a: parameter, b: parameter, z: parameter, r: input(vector), p: update(vector), x: update(vector) },
      ({ a, b, z, r, p, x }) => {
        for (let c = 0; c < components; c++) {
          const old = p(c);
          x.set(c, x(c).add(a.mul(old)));
          p.set(c, z.mul(r(c)).add(b.mul(old)));
        }
      },
    );
  },
);

/** The vectors of one system besides the base, and what is done with them. */
interface Companion {
  readonly solution: Field;
  readonly direction: Field;
  readonly advance: (coefficients: { a: number; b: number; z: number }) => void;
  /** r ← b − (A + shift) x; gives |r|². */
  readonly recompute: (shift: number) => number;
  /** x ← x + solution of the base */
  readonly correct: () => void;
}

export class MultiShift {
  private readonly base: ConjugateGradient;
  private readonly baseSolution: Field;
  private readonly companions: Companion[] = [];
  private readonly right: Field;
  private readonly product: Field;
  private readonly residual: Field;
  private readonly squaredNorm: () => number;

  constructor(operator: PositiveOperator) {
    const { lattice, components, parity } = operator;
    this.base = new ConjugateGradient(operator);
    this.baseSolution = vectorFor(operator);
    this.right = vectorDuring('multi-shift b', operator);
    this.product = vectorDuring('multi-shift product', operator);
    this.residual = vectorDuring('multi-shift residual', operator);
    const norm = norm2(components, lattice.dimension).bind({ x: this.right }, { sites: parity });
    this.squaredNorm = () => norm().total;
  }

  /** Where every solve puts x_k, in the order of its shifts. */
  solution(k: number): Field {
    return k === 0 ? this.baseSolution : this.companion(k).solution;
  }

  /**
   * Solves (A + shifts[k]) x_k = b for all k.
   *
   * @throws if the shifts do not ascend, or for the reasons conjugate gradients have
   */
  solve(b: Field, shifts: readonly number[], options: SolverOptions): SolverReport {
    if (shifts.length === 0 || shifts.some((shift, k) => k > 0 && !(shift > shifts[k - 1]))) {
      throw new Error(`Shifted systems are solved in ascending order of their shifts; found [${shifts}].`);
    }
    this.right.copyFrom(b);
    const onStep = this.follow(shifts, options.tolerance);
    const report = this.base.solve(this.right, { ...options, shift: shifts[0], onStep });
    this.baseSolution.copyFrom(this.base.solution);
    return this.finish(shifts, options, report);
  }

  /** Starts the companions; the answer moves them along with the base. */
  private follow(shifts: readonly number[], tolerance: number): StepListener {
    let active = shifts.slice(1).map((shift, k) => {
      const companion = this.companion(k + 1);
      companion.solution.fill(0);
      companion.direction.copyFrom(this.right);
      return { companion, sigma: shift - shifts[0], zeta: 1, before: 1 };
    });
    let alphaBefore = 1;
    let betaBefore = 0;
    // |r|² / |b|² of the base
    let fraction = 1;
    return (alpha, beta) => {
      fraction *= beta;
      for (const system of active) {
        const { companion, sigma, zeta, before } = system;
        const damping = before * alphaBefore * (1 + sigma * alpha) + alpha * betaBefore * (before - zeta);
        const next = (zeta * before * alphaBefore) / damping;
        const ratio = next / zeta;
        companion.advance({ a: alpha * ratio, b: beta * ratio ** 2, z: next });
        system.before = zeta;
        system.zeta = next;
      }
      active = active.filter(({ zeta }) => zeta ** 2 * fraction > tolerance ** 2);
      alphaBefore = alpha;
      betaBefore = beta;
    };
  }

  /** Recomputes the residuals of the companions, and mends those that are too large. */
  private finish(shifts: readonly number[], options: SolverOptions, report: SolverReport): SolverReport {
    const total = this.squaredNorm();
    let { iterations, residual } = report;
    for (let k = 1; k < shifts.length; k++) {
      const companion = this.companion(k);
      const shift = shifts[k];
      let fraction = Math.sqrt(companion.recompute(shift) / total);
      if (!(fraction <= residualSlack * options.tolerance)) {
        const tolerance = options.tolerance / fraction;
        const extra = this.base.solve(this.residual, { ...options, tolerance, shift });
        companion.correct();
        iterations += extra.iterations;
        fraction = Math.sqrt(companion.recompute(shift) / total);
      }
      residual = Math.max(residual, fraction);
    }
    return {
      iterations,
      residual,
      get largestRitzValue() {
        return report.largestRitzValue;
      },
      get smallestRitzValue() {
        return report.smallestRitzValue;
      },
    };
  }

  private companion(k: number): Companion {
    const known = this.companions[k];
    if (known) return known;
    const { components, parity, lattice } = this.base.operator;
    const { dimension } = lattice;
    const solution = vectorFor(this.base.operator);
    const direction = vectorDuring(`multi-shift direction ${k}`, this.base.operator);
    const sites = { sites: parity };
    const advance = shiftedStep(components, dimension).bind(
      { r: this.base.residual, p: direction, x: solution },
      sites,
    );
    const apply = this.base.operator.bind(solution, this.product);
    const subtract = residualOf(components, dimension).bind(
      { b: this.right, q: this.product, r: this.residual },
      sites,
    );
    const add = axpy(components, dimension).bind({ x: this.base.solution, y: solution }, sites);
    const recompute = (shift: number) => {
      apply(shift);
      return subtract().norm;
    };
    const made = { solution, direction, advance, recompute, correct: () => add({ a: 1 }) };
    this.companions[k] = made;
    return made;
  }
}
