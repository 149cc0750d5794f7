/**
 * Even/odd preconditioning of D = A - kappa H: eliminating the odd sites leaves the Schur complement
 *   Dhat = A_ee - kappa^2 H_eo A_oo^-1 H_oe,   det D = det A_oo det Dhat,
 * which is better conditioned and half as large. D x = b is solved by
 *   Dhat x_e = b_e + kappa H_eo A_oo^-1 b_o,   x_o = A_oo^-1 (b_o + kappa H_oe x_e).
 * gamma_5 Dhat gamma_5 = Dhat†. For X on even sites let X_o = kappa A_oo^-1 H_oe X, and Y_o the same with H†; then
 *   Y† dDhat X = (Y, Y_o)† dD (X, X_o),
 * so that forces need no more than the derivative of D on all sites.
 *
 * Reference: T. DeGrand, Comput. Phys. Commun. 52, 161 (1988); K. Jansen and C. Liu, Comput. Phys. Commun. 99, 221 (1997),
 * hep-lat/9603008 (with the clover term).
 */
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

  /** Prepares out <- Dhat psi (sense 1) or Dhat† psi (sense -1), on even sites. */
  bindSchur(psi: Field, out: Field, sense: Sense = 1): () => void {
    const close = this.bindShiftedSchur(psi, psi, out, sense);
    return () => void close(0);
  }

  /** Dhat† Dhat on even sites. */
  normal(): PositiveOperator {
    return schurNormal(this, this.between);
  }

  /** Prepares psi_o <- kappa A_oo^-1 H_oe psi (H† for sense -1), with psi on even and psi_o on odd sites. */
  bindPartner(psi: Field, partner: Field, sense: Sense = 1): () => void {
    const { operator, divided } = this;
    const divide = operator.bindDivided(psi, divided, sense);
    const copy = scaled(psi.components, operator.lattice.dimension).bind({ x: divided, y: partner }, { sites: 'odd' });
    return () => {
      divide();
      copy({ a: operator.kappa });
    };
  }

  /** out <- Dhat psi + shift here; gives Re <here, out>. */
  bindShiftedSchur(psi: Field, here: Field, out: Field, sense: Sense): (shift: number) => number {
    const { operator, divided } = this;
    const divide = operator.bindDivided(psi, divided, sense);
    const close = operator.bindClose({ near: psi, far: divided, here, out }, sense);
    return shift => {
      divide();
      return close(-(operator.kappa ** 2), shift);
    };
  }
}
