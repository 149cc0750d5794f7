/** The normal operator D̂†D̂ on even sites of an even/odd preconditioned operator D̂. */
import type { NumberOf } from '../../kernel/index.ts';
import type { Field, Lattice } from '../../lattice/index.ts';
import type { PositiveOperator } from './positiveOperator.ts';

export interface SchurComplement {
  /** May change with what the operator is set to. */
  readonly name: string;
  readonly operator: { readonly lattice: Lattice };
  /** Prepares out ← D̂ ψ (sense 1) or D̂† ψ (sense −1). */
  bindSchur(psi: Field, out: Field, sense?: 1 | -1): () => void;
  /** Prepares out ← D̂ ψ + shift here (or with D̂†); the answer gives Re ⟨here, out⟩, or leaves it in a place. */
  bindShiftedSchur(psi: Field, here: Field, out: Field, sense: 1 | -1): (shift: number, into?: NumberOf) => number;
}

/** @param between a vector on even sites that the operator may write to */
export function schurNormal(schur: SchurComplement, between: Field): PositiveOperator {
  return {
    get name() {
      return `normal operator of the ${schur.name}`;
    },
    lattice: schur.operator.lattice,
    components: between.components,
    parity: 'even',
    leavesProducts: true,
    bind: (p, q) => {
      const there = schur.bindSchur(p, between);
      const back = schur.bindShiftedSchur(between, p, q, -1);
      return (shift, into) => {
        there();
        return back(shift, into);
      };
    },
  };
}
