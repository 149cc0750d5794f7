/**
 * What every staggered Dirac operator D = m + D₀ has in common: D₀ is antihermitian and connects even with odd sites
 * only, so that D† D = m² − D₀ D₀ on the sites of one parity. How far D₀ hops, and along which links, is in its
 * two kernels.
 */
import { type GaugeField, requireSameTheory } from '../../gauge/index.ts';
import type { Group } from '../../group/index.ts';
import type { Kernel, NumbersByName, Parity } from '../../kernel/index.ts';
import type { Field, Lattice } from '../../lattice/index.ts';
import type { PositiveOperator } from '../solvers/positiveOperator.ts';
import type { Boundary } from './phases.ts';

/** The sites that hops reach from these. */
export function opposite(parity: Parity): Parity {
  return parity === 'all' ? 'all' : parity === 'even' ? 'odd' : 'even';
}

const shareOf = (parity: Parity) => (parity === 'all' ? 1 : 0.5);

export interface HopParts {
  /** For the names of operators: "staggered". */
  readonly name: string;
  readonly lattice: Lattice;
  readonly group: Group;
  readonly boundary: Boundary;
  /** V at both ends of the hops, with phases and boundary signs: see bothEnds.ts. */
  readonly hops: Field;
  /** out = D₀ χ, with roles V, χ, out. */
  readonly hopping: Kernel;
  /** out = diagonal near + 2 hop D₀ far, with overlap = Re ⟨near, out⟩. */
  readonly shifted: Kernel;
}

/** A staggered or HISQ operator: what solvers and measurements need of either. */
export abstract class StaggeredDirac {
  readonly lattice: Lattice;
  readonly group: Group;
  readonly boundary: Boundary;
  /** V at both ends of the hops, with phases and boundary signs. */
  readonly hops: Field;
  private readonly name: string;
  private readonly hopping: Kernel;
  private readonly shifted: Kernel;
  private applications = 0;

  protected constructor({ name, lattice, group, boundary, hops, hopping, shifted }: HopParts) {
    this.name = name;
    this.lattice = lattice;
    this.group = group;
    this.boundary = boundary;
    this.hops = hops;
    this.hopping = hopping;
    this.shifted = shifted;
  }

  /** Reads in the links: from now on everything made from this operator acts with them. @throws if they do not fit */
  setLinks(u: GaugeField): this {
    requireSameTheory(u, `${this.name} quarks`, this.lattice, this.group);
    this.readLinks(u);
    return this;
  }

  protected abstract readLinks(u: GaugeField): void;

  /** A colour vector on each site of `parity`: 2N reals, zero. */
  vector(parity: Parity = 'all'): Field {
    return this.lattice.field(2 * this.group.colours, { parity });
  }

  /** Prepares out ← D₀ χ, on the sites of out. */
  bindHopping(chi: Field, out: Field): () => void {
    const run = this.hopping.bind({ V: this.hops, chi, out }, { sites: out.parity });
    const share = shareOf(out.parity);
    return () => {
      this.applications += share;
      run();
    };
  }

  /** Prepares out ← D χ (sign 1, the default) or D† χ (sign −1), on the sites of out; χ lives on all sites. */
  bindDirac(chi: Field, out: Field, sign: 1 | -1 = 1): (mass: number) => void {
    const run = this.bindShifted(chi, chi, out);
    return mass => void run({ diagonal: mass, hop: sign / 2 });
  }

  /** out ← D χ, with the sites of out. To apply it often, bind it once. */
  apply(mass: number, chi: Field, out: Field): void {
    this.bindDirac(chi, out)(mass);
  }

  /** out ← D† χ, with the sites of out. */
  applyDagger(mass: number, chi: Field, out: Field): void {
    this.bindDirac(chi, out, -1)(mass);
  }

  /** −D₀ D₀ on the sites of one parity, or on all: D† D is this with the shift m². */
  normal(parity: Parity): PositiveOperator {
    const between = this.vector(opposite(parity));
    return {
      name: `${this.name} normal operator on ${parity} sites of ${this.lattice.name}`,
      lattice: this.lattice,
      components: between.components,
      parity,
      leavesProducts: true,
      uncount: times => {
        this.applications -= times * (shareOf(parity) + shareOf(between.parity));
      },
      bind: (p, q) => {
        const hop = this.bindHopping(p, between);
        const close = this.bindShifted(p, between, q);
        return (shift, into) => {
          hop();
          return close({ diagonal: shift, hop: -0.5 }, into && { overlap: into }).overlap;
        };
      },
    };
  }

  /** How often D₀ was applied to all sites since this was last asked, those to one parity counted by halves. */
  takeApplications(): number {
    const taken = this.applications;
    this.applications = 0;
    return taken;
  }

  private bindShifted(near: Field, far: Field, out: Field) {
    const run = this.shifted.bind({ V: this.hops, near, far, out }, { sites: out.parity });
    const share = shareOf(out.parity);
    return (coefficients: { diagonal: number; hop: number }, places?: NumbersByName) => {
      this.applications += share;
      return run(coefficients, places);
    };
  }
}
