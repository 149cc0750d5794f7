/**
 * The kernel of the overlap operator: H_W = γ₅ (D_W − ρ), hermitian, with D_W = d − ½ H the massless Wilson operator
 * (wilson/). Its sign does not depend on its scale, so all is done with
 *   h = γ₅ D_κ = 2κ H_W,   D_κ = 1 − κ H,   2κ = 1/(d − ρ),
 * and h² = D_κ† D_κ, whose eigenvalues are at most (1 + 2dκ)²: each direction of H has the norm 2.
 */
import type { GaugeField } from '../../gauge/index.ts';
import type { Group } from '../../group/index.ts';
import type { Field, Lattice } from '../../lattice/index.ts';
import type { PositiveOperator } from '../solvers/positiveOperator.ts';
import type { SpinorBoundary } from '../wilson/boundary.ts';
import { kappaOfMass, WilsonOperator } from '../wilson/operator.ts';
import { chiralSum } from './chirality.ts';

/** ρ unless another is given, by dimension: gauge fields move the best value from 1 upwards in four dimensions. */
export const usualRho: Readonly<Record<number, number>> = { 2: 1, 4: 1.4 };

export interface OverlapKernelOptions {
  readonly lattice: Lattice;
  readonly group: Group;
  /** Between 0 and 2, where there is one quark. Default 1.4 in four dimensions, 1 in two. */
  readonly rho?: number;
  /** Default: antiperiodic in time, periodic in space. */
  readonly boundary?: SpinorBoundary;
}

export class OverlapKernel {
  readonly rho: number;
  readonly wilson: WilsonOperator;
  /** h² + shift */
  readonly squared: PositiveOperator;

  /** @throws if rho is not between 0 and 2, or there are no spinors in this dimension */
  constructor({ lattice, group, rho = usualRho[lattice.dimension] ?? 1, boundary }: OverlapKernelOptions) {
    if (!(rho > 0 && rho < 2)) {
      throw new Error(`The overlap operator has one quark for rho between 0 and 2; found ${rho}. Usual are 1 to 1.6.`);
    }
    this.rho = rho;
    const kappa = kappaOfMass(-rho, lattice.dimension);
    this.wilson = new WilsonOperator({ lattice, group, kappa, ...(boundary && { boundary }) });
    const { wilson } = this;
    const between = wilson.scratch('overlap kernel: between');
    this.squared = {
      name: `square of the overlap kernel with rho = ${rho} on ${lattice.name}`,
      lattice,
      components: between.components,
      parity: 'all',
      bind(p, q) {
        const there = wilson.bindDirac(p, between);
        const back = wilson.bindShifted({ near: between, far: between, here: p, out: q }, -1);
        return shift => {
          there();
          return back(-kappa, shift);
        };
      },
    };
  }

  /** What an eigenvalue of h is to be multiplied with to be one of H_W: d − ρ. */
  get unit(): number {
    return 1 / (2 * this.wilson.kappa);
  }

  /** No eigenvalue of |h| is larger. */
  get bound(): number {
    return 1 + 2 * this.wilson.lattice.dimension * this.wilson.kappa;
  }

  setLinks(u: GaugeField): this {
    this.wilson.setLinks(u);
    return this;
  }

  /** Prepares out ← h ψ. */
  bind(psi: Field, out: Field): () => void {
    const image = this.wilson.scratch('overlap kernel: image');
    const apply = this.wilson.bindDirac(psi, image);
    const turn = chiralSum(out.components, this.wilson.lattice.dimension).bind({ x: image, y: image, out });
    return () => {
      apply();
      turn({ a: 0, b: 1, p: 0, q: 0 });
    };
  }
}
