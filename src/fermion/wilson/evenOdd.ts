/**
 * Even/odd preconditioning of D = A - kappa H: eliminating the odd sites leaves the Schur complement
 *   Dhat = A_ee - kappa^2 H_eo A_oo^-1 H_oe,   det D = det A_oo det Dhat,
 * which is better conditioned and half as large. D x = b is solved by
 *   Dhat x_e = b_e + kappa H_eo A_oo^-1 b_o,   x_o = A_oo^-1 (b_o + kappa H_oe x_e).
 * gamma_5 Dhat gamma_5 = Dhat^dag. For X on even sites let X_o = kappa A_oo^-1 H_oe X, and Y_o the same with H^dag; then
 *   Y^dag dDhat X = (Y, Y_o)^dag dD (X, X_o),
 * so that forces need no more than the derivative of D on all sites.
 *
 * Reference: T. DeGrand, Comput. Phys. Commun. 52, 161 (1988); K. Jansen and C. Liu, Comput. Phys. Commun. 99, 221 (1997),
 * hep-lat/9603008 (with the clover term).
 */
import { type Field, scaled } from '../../lattice/index.ts';
import type { PositiveOperator } from '../solvers/positiveOperator.ts';
import type { Sense } from './dslash.ts';
import type { WilsonOperator } from './operator.ts';

/** What the elimination needs of an operator, in whatever precision. */
export type SplitOperator = Pick<
  WilsonOperator,
  'name' | 'lattice' | 'kappa' | 'vector' | 'bindHopping' | 'bindShifted' | 'bindDiagonal' | 'bindInverseDiagonal'
> & {
  /** Whether A differs from 1. */
  readonly clover: object | undefined;
};

export class EvenOddWilson<Operator extends SplitOperator = WilsonOperator> {
  readonly operator: Operator;
  private readonly odd: [Field, Field];
  private readonly even: [Field, Field];

  constructor(operator: Operator) {
    this.operator = operator;
    const odd = operator.vector('odd');
    // Without the clover term A^-1 is 1, and no second vector is needed.
    this.odd = [odd, operator.clover ? odd.like() : odd];
    this.even = [operator.vector('even'), operator.vector('even')];
  }

  get name(): string {
    return `even-odd preconditioned ${this.operator.name}`;
  }

  /** Prepares out <- Dhat psi (sense 1) or Dhat^dag psi (sense -1), on even sites. */
  bindSchur(psi: Field, out: Field, sense: Sense = 1): () => void {
    const close = this.bindShiftedSchur(psi, psi, out, sense);
    return () => void close(0);
  }

  /** Dhat^dag Dhat on even sites. */
  normal(): PositiveOperator {
    const { lattice } = this.operator;
    const [between] = this.even;
    const named = () => `normal operator of the ${this.name}`;
    return {
      get name() {
        return named();
      },
      lattice,
      components: between.components,
      parity: 'even',
      bind: (p, q) => {
        const there = this.bindSchur(p, between);
        const back = this.bindShiftedSchur(between, p, q, -1);
        return shift => {
          there();
          return back(shift);
        };
      },
    };
  }

  /** Prepares psi_o <- kappa A_oo^-1 H_oe psi (H^dag for sense -1), with psi on even and psi_o on odd sites. */
  bindPartner(psi: Field, partner: Field, sense: Sense = 1): () => void {
    const { operator } = this;
    const hopped = this.odd[0];
    const hop = operator.bindHopping(psi, hopped, sense);
    const scale = scaled(psi.components, operator.lattice.dimension);
    if (!operator.clover) {
      const copy = scale.bind({ x: hopped, y: partner }, { sites: 'odd' });
      return () => {
        hop();
        copy({ a: operator.kappa });
      };
    }
    const divided = this.odd[1];
    const divide = operator.bindInverseDiagonal(hopped, divided);
    const copy = scale.bind({ x: divided, y: partner }, { sites: 'odd' });
    return () => {
      hop();
      divide();
      copy({ a: operator.kappa });
    };
  }

  /** out <- Dhat psi + shift here; gives Re <here, out>. */
  private bindShiftedSchur(psi: Field, here: Field, out: Field, sense: Sense): (shift: number) => number {
    const { operator } = this;
    const [hopped, divided] = this.odd;
    const hop = operator.bindHopping(psi, hopped, sense);
    if (!operator.clover) {
      const close = operator.bindShifted({ near: psi, far: hopped, here, out }, sense);
      return shift => {
        hop();
        return close(-(operator.kappa ** 2), shift);
      };
    }
    const near = this.even[1];
    const divide = operator.bindInverseDiagonal(hopped, divided);
    const diagonal = operator.bindDiagonal(psi, near);
    const close = operator.bindShifted({ near, far: divided, here, out }, sense);
    return shift => {
      hop();
      divide();
      diagonal();
      return close(-(operator.kappa ** 2), shift);
    };
  }
}
