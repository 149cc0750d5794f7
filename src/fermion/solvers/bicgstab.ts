/**
 * Stabilised biconjugate gradients for A x = b, A not hermitian. With a fixed vector s, begun with p = r and ρ = ⟨s, r⟩:
 *   v = A p,   α = ρ / ⟨s, v⟩,   r ← r − α v,
 *   t = A r,   ω = ⟨t, r⟩ / |t|²,   x ← x + α p + ω r,   r ← r − ω t,
 *   β = (⟨s, r⟩ / ρ) (α / ω),   p ← r + β (p − ω v).
 * Two applications of A per iteration, and the square of the condition number never occurs; but it may break down. Then,
 * and when rounding has spoilt the recursion, it starts again from the true residual; if that does not help, it says so.
 *
 * Reference: H. A. van der Vorst, SIAM J. Sci. Stat. Comput. 13, 631 (1992); for Wilson fermions, A. Frommer et al., Int.
 * J. Mod. Phys. C 5, 1073 (1994), hep-lat/9404013.
 */
import { type Field, norm2 } from '../../lattice/index.ts';
import { complexAxpy, complexDot, complexXpay } from './complexLinear.ts';
import {
  type LinearOperator,
  type LinearOptions,
  type LinearReport,
  type LinearSolver,
  residualParts,
} from './linearOperator.ts';
import { defaultMaxIterations, residualSlack, solverFailure } from './positiveOperator.ts';

interface Complex {
  readonly re: number;
  readonly im: number;
}

const product = (a: Complex, b: Complex): Complex => ({ re: a.re * b.re - a.im * b.im, im: a.re * b.im + a.im * b.re });
const squared = ({ re, im }: Complex): number => re ** 2 + im ** 2;
const times = (factor: number, { re, im }: Complex): Complex => ({ re: factor * re, im: factor * im });
const quotient = (a: Complex, b: Complex): Complex => times(1 / squared(b), product(a, { re: b.re, im: -b.im }));

/** Cosine of two vectors below which the recursion has broken down. */
const breakdown = 1e-12;
/** A round between two starts must make the residual smaller by this factor; so many times it may fail to. */
const leastProgress = 0.5;
const patience = 3;

export class BiCGStab implements LinearSolver {
  readonly operator: LinearOperator;
  readonly solution: Field;
  private readonly parts: ReturnType<typeof residualParts>;
  private readonly shadow: Field;
  private readonly p: Field;
  private readonly steps: Steps;

  constructor(operator: LinearOperator) {
    this.operator = operator;
    this.parts = residualParts(operator);
    this.solution = this.parts.x;
    const { r } = this.parts;
    [this.shadow, this.p] = [r.like(), r.like()];
    this.steps = bindSteps(operator, { x: this.solution, r, p: this.p, shadow: this.shadow });
  }

  /** @throws if the residual does not get as small as asked within maxIterations, or stops falling */
  solve(source: Field, { tolerance, guess, maxIterations = defaultMaxIterations }: LinearOptions): LinearReport {
    const { begin, residual } = this.parts;
    const total = begin(source, guess);
    if (total === 0) return { iterations: 0, residual: 0 };
    const target = tolerance ** 2 * total;
    let iterations = 0;
    let failures = 0;
    let norm = residual();
    while (!(norm <= residualSlack ** 2 * target)) {
      const before = norm;
      const stop = (what: string) => {
        const fraction = Math.sqrt(norm / total);
        return solverFailure('BiCGStab', this.operator, { iterations, fraction, tolerance }, what);
      };
      if (iterations >= maxIterations) throw stop('is too large. Allow more iterations, or use normal equations');
      iterations += this.round(norm, target, maxIterations - iterations);
      norm = residual();
      if (!Number.isFinite(norm)) throw stop('is no number. Look for NaN in the links and the source');
      failures = norm < leastProgress ** 2 * before ? 0 : failures + 1;
      if (failures >= patience) throw stop('stopped falling. Ask for less, or use normal equations');
    }
    return { iterations, residual: Math.sqrt(norm / total) };
  }

  /** Iterates from the true residual r, of this square, until the iterated one is on target or the recursion ends. */
  private round(start: number, target: number, most: number): number {
    const { steps, shadow, p, parts } = this;
    shadow.copyFrom(parts.r);
    p.copyFrom(parts.r);
    let rho: Complex = { re: start, im: 0 };
    for (let iteration = 1; iteration <= most; iteration++) {
      const projection = steps.applyToP();
      if (!(squared(projection) > 0)) return iteration;
      const alpha = quotient(rho, projection);
      steps.removeV(alpha);
      const { overlap, norm: image } = steps.applyToR();
      const omega = image > 0 ? times(1 / image, overlap) : { re: 0, im: 0 };
      steps.advance(alpha, omega);
      const { shadowed, norm } = steps.measureR();
      if (!(norm > target)) return iteration;
      if (!(squared(shadowed) > breakdown ** 2 * norm * start) || !(squared(omega) > 0)) return iteration;
      const beta = product(quotient(shadowed, rho), quotient(alpha, omega));
      steps.turn(beta, omega);
      rho = shadowed;
    }
    return most;
  }
}

interface Steps {
  /** v ← A p; gives ⟨s, v⟩. */
  readonly applyToP: () => Complex;
  /** r ← r − α v */
  readonly removeV: (alpha: Complex) => void;
  /** t ← A r; gives ⟨t, r⟩ and |t|². */
  readonly applyToR: () => { overlap: Complex; norm: number };
  /** x ← x + α p + ω r, then r ← r − ω t */
  readonly advance: (alpha: Complex, omega: Complex) => void;
  /** ⟨s, r⟩ and |r|² */
  readonly measureR: () => { shadowed: Complex; norm: number };
  /** p ← r + β (p − ω v) */
  readonly turn: (beta: Complex, omega: Complex) => void;
}

function bindSteps(
  operator: LinearOperator,
  { x, r, p, shadow }: { x: Field; r: Field; p: Field; shadow: Field },
): Steps {
  const { components, parity, lattice } = operator;
  const sites = { sites: parity };
  const [v, t] = [r.like(), r.like()];
  const dot = (a: Field, b: Field) => {
    const run = complexDot(components, lattice.dimension).bind({ x: a, y: b }, sites);
    return (): Complex => {
      const { re, im } = run();
      return { re, im };
    };
  };
  const square = (a: Field) => {
    const run = norm2(components, lattice.dimension).bind({ x: a }, sites);
    return () => run().total;
  };
  /** b ← b + c a */
  const add = (a: Field, b: Field) => {
    const run = complexAxpy(components, lattice.dimension).bind({ x: a, y: b }, sites);
    return ({ re, im }: Complex) => void run({ re, im });
  };
  const [makeV, makeT] = [operator.bind(p, v), operator.bind(r, t)];
  const [shadowV, shadowR, overlapTR] = [dot(shadow, v), dot(shadow, r), dot(t, r)];
  const [squareT, squareR] = [square(t), square(r)];
  const [vToR, pToX, rToX, tToR, vToP] = [add(v, r), add(p, x), add(r, x), add(t, r), add(v, p)];
  const turn = complexXpay(components, lattice.dimension).bind({ x: r, y: p }, sites);
  return {
    applyToP() {
      makeV();
      return shadowV();
    },
    removeV: alpha => vToR(times(-1, alpha)),
    applyToR() {
      makeT();
      return { overlap: overlapTR(), norm: squareT() };
    },
    advance(alpha, omega) {
      pToX(alpha);
      rToX(omega);
      tToR(times(-1, omega));
    },
    measureR: () => ({ shadowed: shadowR(), norm: squareR() }),
    turn(beta, omega) {
      vToP(times(-1, omega));
      turn({ re: beta.re, im: beta.im });
    },
  };
}
