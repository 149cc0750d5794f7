/** D† D of a Wilson operator on all sites: its eigenvalues are the squares of those of γ₅ D. */
import { normalOf, type PositiveOperator, type WilsonOperator } from '../../../fermion/index.ts';

export function wilsonNormal(operator: WilsonOperator): PositiveOperator {
  return normalOf({
    name: operator.name,
    lattice: operator.lattice,
    components: operator.vector().components,
    parity: 'all',
    bind: (chi, out) => operator.bindDirac(chi, out),
    bindDagger: (chi, out) => operator.bindDirac(chi, out, -1),
  });
}
