/** Normal operators of staggered kind on f32 fields: for the inner iterations of solvers of mixed precision. */
import type { Group } from '../../group/index.ts';
import type { Parity } from '../../kernel/index.ts';
import type { Field, Lattice } from '../../lattice/index.ts';
import { bindConversion } from '../solvers/convert.ts';
import type { SinglePrecisionTwin } from '../solvers/singlePrecision.ts';
import { hoppingTerm, shiftedHopping } from './dslash.ts';
import { opposite } from './hops.ts';

/** An operator D = m + D₀ whose D₀ is made from the field `hops` and connects even with odd sites only. */
export interface HoppingOperator {
  readonly lattice: Lattice;
  readonly group: Group;
  readonly hops: Field;
}

/** The kernels of D₀, with the roles that `hoppingTerm` and `shiftedHopping` have. */
export interface HoppingKernels {
  readonly hopping: typeof hoppingTerm;
  readonly shifted: typeof shiftedHopping;
}

/** −D₀ D₀ on the sites of one parity, or on all, in single precision. Default: the kernels of staggered quarks. */
export function singlePrecisionNormal(
  { lattice, group, hops }: HoppingOperator,
  parity: Parity,
  { hopping, shifted }: HoppingKernels = { hopping: hoppingTerm, shifted: shiftedHopping },
): SinglePrecisionTwin {
  const { dimension } = lattice;
  const precision = 'f32';
  const components = 2 * group.colours;
  const V = lattice.field(hops.components, { precision });
  const between = lattice.field(components, { precision, parity: opposite(parity) });
  const readHops = bindConversion(hops, V);
  return {
    name: `staggered normal operator on ${parity} sites of ${lattice.name} in single precision`,
    lattice,
    components,
    parity,
    precision,
    leavesProducts: true,
    refresh: () => readHops(1),
    bind(p, q) {
      const hop = hopping(group, dimension).bind({ V, chi: p, out: between }, { sites: between.parity });
      const close = shifted(group, dimension).bind({ V, near: p, far: between, out: q }, { sites: parity });
      return (shift, into) => {
        hop();
        return close({ diagonal: shift, hop: -0.5 }, into && { overlap: into }).overlap;
      };
    },
  };
}
