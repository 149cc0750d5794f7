/**
 * Couplings of gauge loops that stand for heavy staggered quarks: the leading order of each loop in the expansion of the determinant in
 * hops, to be added to the gauge action, S = −(β_W/N) Σ Re tr W with W once for every site at which it begins.
 *
 *   ln det^{N_f/4}(m + D₀) = const + (N_f/4) Σ_k (−1)^{k+1} tr D₀^k / (k m^k)
 *   a loop of k steps around A plaquettes has the sign s = (−1)^{A + k/2}:             β_W = −(N_f/4) · 2 N s / (2m)^k
 *   a line around L sites, of which there are L copies, σ = −1 if quarks are antiperiodic:  β_L = −(N_f/4) · 2 N σ / (L (2m)^L)
 *
 * Next orders are smaller by 1/m². Reference: A. Hasenfratz and T. A. DeGrand, Phys. Rev. D 49, 466 (1994).
 */
import type { Boundary } from '../staggered/phases.ts';

export interface HeavyQuark {
  readonly mass: number;
  readonly flavours: number;
  readonly colours: number;
  readonly extents: readonly number[];
  readonly boundary: Boundary;
}

export interface HoppingCouplings {
  readonly plaquette: number;
  readonly rectangle: number;
  readonly chair: number;
  readonly parallelogram: number;
  /** Of the line in every direction. */
  readonly polyakov: readonly number[];
}

export function hoppingCouplings({ mass, flavours, colours, extents, boundary }: HeavyQuark): HoppingCouplings {
  const factor = (flavours / 4) * 2 * colours;
  const loop = (length: number, plaquettes: number) =>
    (-factor * (-1) ** (plaquettes + length / 2)) / (2 * mass) ** length;
  const line = (L: number, mu: number) => ((boundary[mu] === 'antiperiodic' ? factor : -factor) / L) * (2 * mass) ** -L;
  return {
    plaquette: loop(4, 1),
    rectangle: loop(6, 2),
    chair: loop(6, 2),
    parallelogram: loop(6, 3),
    polyakov: extents.map(line),
  };
}
