/**
 * Even/odd preconditioning of D = B − ½ H C in four dimensions (operator.ts). B is the same invertible matrix in the
 * fifth dimension on every site, so that with C / B = C B⁻¹
 *   D̂ = B − ¼ H_eo (C / B) H_oe C,   det D = det B_oo det D̂,
 * with det B_oo a constant. Derivatives: for L and R on even sites,
 *   L† dD̂ R = −¼ ⟨Y, dH X⟩ between X = (C R, (C/B) H C R) and Y = (L, (C/B)ᵀ H† L).
 */
import type { NumberOf } from '../../kernel/index.ts';
import type { Field } from '../../lattice/index.ts';
import type { DerivativeSum } from '../derivative.ts';
import type { PositiveOperator } from '../solvers/positiveOperator.ts';
import { type SchurComplement, schurNormal } from '../solvers/schurNormal.ts';
import type { Sense } from '../wilson/dslash.ts';
import type { Halves } from '../wilson/force.ts';
import { affine } from './fifthRows.ts';
import type { DomainWallOperator } from './operator.ts';

export class EvenOddDomainWall implements SchurComplement {
  readonly operator: DomainWallOperator;
  private readonly odd: readonly [Field, Field];
  private readonly even: readonly [Field, Field];
  private readonly between: Field;
  private readonly ends: Halves & { readonly other: Field };

  constructor(operator: DomainWallOperator) {
    this.operator = operator;
    const scratch = (name: string, parity: 'even' | 'odd') => operator.scratch(`even-odd domain wall: ${name}`, parity);
    this.odd = [scratch('hopped', 'odd'), scratch('divided', 'odd')];
    this.even = [scratch('mixed', 'even'), scratch('back', 'even')];
    this.between = scratch('between', 'even');
    this.ends = { even: scratch('end', 'even'), odd: scratch('end', 'odd'), other: scratch('other end', 'odd') };
  }

  get name(): string {
    return `even-odd preconditioned ${this.operator.name}`;
  }

  /** Prepares out ← D̂ ψ (sense 1) or D̂† ψ (sense −1), on even sites. */
  bindSchur(psi: Field, out: Field, sense: Sense = 1): () => void {
    const close = this.bindShiftedSchur(psi, psi, out, sense);
    return () => void close(0);
  }

  /** D̂† D̂ on even sites. */
  normal(): PositiveOperator {
    return schurNormal(this, this.between);
  }

  /** Prepares adding weight d Re ⟨L, D̂ R⟩. */
  bindDerivative(L: Field, R: Field, into: DerivativeSum): (weight: number) => void {
    const { operator } = this;
    const { b, c } = operator;
    const X = this.ends;
    const Y = { even: L, odd: this.ends.other };
    const [hopped] = this.odd;
    const steps = [
      operator.bindMix(R, X.even, [b, c]),
      operator.bindHopping(X.even, hopped),
      operator.bindQuotient(hopped, X.odd, [b, c]),
      operator.bindHopping(L, hopped, -1),
      operator.bindQuotient(hopped, Y.odd, [b, c], -1),
    ];
    const add = operator.bindHoppingDerivative(X, Y, into);
    return weight => {
      for (const step of steps) step();
      add(-weight / 4);
    };
  }

  /** out ← D̂ ψ + shift here (or with D̂†); gives Re ⟨here, out⟩. */
  bindShiftedSchur(psi: Field, here: Field, out: Field, sense: Sense): (shift: number, into?: NumberOf) => number {
    const { operator } = this;
    const { b, c } = operator;
    const [hopped, divided] = this.odd;
    const [mixed, back] = this.even;
    const plain = b === 1 && c === 0;
    const first = sense === 1 && !plain ? mixed : psi;
    const steps = [
      ...(first === mixed ? [operator.bindMix(psi, mixed, [b, c])] : []),
      operator.bindHopping(first, hopped, sense),
      operator.bindQuotient(hopped, divided, [b, c], sense),
      operator.bindHopping(divided, back, sense),
    ];
    const last = sense === 1 ? ([-1 / 4, 0] as const) : ([affine(b, -1 / 4, 0), affine(c, -1 / 4, 0)] as const);
    const close = operator.bindClose({ near: psi, far: back, here, out }, last, sense);
    return (shift, into) => {
      for (const step of steps) step();
      return close(shift, into);
    };
  }
}
