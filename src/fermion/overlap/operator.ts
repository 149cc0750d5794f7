/**
 * The overlap operator of H. Neuberger, with exact chiral symmetry on the lattice,
 *   D₀ = ρ (1 + γ₅ ε),   ε = sign H_W,   H_W = γ₅ (D_W − ρ),      D = (1 − m/2ρ) D₀ + m,
 * with the Wilson kernel at r = 1. It satisfies the Ginsparg–Wilson relation γ₅D₀ + D₀γ₅ = D₀γ₅D₀/ρ; its eigenvalues lie on the
 * circle |λ − ρ| = ρ. Because of that D₀†D₀ commutes with γ₅: on a chirality ± it needs one sign,
 *   P± D†D P± = [(1 − m²/4ρ²) 2ρ² P± (1 ± ε) + m²] P±.
 *
 * Reference: H. Neuberger, Phys. Lett. B 417, 141 (1998), hep-lat/9707022; M. Lüscher, Phys. Lett. B 428, 342 (1998),
 * hep-lat/9802011.
 */
import type { GaugeField } from '../../gauge/index.ts';
import type { Group } from '../../group/index.ts';
import type { Field, Lattice } from '../../lattice/index.ts';
import type { PositiveOperator } from '../solvers/positiveOperator.ts';
import type { SpinorBoundary } from '../wilson/boundary.ts';
import type { Sense } from '../wilson/dslash.ts';
import { type Chirality, chiralSum } from './chirality.ts';
import { OverlapKernel, type OverlapKernelOptions } from './kernel.ts';
import { SignFunction, type SignOptions, type SignReport } from './sign.ts';

export interface OverlapOptions extends OverlapKernelOptions {
  /** m, from 0 to below 2ρ. Default 0. */
  readonly mass?: number;
  readonly sign?: SignOptions;
}

export class OverlapOperator {
  readonly lattice: Lattice;
  readonly group: Group;
  readonly rho: number;
  readonly mass: number;
  readonly kernel: OverlapKernel;
  private readonly sign: SignFunction;

  /**
   * @param sign that of other overlap operators with the same kernel. Default: one of its own.
   * @throws if rho is not between 0 and 2, the mass not from 0 to below 2 rho, or the options of the sign make no sense
   */
  constructor({ mass = 0, sign, ...options }: OverlapOptions, shared?: SignFunction) {
    const kernel = shared?.kernel ?? new OverlapKernel(options);
    const { rho } = kernel;
    if (!(mass >= 0 && mass < 2 * rho)) {
      throw new Error(
        `The mass of overlap quarks lies from 0 to below 2 rho = ${2 * rho}, where the quark is gone; found ${mass}.`,
      );
    }
    this.lattice = options.lattice;
    this.group = options.group;
    this.rho = rho;
    this.mass = mass;
    this.kernel = kernel;
    this.sign = shared ?? new SignFunction(kernel, sign);
  }

  get name(): string {
    return `overlap operator with m = ${this.mass}, rho = ${this.rho} on ${this.lattice.name}`;
  }

  get boundary(): SpinorBoundary {
    return this.kernel.wilson.boundary;
  }

  /** Of |ε² − 1|, as it is checked. */
  get signTolerance(): number {
    return this.sign.tolerance;
  }

  /** What is known of the sign on the present links. @throws if there are none */
  get signReport(): SignReport {
    return this.sign.report;
  }

  /** The same sign with another mass; links are read in by one of the two for both. */
  withMass(mass: number): OverlapOperator {
    return new OverlapOperator({ lattice: this.lattice, group: this.group, mass }, this.sign);
  }

  /**
   * Reads in the links, finds the low modes of the kernel and checks the sign.
   *
   * @throws if the sign is not as good as asked, or not defined, or the links belong to another theory
   */
  setLinks(u: GaugeField): this {
    this.kernel.setLinks(u);
    this.sign.update();
    return this;
  }

  /** A spinor field, zero: index 2 (spin N + colour), then the imaginary part. */
  vector(): Field {
    return this.kernel.wilson.vector();
  }

  /** Prepares out ← ε ψ; the answer tells how often the squared kernel was applied. */
  bindSign(psi: Field, out: Field): () => number {
    return this.sign.bind(psi, out);
  }

  /** Prepares out ← D ψ (sense 1) or D† ψ (sense −1). */
  bindDirac(psi: Field, out: Field, sense: Sense = 1): () => void {
    const { kernel, mass, rho, lattice } = this;
    const [plain, signed] = [rho + mass / 2, rho - mass / 2];
    const combine = chiralSum(psi.components, lattice.dimension);
    const image = kernel.wilson.scratch('overlap operator: image');
    if (sense === 1) {
      const sign = this.sign.bind(psi, image);
      const close = combine.bind({ x: psi, y: image, out });
      return () => {
        sign();
        close({ a: plain, b: 0, p: 0, q: signed });
      };
    }
    const turned = kernel.wilson.scratch('overlap operator: turned');
    const turn = combine.bind({ x: psi, y: psi, out: turned });
    const sign = this.sign.bind(turned, image);
    const close = combine.bind({ x: psi, y: image, out });
    return () => {
      turn({ a: 0, b: 1, p: 0, q: 0 });
      sign();
      close({ a: plain, b: 0, p: signed, q: 0 });
    };
  }

  /**
   * D†D on one chirality; on the other one the number 4ρ², its largest eigenvalue, which keeps it out of searches for low modes
   * and leaves fields of the chirality what they are.
   */
  chiralNormal(chirality: Chirality): PositiveOperator {
    const { kernel, sign, mass, rho, lattice } = this;
    const slope = (1 - mass ** 2 / (4 * rho ** 2)) * 2 * rho ** 2;
    const own = slope + mass ** 2;
    const other = 4 * rho ** 2;
    const { components } = kernel.squared;
    return {
      name: `chiral part of the ${this.name}`,
      lattice,
      components,
      parity: 'all',
      bind(p, q) {
        const scratch = (name: string) => kernel.wilson.scratch(`overlap chiral: ${name}`);
        const [projected, image] = [scratch('projected'), scratch('image')];
        const combine = chiralSum(components, lattice.dimension);
        const project = combine.bind({ x: p, y: p, out: projected });
        const apply = sign.bind(projected, image);
        const close = combine.bind({ x: p, y: image, out: q });
        return shift => {
          project({ a: 1 / 2, b: chirality / 2, p: 0, q: 0 });
          apply();
          return close({
            a: (own + other) / 2 + shift,
            b: (chirality * (own - other)) / 2,
            p: (chirality * slope) / 2,
            q: slope / 2,
          }).overlap;
        };
      },
    };
  }
}
