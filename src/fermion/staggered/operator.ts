/**
 * The staggered Dirac operator on a lattice,
 *   D = m + D₀,   D₀ = ½ Σ_μ η_μ (U_μ T_μ − h.c.),
 * for changing links and masses. Everything is bound once; new links are only read in.
 */
import type { GaugeField } from '../../gauge/index.ts';
import type { Group } from '../../group/index.ts';
import type { Bound } from '../../kernel/index.ts';
import { type Field, type Lattice, sharedOn } from '../../lattice/index.ts';
import { hoppingTerm, shiftedHopping } from './dslash.ts';
import { StaggeredDirac } from './hops.ts';
import { absorbPhases, antiperiodicInTime, type Boundary, phaseField } from './phases.ts';

/** The operator of this lattice for all who read in their links before every use. */
export function sharedStaggeredOperator(
  lattice: Lattice,
  group: Group,
  boundary = antiperiodicInTime(lattice.dimension),
): StaggeredOperator {
  const name = `staggered operator of ${group.name}, ${boundary}`;
  return sharedOn(lattice, name, () => new StaggeredOperator(lattice, group, boundary));
}

export class StaggeredOperator extends StaggeredDirac {
  private readonly absorptions = new WeakMap<Field, Bound>();

  /** @param boundary default: antiperiodic in time, periodic in space */
  constructor(lattice: Lattice, group: Group, boundary: Boundary = antiperiodicInTime(lattice.dimension)) {
    const { dimension } = lattice;
    super({
      name: 'staggered',
      lattice,
      group,
      boundary,
      hops: lattice.field(2 * dimension * group.linkSize),
      hopping: hoppingTerm(group, dimension),
      shifted: shiftedHopping(group, dimension),
    });
  }

  protected override readLinks({ field }: GaugeField): void {
    let absorb = this.absorptions.get(field);
    if (!absorb) {
      const signs = phaseField(this.lattice, this.boundary);
      absorb = absorbPhases(this.group, this.lattice.dimension).bind({ U: field, signs, V: this.hops });
      this.absorptions.set(field, absorb);
    }
    absorb();
  }
}
