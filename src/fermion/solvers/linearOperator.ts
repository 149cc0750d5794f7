/** What the solvers for operators that are not hermitian need to know, and the hermitian operator made from one. */
import type { Parity } from '../../kernel/index.ts';
import { axpy, dot, type Field, type Lattice } from '../../lattice/index.ts';
import type { PositiveOperator } from './positiveOperator.ts';

/** An invertible operator A on fields of complex numbers, re and im alternating: a Dirac operator, say. */
export interface LinearOperator {
  /** For error sentences. */
  readonly name: string;
  readonly lattice: Lattice;
  /** Reals per site of the fields it acts on. */
  readonly components: number;
  /** The sites of the fields it acts on. */
  readonly parity: Parity;
  /** Prepares out <- A chi. */
  bind(chi: Field, out: Field): () => void;
  /** Prepares out <- A^dagger chi. */
  bindDagger(chi: Field, out: Field): () => void;
}

/** A^dagger A, for solvers that need a hermitian positive operator. */
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
