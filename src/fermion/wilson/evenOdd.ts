/**
 * Even/odd preconditioning of D = A − κ H: eliminating the odd sites leaves the Schur complement
 *   D̂ = A_ee − κ² H_eo A_oo⁻¹ H_oe,   det D = det A_oo det D̂,
 * which is better conditioned and half as large. D x = b is solved by
 *   D̂ x_e = b_e + κ H_eo A_oo⁻¹ b_o,   x_o = A_oo⁻¹ (b_o + κ H_oe x_e).
 * γ₅ D̂ γ₅ = D̂†. For X on even sites let X_o = κ A_oo⁻¹ H_oe X, and Y_o the same with H†; then
 *   Y† dD̂ X = (Y, Y_o)† dD (X, X_o),
 * so that forces need no more than the derivative of D on all sites.
 *
 * Reference: T. DeGrand, Comput. Phys. Commun. 52, 161 (1988); K. Jansen and C. Liu, Comput. Phys. Commun. 99, 221 (1997),
 * hep-lat/9603008 (with the clover term).
 */
import type { NumberOf } from '../../kernel/index.ts';
import { type Field, scaled } from '../../lattice/index.ts';
import type { PositiveOperator } from '../solvers/positiveOperator.ts';
import { type SchurComplement, schurNormal } from '../solvers/schurNormal.ts';
import type { Sense } from './dslash.ts';
import type { WilsonOperator } from './operator.ts';

/** What the elimination needs of an operator, in whatever precision. */
export type SplitOperator = Pick<
  WilsonOperator,
  'name' | 'lattice' | 'kappa' | 'scratch' | 'bindClose' | 'bindDivided'
>;

export class EvenOddWilson<Operator extends SplitOperator = WilsonOperator> implements SchurComplement {
  readonly operator: Operator;
  private readonly divided: Field;
  private readonly between: Field;

  constructor(operator: Operator) {
    this.operator = operator;
    this.divided = operator.scratch('even-odd Wilson: divided', 'odd');
    this.between = operator.scratch('even-odd Wilson: between', 'even');
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

  /** Prepares ψ_o ← κ A_oo⁻¹ H_oe ψ (H† for sense −1), with ψ on even and ψ_o on odd sites. */
  bindPartner(psi: Field, partner: Field, sense: Sense = 1): () => void {
    const { operator, divided } = this;
    const divide = operator.bindDivided(psi, divided, sense);
    const copy = scaled(psi.components, operator.lattice.dimension).bind({ x: divided, y: partner }, { sites: 'odd' });
    return () => {
      divide();
      copy({ a: operator.kappa });
    };
  }

  /** out ← D̂ ψ + shift here; gives Re ⟨here, out⟩. */
  bindShiftedSchur(psi: Field, here: Field, out: Field, sense: Sense): (shift: number, into?: NumberOf) => number {
    const { operator, divided } = this;
    const divide = operator.bindDivided(psi, divided, sense);
    const close = operator.bindClose({ near: psi, far: divided, here, out }, sense);
    return (shift, into) => {
      divide();
      return close(-(operator.kappa ** 2), shift, into);
    };
  }
}
