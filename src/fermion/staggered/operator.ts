/**
 * The staggered Dirac operator on a lattice,
 *   D = m + D_0,   D_0 = 1/2 sum_mu eta_mu (U_mu T_mu - h.c.),
 * for changing links and masses. Everything is bound once; new links are only read in.
 */
import type { GaugeField } from '../../gauge/index.ts';
import type { Group } from '../../group/index.ts';
import type { Bound, Parity } from '../../kernel/index.ts';
import type { Field, Lattice } from '../../lattice/index.ts';
import type { PositiveOperator } from '../solvers/positiveOperator.ts';
import { hoppingTerm, shiftedHopping } from './dslash.ts';
import { absorbPhases, antiperiodicInTime, type Boundary, phaseField } from './phases.ts';

/** The sites that hops reach from these. */
export function opposite(parity: Parity): Parity {
  return parity === 'all' ? 'all' : parity === 'even' ? 'odd' : 'even';
}

export class StaggeredOperator {
  readonly lattice: Lattice;
  readonly group: Group;
  readonly boundary: Boundary;
  /** V_mu(x): the links with phases and boundary signs. */
  readonly links: Field;
  private readonly absorptions = new WeakMap<Field, Bound>();

  /** @param boundary default: antiperiodic in time, periodic in space */
  constructor(lattice: Lattice, group: Group, boundary = antiperiodicInTime(lattice.dimension)) {
    this.lattice = lattice;
    this.group = group;
    this.boundary = boundary;
    this.links = lattice.field(lattice.dimension * group.linkSize);
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

  /** A colour vector on each site of `parity`: 2N reals, zero. */
  vector(parity: Parity = 'all'): Field {
    return this.lattice.field(2 * this.group.colours, { parity });
  }

  /** Prepares out <- D_0 chi, on the sites of out. */
  bindHopping(chi: Field, out: Field): () => void {
    return hoppingTerm(this.group, this.lattice.dimension).bind({ V: this.links, chi, out }, { sites: out.parity });
  }

  /** Prepares out <- D chi (sign 1) or D^dagger chi (sign -1), on the sites of out; chi lives on all sites. */
  bindDirac(chi: Field, out: Field, sign: 1 | -1 = 1): (mass: number) => void {
    const run = this.bindShifted(chi, chi, out);
    return mass => run({ diagonal: mass, hop: sign / 2 });
  }

  /** out <- D chi, with the sites of out. To apply it often, bind it once. */
  apply(mass: number, chi: Field, out: Field): void {
    this.bindDirac(chi, out)(mass);
  }

  /** out <- D^dagger chi, with the sites of out. */
  applyDagger(mass: number, chi: Field, out: Field): void {
    this.bindDirac(chi, out, -1)(mass);
  }

  /** -D_0 D_0 on the sites of one parity, or on all: D^dagger D is this with the shift m^2. */
  normal(parity: Parity): PositiveOperator {
    const between = this.vector(opposite(parity));
    return {
      name: `staggered normal operator on ${parity} sites of ${this.lattice.name}`,
      lattice: this.lattice,
      components: 2 * this.group.colours,
      parity,
      bind: (p, q) => {
        const hop = this.bindHopping(p, between);
        const close = this.bindShifted(p, between, q);
        return shift => {
          hop();
          return close({ diagonal: shift, hop: -0.5 }).overlap;
        };
      },
    };
  }

  private bindShifted(near: Field, far: Field, out: Field): Bound {
    const kernel = shiftedHopping(this.group, this.lattice.dimension);
    return kernel.bind({ V: this.links, near, far, out }, { sites: out.parity });
  }
}
