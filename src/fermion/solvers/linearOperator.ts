/**
 * Solvers of A x = b for operators that are not hermitian: what they need to know, what they have in common, and the
 * hermitian operator A† A.
 */
import type { Parity } from '../../kernel/index.ts';
import { axpy, dot, type Field, type Lattice, norm2 } from '../../lattice/index.ts';
import { residualOf } from './cg.ts';
import type { PositiveOperator, SolverOptions } from './positiveOperator.ts';

/** An invertible operator A on fields of complex numbers, re and im alternating: a Dirac operator, say. */
export interface LinearOperator {
  /** For error sentences. */
  readonly name: string;
  readonly lattice: Lattice;
  /** Reals per site of the fields it acts on. */
  readonly components: number;
  /** The sites of the fields it acts on. */
  readonly parity: Parity;
  /** Prepares out ← A χ. */
  bind(chi: Field, out: Field): () => void;
  /** Prepares out ← A† χ. */
  bindDagger(chi: Field, out: Field): () => void;
}

/** A† A, for solvers that need a hermitian positive operator. */
export function normalOf(operator: LinearOperator): PositiveOperator {
  const { name, lattice, components, parity } = operator;
  const between = lattice.field(components, { parity });
  return {
    name: `normal operator of the ${name}`,
    lattice,
    components,
    parity,
    bind(p, q) {
      const sites = { sites: parity };
      const there = operator.bind(p, between);
      const back = operator.bindDagger(between, q);
      const addShift = axpy(components, lattice.dimension).bind({ x: p, y: q }, sites);
      const overlap = dot(components, lattice.dimension).bind({ x: p, y: q }, sites);
      return shift => {
        there();
        back();
        if (shift !== 0) addShift({ a: shift });
        return overlap().total;
      };
    },
  };
}

export interface LinearReport {
  readonly iterations: number;
  /** |b − A x| / |b|, recomputed from x. */
  readonly residual: number;
}

export interface LinearOptions extends SolverOptions {
  /** Where the iteration starts. Default: zero. */
  readonly guess?: Field;
}

/** A solver of A x = b, with vectors of its own. */
export interface LinearSolver {
  readonly operator: LinearOperator;
  /** x of the last solve; the next one overwrites it. */
  readonly solution: Field;
  /** Solves into `solution`; throws a sentence if |b − A x| / |b| does not get as small as asked. */
  solve(b: Field, options: LinearOptions): LinearReport;
}

/** Fields for b, x and r, and the true residual: r ← b − A x, giving |r|². */
export function residualParts(operator: LinearOperator) {
  const { lattice, components, parity } = operator;
  const vector = () => lattice.field(components, { parity });
  const [b, x, r, image] = [vector(), vector(), vector(), vector()];
  const apply = operator.bind(x, image);
  const subtract = residualOf(components, lattice.dimension).bind({ b, q: image, r }, { sites: parity });
  const norm = norm2(components, lattice.dimension).bind({ x: b }, { sites: parity });
  return {
    x,
    r,
    /** Takes over b and where x starts (zero without a guess, or if b is zero); gives |b|². */
    begin(source: Field, guess?: Field) {
      b.copyFrom(source);
      const total = norm().total;
      if (guess && total !== 0) x.copyFrom(guess);
      else x.fill(0);
      return total;
    },
    residual() {
      apply();
      return subtract().norm;
    },
  };
}
