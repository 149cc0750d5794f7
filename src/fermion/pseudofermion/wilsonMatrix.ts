/**
 * Wilson fermions as a matrix for pseudofermions: K = D̂ on even sites (evenOdd.ts), M = D̂† D̂ = Q² with the
 * hermitian Q = γ₅ D̂, and L(m) = m + i Q.
 *
 * d(φ† X) = −2 Re ⟨Y, dD̂ X⟩ with Y = D̂ X, which is a derivative of D between vectors on all sites.
 */
import { input, kernelFamily, output, type Parity, parameter, reals, siteKernel } from '../../kernel/index.ts';
import type { EvenOddWilson } from '../wilson/evenOdd.ts';
import { bindHoppingDerivative } from '../wilson/force.ts';
import { singlePrecisionWilson } from '../wilson/singlePrecision.ts';
import type { FermionMatrix } from './fermionMatrix.ts';

/** out = mass ξ + i γ₅ ψ for spinors of this many reals, re and im alternating. */
export const twisted = kernelFamily(
  'twisted',
  () => [[16, 4] as const, [4, 2] as const],
  (components: number, dimension: number) =>
    siteKernel(
      'twisted',
      dimension,
      {
        mass: parameter,
        xi: input(reals(components)),
        psi: input(reals(components)),
        out: output(reals(components)),
      },
      ({ mass, xi, psi, out }) => {
        for (let c = 0; c < components; c += 2) {
          // γ₅ is −1 on the upper half: i γ₅ (a + i b) = (b, −a) there.
          const sign = c < components / 2 ? -1 : 1;
          out.set(
            c,
            xi(c)
              .mul(mass)
              .add(psi(c + 1).mul(-sign)),
          );
          out.set(
            c + 1,
            xi(c + 1)
              .mul(mass)
              .add(psi(c).mul(sign)),
          );
        }
      },
    ),
);

export function wilsonMatrix(evenOdd: EvenOddWilson): FermionMatrix {
  const { operator } = evenOdd;
  const { lattice, group, clover } = operator;
  const scratch = (name: string, parity: Parity) => operator.scratch(`Wilson matrix: ${name}`, parity);
  const Y = { even: scratch('Y', 'even'), odd: scratch('Y', 'odd') };
  const partner = scratch('partner', 'odd');
  const between = scratch('between', 'even');
  return {
    lattice,
    group,
    normal: evenOdd.normal(),
    singlePrecision: () => singlePrecisionWilson(operator),
    noise: () => scratch('noise', 'even'),
    bindRoot(xi, phi) {
      const apply = evenOdd.bindSchur(xi, between);
      const twist = twisted(xi.components, lattice.dimension).bind({ xi, psi: between, out: phi }, { sites: 'even' });
      return mass => {
        apply();
        twist({ mass });
      };
    },
    bindDerivative(X, into) {
      const apply = evenOdd.bindSchur(X, Y.even);
      const partnerOfX = evenOdd.bindPartner(X, partner);
      const partnerOfY = evenOdd.bindPartner(Y.even, Y.odd, -1);
      const hops = bindHoppingDerivative(operator, { even: X, odd: partner }, Y, into);
      const onEven = clover?.bindBilinear(X, Y.even);
      const onOdd = clover?.bindBilinear(partner, Y.odd);
      return weight => {
        apply();
        partnerOfX();
        partnerOfY();
        // D = A − κ H
        hops(2 * operator.kappa * weight);
        onEven?.(-2 * weight);
        onOdd?.(-2 * weight);
      };
    },
    ...(clover && { gathering: { begin: () => clover.clearDerivative(), end: into => clover.addDerivative(into) } }),
  };
}
