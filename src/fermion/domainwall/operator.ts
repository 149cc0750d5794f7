/**
 * Domain-wall fermions (D. B. Kaplan; Y. Shamir) and their Möbius form (R. C. Brower, H. Neff and K. Orginos),
 *   (D ψ)_s = (b D_W + 1) ψ_s + (c D_W − 1) (S ψ)_s,   D_W = (d − M₅) − H/2,   s = 0 … L₅ − 1,
 * with the shift S of fifth.ts, which holds the quark mass m, and the Wilson hopping term H in d = 4 (or 2) dimensions.
 * Shamir has b = 1, c = 0. Collected by hops, with functions of S alone that are the same on all sites,
 *   D = B − ½ H C,   B = 1 + b (d − M₅) + [c (d − M₅) − 1] S,   C = b + c S.
 * b and c may differ from slice to slice (fifthRows.ts), b_s and c_s in row s: so do optimal walls (optimalWalls.ts).
 * The quarks of four dimensions live on the walls, q = P₋ ψ₀ + P₊ ψ_{L₅−1}; the residual mass is seen half-way,
 * P₋ ψ_{L₅/2} + P₊ ψ_{L₅/2-1}.
 *
 * Reference: Y. Shamir, Nucl. Phys. B 406, 90 (1993), hep-lat/9303005; R. C. Brower, H. Neff, K. Orginos, Comput. Phys.
 * Commun. 220, 1 (2017), arXiv:1206.5214.
 */
import type { GaugeField } from '../../gauge/index.ts';
import type { Group } from '../../group/index.ts';
import type { NumberOf, Parity } from '../../kernel/index.ts';
import { type Field, type Lattice, sharedField } from '../../lattice/index.ts';
import type { DerivativeSum } from '../derivative.ts';
import { spinorSize } from '../spinor/spinors.ts';
import type { SpinorBoundary } from '../wilson/boundary.ts';
import type { Sense } from '../wilson/dslash.ts';
import { bindHoppingDerivative, type Halves } from '../wilson/force.ts';
import { kappaOfMass, WilsonOperator } from '../wilson/operator.ts';
import { fifthClose, fifthMix, fifthQuotient, quotientParameters } from './fifth.ts';
import {
  affine,
  onSlice,
  type PerSlice,
  rowsClose,
  rowsMix,
  rowsSolve,
  slicesOf,
  solveParameters,
} from './fifthRows.ts';
import { slicedHopping } from './hopping.ts';

/**
 * M₅ unless another is given. Free walls bind one quark for 0 < M₅ < 2 and decay fastest at 1; gauge fields at the usual
 * couplings shift that window by some 0.8, so that simulations of QCD take 1.8 (RBC and UKQCD, hep-lat/0612005).
 */
export const usualHeight = 1.8;

export interface DomainWallOptions {
  readonly lattice: Lattice;
  readonly group: Group;
  /** m, of the quark. */
  readonly mass: number;
  /** M₅, between 0 and 2. Default 1.8. */
  readonly height?: number;
  /** L₅ */
  readonly extent5: number;
  /** One number, or b_s on every slice. Default 1. */
  readonly b?: PerSlice;
  /** One number, or c_s on every slice. Default 0. */
  readonly c?: PerSlice;
  /** Default: antiperiodic in time, periodic in space. */
  readonly boundary?: SpinorBoundary;
}

/** (a, e) of a + e S. */
type Row = readonly [PerSlice, PerSlice];

export class DomainWallOperator {
  readonly lattice: Lattice;
  readonly group: Group;
  readonly mass: number;
  readonly height: number;
  readonly extent5: number;
  readonly b: PerSlice;
  readonly c: PerSlice;
  /** The Wilson operator of mass −M₅, for its links and boundary. */
  readonly wilson: WilsonOperator;

  /**
   * @param wilson shares its links with other operators of the same lattice and height. Default: one of its own.
   * @throws if a number is not finite, M_5 is not between 0 and 2, L_5 is no integer above 1, or b + c is not positive
   */
  constructor(
    { lattice, group, mass, height = usualHeight, extent5, b = 1, c = 0, boundary }: DomainWallOptions,
    wilson?: WilsonOperator,
  ) {
    requireSense({ mass, height, extent5, b, c });
    this.lattice = lattice;
    this.group = group;
    this.mass = mass;
    this.height = height;
    this.extent5 = extent5;
    this.b = b;
    this.c = c;
    const kappa = kappaOfMass(-height, lattice.dimension);
    this.wilson = wilson ?? new WilsonOperator({ lattice, group, kappa, ...(boundary && { boundary }) });
  }

  get name(): string {
    const { mass, height, extent5, b, c, lattice } = this;
    return `domain-wall operator with m = ${mass}, M_5 = ${height}, L_5 = ${extent5}, b = ${b}, c = ${c} on ${lattice.name}`;
  }

  /** Reals per site: L₅ spinors after each other. */
  get components(): number {
    return this.extent5 * spinorSize(this.group, this.lattice.dimension);
  }

  /** The same links, walls and b, c with another quark mass: for the Pauli-Villars fields, 1. */
  withMass(mass: number): DomainWallOperator {
    const { lattice, group, height, extent5, b, c, wilson } = this;
    return new DomainWallOperator({ lattice, group, mass, height, extent5, b, c }, wilson);
  }

  /** Reads in the links. */
  setLinks(u: GaugeField): this {
    this.wilson.setLinks(u);
    return this;
  }

  /** A five-dimensional spinor field, zero. */
  vector(parity: Parity = 'all'): Field {
    return this.lattice.field(this.components, { parity });
  }

  /** The same for a moment, shared with all that use it for this purpose: see `sharedField`. */
  scratch(purpose: string, parity: Parity = 'all'): Field {
    return sharedField(this.lattice, purpose, this.components, { parity });
  }

  /** (β, γ) of B = β + γ S. */
  get local(): readonly [PerSlice, PerSlice] {
    const diagonal = this.lattice.dimension - this.height;
    return [affine(this.b, diagonal, 1), affine(this.c, diagonal, -1)];
  }

  /** Prepares out ← H ψ (sense 1) or H† ψ (sense −1), slice by slice, on `sites` (default: those of out). */
  bindHopping(psi: Field, out: Field, sense: Sense = 1, sites: Parity = out.parity): () => void {
    const { group, lattice, extent5, wilson } = this;
    const run = slicedHopping(group, lattice.dimension, extent5, sense).bind({ V: wilson.hops, psi, out }, { sites });
    return () => void run();
  }

  /** Prepares out ← A ψ, A = a + e S; Aᵀ for sense −1. */
  bindMix(psi: Field, out: Field, [a, e]: Row, sense: Sense = 1, sites = out.parity): () => void {
    const { size, extent5, dimension, mass } = this.shape;
    if (typeof a === 'number' && typeof e === 'number') {
      const run = fifthMix(size, extent5, dimension, sense).bind({ psi, out }, { sites });
      return () => void run({ a, e, mass });
    }
    const rows = { a: slicesOf(a, extent5), e: slicesOf(e, extent5) };
    const run = rowsMix(size, extent5, dimension, sense).bind({ ...rows, psi, out }, { sites });
    return () => void run({ mass });
  }

  /** Prepares out ← A B⁻¹ ψ, A = a + e S; the transpose B⁻ᵀ Aᵀ for sense −1. */
  bindQuotient(psi: Field, out: Field, [a, e]: Row, sense: Sense = 1, sites = out.parity): () => void {
    const { size, extent5, dimension, mass } = this.shape;
    const [beta, gamma] = this.local;
    if (typeof a === 'number' && typeof e === 'number' && typeof beta === 'number' && typeof gamma === 'number') {
      const parameters = quotientParameters([a, e], [beta, gamma], mass, extent5);
      const run = fifthQuotient(size, extent5, dimension, sense).bind({ psi, out }, { sites });
      return () => void run(parameters);
    }
    const between = this.scratch('domain wall: quotient', sites);
    const { closing, ...rows } = solveParameters(slicesOf(beta, extent5), slicesOf(gamma, extent5), mass, sense);
    const [from, to] = sense === 1 ? [psi, between] : [between, out];
    const solve = rowsSolve(size, extent5, dimension, sense).bind({ ...rows, psi: from, out: to }, { sites });
    const mix =
      sense === 1 ? this.bindMix(between, out, [a, e], 1, sites) : this.bindMix(psi, between, [a, e], -1, sites);
    const run = () => void solve({ closing, mass });
    const steps = sense === 1 ? [run, mix] : [mix, run];
    return () => {
      for (const step of steps) step();
    };
  }

  /** Prepares out ← B near + (p + q S) far + shift here; transposed for sense −1. The answer gives Re ⟨here, out⟩. */
  bindClose(
    fields: { readonly near: Field; readonly far: Field; readonly here: Field; readonly out: Field },
    [p, q]: Row,
    sense: Sense = 1,
    sites = fields.out.parity,
  ): (shift: number, into?: NumberOf) => number {
    const { size, extent5, dimension, mass } = this.shape;
    const [a, e] = this.local;
    if (typeof a === 'number' && typeof e === 'number' && typeof p === 'number' && typeof q === 'number') {
      const run = fifthClose(size, extent5, dimension, sense).bind(fields, { sites });
      return (shift, into) => run({ a, e, p, q, mass, shift }, into && { overlap: into }).overlap;
    }
    const [rowA, rowE, rowP, rowQ] = [a, e, p, q].map(x => slicesOf(x, extent5));
    const rows = { a: rowA, e: rowE, p: rowP, q: rowQ };
    const run = rowsClose(size, extent5, dimension, sense).bind({ ...rows, ...fields }, { sites });
    return (shift, into) => run({ mass, shift }, into && { overlap: into }).overlap;
  }

  /** Prepares out ← D ψ (sense 1) or D† ψ (sense −1); both on all sites. */
  bindDirac(psi: Field, out: Field, sense: Sense = 1): () => void {
    const { b, c } = this;
    const hopped = this.scratch('domain wall: hopped');
    const fields = { near: psi, far: hopped, here: psi, out };
    if (sense === -1) {
      const hop = this.bindHopping(psi, hopped, -1);
      const close = this.bindClose(fields, [affine(b, -1 / 2, 0), affine(c, -1 / 2, 0)], -1);
      return () => {
        hop();
        close(0);
      };
    }
    const mixed = this.scratch('domain wall: mixed');
    const mix = this.bindMix(psi, mixed, [b, c]);
    const hop = this.bindHopping(mixed, hopped);
    const close = this.bindClose(fields, [-1 / 2, 0]);
    return () => {
      mix();
      hop();
      close(0);
    };
  }

  /** Prepares adding weight d Re ⟨Y, H X⟩, summed over slices. */
  bindHoppingDerivative(X: Halves, Y: Halves, into: DerivativeSum): (weight: number) => void {
    return bindHoppingDerivative(this.wilson, X, Y, into, this.extent5);
  }

  private get shape() {
    const { extent5, lattice, group, mass } = this;
    return { size: spinorSize(group, lattice.dimension), extent5, dimension: lattice.dimension, mass };
  }
}

interface Numbers extends Record<'mass' | 'height' | 'extent5', number> {
  readonly b: PerSlice;
  readonly c: PerSlice;
}

function requireSense({ mass, height, extent5, b, c }: Numbers): void {
  if (!(Number.isInteger(extent5) && extent5 >= 2)) {
    throw new Error(`The fifth dimension has L_5 = 2, 3, 4 .. sites; found ${extent5}.`);
  }
  if (!(height > 0 && height < 2)) {
    throw new Error(`The domain-wall height M_5 lies between 0 and 2, where there is one quark; found ${height}.`);
  }
  const short = [b, c].find(one => typeof one !== 'number' && one.length !== extent5);
  if (short !== undefined) {
    throw new Error(`Coefficients of L_5 = ${extent5} slices are one number, or ${extent5} of them; found [${short}].`);
  }
  const isFine = Array.from({ length: extent5 }, (_, s) => s).every(s => {
    const [one, other] = [onSlice(b, s), onSlice(c, s)];
    return Number.isFinite(one) && Number.isFinite(other) && one + other > 0;
  });
  if (!(Number.isFinite(mass) && isFine)) {
    throw new Error(
      `Domain-wall fermions need a finite quark mass and b + c > 0; found m = ${mass}, b = ${b}, c = ${c}. ` +
        'Shamir has b = 1, c = 0.',
    );
  }
}
