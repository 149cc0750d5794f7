/**
 * What every staggered Dirac operator D = m + D_0 has in common: D_0 is antihermitian and connects even with odd sites
 * only, so that D^dagger D = m^2 - D_0 D_0 on the sites of one parity. How far D_0 hops, and along which links, is in its
 * two kernels.
 */
import type { GaugeField } from '../../gauge/index.ts';
import type { Group } from '../../group/index.ts';
import type { Bound, Kernel, Parity } from '../../kernel/index.ts';
import type { Field, Lattice } from '../../lattice/index.ts';
import type { PositiveOperator } from '../solvers/positiveOperator.ts';
import type { Boundary } from './phases.ts';

/** The sites that hops reach from these. */
export function opposite(parity: Parity): Parity {
  return parity === 'all' ? 'all' : parity === 'even' ? 'odd' : 'even';
}

export interface Hops {
  /** A colour vector on each site of `parity`: 2N reals, zero. */
  vector(parity?: Parity): Field;
  /** Prepares out <- D_0 chi, on the sites of out. */
  bindHopping(chi: Field, out: Field): () => void;
  /** Prepares out <- D chi (sign 1, the default) or D^dagger chi (sign -1), on the sites of out; chi lives on all sites. */
  bindDirac(chi: Field, out: Field, sign?: 1 | -1): (mass: number) => void;
  /** out <- D chi, with the sites of out. To apply it often, bind it once. */
  apply(mass: number, chi: Field, out: Field): void;
  /** out <- D^dagger chi, with the sites of out. */
  applyDagger(mass: number, chi: Field, out: Field): void;
  /** -D_0 D_0 on the sites of one parity, or on all: D^dagger D is this with the shift m^2. */
  normal(parity: Parity): PositiveOperator;
}

/** A staggered or HISQ operator: what solvers and measurements need of either. */
export interface StaggeredDirac extends Hops {
  readonly lattice: Lattice;
  readonly group: Group;
  readonly boundary: Boundary;
  setLinks(u: GaugeField): unknown;
}

export interface HopParts {
  /** For the names of operators: "staggered". */
  readonly name: string;
  readonly lattice: Lattice;
  readonly group: Group;
  /** V: what the hops go along, with phases and boundary signs. */
  readonly links: Field;
  /** out = D_0 chi, with roles V, chi, out. */
  readonly hopping: Kernel;
  /** out = diagonal near + 2 hop D_0 far, with overlap = Re <near, out>. */
  readonly shifted: Kernel;
}

export function hopsAlong({ name, lattice, group, links: V, hopping, shifted }: HopParts): Hops {
  const components = 2 * group.colours;
  const vector = (parity: Parity = 'all') => lattice.field(components, { parity });
  const bindHopping = (chi: Field, out: Field) => hopping.bind({ V, chi, out }, { sites: out.parity });
  const bindShifted = (near: Field, far: Field, out: Field): Bound =>
    shifted.bind({ V, near, far, out }, { sites: out.parity });
  const bindDirac = (chi: Field, out: Field, sign: 1 | -1 = 1) => {
    const run = bindShifted(chi, chi, out);
    return (mass: number) => void run({ diagonal: mass, hop: sign / 2 });
  };
  return {
    vector,
    bindHopping: (chi, out) => {
      const run = bindHopping(chi, out);
      return () => void run();
    },
    bindDirac,
    apply: (mass, chi, out) => bindDirac(chi, out)(mass),
    applyDagger: (mass, chi, out) => bindDirac(chi, out, -1)(mass),
    normal(parity) {
      const between = vector(opposite(parity));
      return {
        name: `${name} normal operator on ${parity} sites of ${lattice.name}`,
        lattice,
        components,
        parity,
        bind: (p, q) => {
          const hop = bindHopping(p, between);
          const close = bindShifted(p, between, q);
          return shift => {
            hop();
            return close({ diagonal: shift, hop: -0.5 }).overlap;
          };
        },
      };
    },
  };
}
