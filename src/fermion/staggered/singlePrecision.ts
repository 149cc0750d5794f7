/** The staggered normal operator on f32 fields: for the inner iterations of solvers of mixed precision. */

import type { Parity } from '../../kernel/index.ts';
import { bindConversion } from '../solvers/convert.ts';
import type { SinglePrecisionTwin } from '../solvers/singlePrecision.ts';
import { hoppingTerm, shiftedHopping } from './dslash.ts';
import { opposite, type StaggeredOperator } from './operator.ts';

/** -D_0 D_0 on the sites of one parity, or on all, of `operator.normal(parity)`, in single precision. */
export function singlePrecisionNormal(operator: StaggeredOperator, parity: Parity): SinglePrecisionTwin {
  const { lattice, group } = operator;
  const { dimension } = lattice;
  const precision = 'f32';
  const components = 2 * group.colours;
  const V = lattice.field(dimension * group.linkSize, { precision });
  const between = lattice.field(components, { precision, parity: opposite(parity) });
  const readLinks = bindConversion(operator.links, V);
  return {
    name: `staggered normal operator on ${parity} sites of ${lattice.name} in single precision`,
    lattice,
    components,
    parity,
    precision,
    refresh: () => readLinks(1),
    bind(p, q) {
      const hop = hoppingTerm(group, dimension).bind({ V, chi: p, out: between }, { sites: between.parity });
      const close = shiftedHopping(group, dimension).bind({ V, near: p, far: between, out: q }, { sites: parity });
      return shift => {
        hop();
        return close({ diagonal: shift, hop: -0.5 }).overlap;
      };
    },
  };
}
