/** Staggered fermions as a matrix for pseudofermions: K = D₀, M = −D₀ D₀, L(m) = m − D₀. */
import type { Parity } from '../../kernel/index.ts';
import { bindBilinear } from '../staggered/force.ts';
import { opposite } from '../staggered/hops.ts';
import type { StaggeredOperator } from '../staggered/operator.ts';
import { singlePrecisionNormal } from '../staggered/singlePrecision.ts';
import type { FermionMatrix } from './fermionMatrix.ts';

export function staggeredMatrix(operator: StaggeredOperator, parity: Parity): FermionMatrix {
  const hopped = operator.vector(opposite(parity));
  return {
    lattice: operator.lattice,
    group: operator.group,
    normal: operator.normal(parity),
    singlePrecision: () => singlePrecisionNormal(operator, parity),
    takeApplications: () => operator.takeApplications(),
    noise: () => operator.vector(),
    bindRoot: (xi, phi) => operator.bindDirac(xi, phi, -1),
    bindDerivative(X, into) {
      const hop = operator.bindHopping(X, hopped);
      const addBilinear = bindBilinear(operator, X, hopped, into);
      return weight => {
        hop();
        addBilinear(weight);
      };
    },
  };
}
