/**
 * The Wilson-Dirac operator, with or without the clover term,
 *   D = A − κ H,   A = 1 or 1 + clover term (clover.ts),   H the hopping term (dslash.ts),
 *   κ = 1 / (2 m₀ + 2 d) in d dimensions.
 * γ₅ D γ₅ = D†. Everything is bound once; new links and another κ are only read in.
 */

import { type GaugeField, requireSameTheory } from '../../gauge/index.ts';
import type { Group } from '../../group/index.ts';
import type { Bound, NumberOf, Parity } from '../../kernel/index.ts';
import { type Field, type Lattice, scaled, sharedField } from '../../lattice/index.ts';
import { plural } from '../../words/index.ts';
import { spinorSize } from '../spinor/spinors.ts';
import { antiperiodicInTime } from '../staggered/phases.ts';
import { absorbBoundary, boundaryPhases, type SpinorBoundary } from './boundary.ts';
import { blockProduct } from './clover.ts';
import { bindClosing, bindDividedHopping, type Closing } from './cloverDslash.ts';
import { CloverTerm } from './cloverTerm.ts';
import { type Sense, wilsonHopping, wilsonShifted } from './dslash.ts';

export interface WilsonOptions {
  readonly lattice: Lattice;
  readonly group: Group;
  readonly kappa: number;
  /** Default 0: no clover term. */
  readonly cSw?: number;
  /** Default: antiperiodic in time, periodic in space. */
  readonly boundary?: SpinorBoundary;
}

/** The bare mass m₀ of κ = 1 / (2 m₀ + 2 d). */
export function massOfKappa(kappa: number, dimension = 4): number {
  return 1 / (2 * kappa) - dimension;
}

/** @throws if there is no such kappa: the mass is at or below -d */
export function kappaOfMass(mass: number, dimension = 4): number {
  if (!(mass > -dimension && mass < Infinity)) {
    throw new Error(
      `The bare mass m_0 of Wilson quarks lies above -${dimension} in ${plural(dimension, 'dimension')}; found ${mass}.`,
    );
  }
  return 1 / (2 * mass + 2 * dimension);
}

export class WilsonOperator {
  readonly lattice: Lattice;
  readonly group: Group;
  readonly boundary: SpinorBoundary;
  /** V_μ at both ends of the hops, V the links with boundary phases: see bothEnds.ts. */
  readonly hops: Field;
  readonly clover: CloverTerm | undefined;
  private hoppingParameter: number;
  /** exp(i θ_μ) on the links that close a direction, see boundary.ts. */
  readonly phases: Field;
  private readonly absorptions = new WeakMap<Field, Bound>();

  /** @throws if kappa is not positive, c_SW not finite or not 0 below four dimensions, or there are no spinors here */
  constructor({ lattice, group, kappa, cSw = 0, boundary }: WilsonOptions) {
    this.lattice = lattice;
    this.group = group;
    this.boundary = boundary ?? antiperiodicInTime(lattice.dimension);
    this.hoppingParameter = positive(kappa);
    this.phases = boundaryPhases(lattice, group, this.boundary);
    this.clover = cSw === 0 ? undefined : new CloverTerm(lattice, group, cSw);
    this.hops = lattice.field(2 * lattice.dimension * group.linkSize);
    spinorSize(group, lattice.dimension);
  }

  get kappa(): number {
    return this.hoppingParameter;
  }

  get name(): string {
    const clover = this.clover ? `, c_SW = ${this.clover.cSw}` : '';
    return `Wilson operator with kappa = ${this.kappa}${clover} on ${this.lattice.name}`;
  }

  /**
   * Reads in the links: from now on everything made from this operator acts with them, and with this κ.
   *
   * @throws if kappa is not positive, or the clover term of these links is not, or they belong to another theory
   */
  setLinks(u: GaugeField, kappa = this.kappa): this {
    requireSameTheory(u, 'Wilson or domain-wall quarks', this.lattice, this.group);
    this.hoppingParameter = positive(kappa);
    let absorb = this.absorptions.get(u.field);
    if (!absorb) {
      const { group, lattice, phases: phase, hops: V } = this;
      absorb = absorbBoundary(group, lattice.dimension).bind({ U: u.field, phase, V });
      this.absorptions.set(u.field, absorb);
    }
    absorb();
    this.clover?.setLinks(u, kappa);
    return this;
  }

  /** A spinor on each site of `parity`, zero: index 2 (spin N + colour), then the imaginary part. */
  vector(parity: Parity = 'all'): Field {
    return this.lattice.field(spinorSize(this.group, this.lattice.dimension), { parity });
  }

  /** A spinor for a moment, shared with all that use it for this purpose: see `sharedField`. */
  scratch(purpose: string, parity: Parity = 'all'): Field {
    return sharedField(this.lattice, purpose, spinorSize(this.group, this.lattice.dimension), { parity });
  }

  /** Prepares out ← H ψ (sense 1) or H† ψ (sense −1), on `sites` (default: those of out). */
  bindHopping(psi: Field, out: Field, sense: Sense = 1, sites: Parity = out.parity): () => void {
    const kernel = wilsonHopping(this.group, this.lattice.dimension, sense);
    return kernel.bind({ V: this.hops, psi, out }, { sites });
  }

  /** Prepares out ← near + hop H far + shift here; the answer gives Re ⟨here, out⟩. */
  bindShifted(
    fields: Closing,
    sense: Sense,
    sites: Parity = fields.out.parity,
  ): (hop: number, shift: number) => number {
    const kernel = wilsonShifted(this.group, this.lattice.dimension, sense);
    const run = kernel.bind({ V: this.hops, ...fields }, { sites });
    return (hop, shift) => run({ hop, shift }).overlap;
  }

  /** Prepares out ← A near + hop H far + shift here; the answer gives Re ⟨here, out⟩. */
  bindClose(
    fields: Closing,
    sense: Sense,
    sites: Parity = fields.out.parity,
  ): (hop: number, shift: number, into?: NumberOf) => number {
    return bindClosing(this, fields, sense, sites);
  }

  /** Prepares out ← A⁻¹ H ψ (or H†) on odd sites. */
  bindDivided(psi: Field, out: Field, sense: Sense = 1): () => void {
    return bindDividedHopping(this, psi, out, sense);
  }

  /** Prepares out ← A⁻¹ ψ on the odd sites. */
  bindInverseDiagonal(psi: Field, out: Field): () => void {
    const sites = { sites: 'odd' } as const;
    if (this.clover) return blockProduct(this.group).bind({ A: this.clover.inverse, psi, out }, sites);
    const copy = scaled(psi.components, this.lattice.dimension).bind({ x: psi, y: out }, sites);
    return () => void copy({ a: 1 });
  }

  /** Prepares out ← D ψ (sense 1) or D† ψ (sense −1), on the sites of out; ψ lives on all sites. */
  bindDirac(psi: Field, out: Field, sense: Sense = 1): () => void {
    const close = this.bindClose({ near: psi, far: psi, here: psi, out }, sense);
    return () => void close(-this.kappa, 0);
  }

  /** out ← D ψ, with the sites of out. To apply it often, bind it once. */
  apply(psi: Field, out: Field): void {
    this.bindDirac(psi, out)();
  }

  /** out ← D† ψ, with the sites of out. */
  applyDagger(psi: Field, out: Field): void {
    this.bindDirac(psi, out, -1)();
  }
}

function positive(kappa: number): number {
  if (!(kappa > 0 && kappa < Infinity)) {
    throw new Error(
      `The hopping parameter kappa = 1 / (2 m_0 + 2 d) is positive and finite; found ${kappa}. Free quarks without mass ` +
        'have 1/8 in four dimensions, 1/4 in two.',
    );
  }
  return kappa;
}
