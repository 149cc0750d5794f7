/**
 * The staggered Dirac operator on a lattice,
 *   D = m + D_0,   D_0 = 1/2 sum_mu eta_mu (U_mu T_mu - h.c.),
 * for changing links and masses. Everything is bound once; new links are only read in.
 */
import type { GaugeField } from '../../gauge/index.ts';
import type { Group } from '../../group/index.ts';
import type { Bound } from '../../kernel/index.ts';
import type { Field, Lattice } from '../../lattice/index.ts';
import { hoppingTerm, shiftedHopping } from './dslash.ts';
import { type Hops, hopsAlong, type StaggeredDirac } from './hops.ts';
import { absorbPhases, antiperiodicInTime, type Boundary, phaseField } from './phases.ts';

export class StaggeredOperator implements StaggeredDirac {
  readonly lattice: Lattice;
  readonly group: Group;
  readonly boundary: Boundary;
  /** V_mu(x): the links with phases and boundary signs. */
  readonly links: Field;
  readonly vector: Hops['vector'];
  readonly bindHopping: Hops['bindHopping'];
  readonly bindDirac: Hops['bindDirac'];
  readonly apply: Hops['apply'];
  readonly applyDagger: Hops['applyDagger'];
  readonly normal: Hops['normal'];
  private readonly absorptions = new WeakMap<Field, Bound>();

  /** @param boundary default: antiperiodic in time, periodic in space */
  constructor(lattice: Lattice, group: Group, boundary = antiperiodicInTime(lattice.dimension)) {
    this.lattice = lattice;
    this.group = group;
    this.boundary = boundary;
    this.links = lattice.field(lattice.dimension * group.linkSize);
    const { dimension } = lattice;
    const [hopping, shifted] = [hoppingTerm(group, dimension), shiftedHopping(group, dimension)];
    const hops = hopsAlong({ name: 'staggered', lattice, group, links: this.links, hopping, shifted });
    this.vector = hops.vector;
    this.bindHopping = hops.bindHopping;
    this.bindDirac = hops.bindDirac;
    this.apply = hops.apply;
    this.applyDagger = hops.applyDagger;
    this.normal = hops.normal;
  }

  /** Reads in the links: from now on everything made from this operator acts with them. */
  setLinks({ field }: GaugeField): this {
    let absorb = this.absorptions.get(field);
    if (!absorb) {
      const signs = phaseField(this.lattice, this.boundary);
      absorb = absorbPhases(this.group, this.lattice.dimension).bind({ U: field, signs, V: this.links });
      this.absorptions.set(field, absorb);
    }
    absorb();
    return this;
  }
}
