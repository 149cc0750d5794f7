/**
 * An instanton: the solution of charge ±1 on the four-dimensional continuum, in singular gauge,
 *   A^a_μ(x) = 2 η̄_{aμν} (x − z)_ν ρ²/(r² (r² + ρ²)),  r = |x − z|,   U_μ(n) = P exp(−i ∫ A_μ),
 * the integral along the link, T_a = σ_a/2. η̄ is the 't Hooft symbol η̄_{aij} = ε_{aij}, η̄_{ai4} = −δ_{ai} (charge +1);
 * η with the other sign gives charge −1. The action is 8π² and the charge ±1 up to lattice artefacts of order (a/ρ)² and
 * the tails cut off at the border, where A ~ ρ²/r³ jumps. Smaller instantons fall through the lattice under smoothing.
 *
 * References: A. A. Belavin, A. M. Polyakov, A. S. Schwartz and Yu. S. Tyupkin, Phys. Lett. B 59, 85 (1975);
 * G. 't Hooft, Phys. Rev. D 14, 3432 (1976).
 */

import type { Group } from '../../group/index.ts';
import { hypotenuse } from '../../kernel/index.ts';
import type { Lattice } from '../../lattice/index.ts';
import type { GaugeField } from '../configuration.ts';
import { type Block, embedded, firstBlock, type PlainQuaternion, quaternionProduct } from './embedding.ts';

export interface InstantonOptions {
  /** ρ in lattice units. Default a quarter of the shortest extent. */
  readonly radius?: number;
  /** z. Default the middle of the lattice, (L_μ − 1)/2, which for even extents is the middle of a cell. */
  readonly centre?: readonly number[];
  /** Default 1. */
  readonly charge?: 1 | -1;
  /** Where in SU(N) the SU(2) stands. Default [0, 1]. */
  readonly block?: Block;
  /** Steps of the path-ordered product along a link. Default 20. */
  readonly segments?: number;
}

/**
 * An instanton on a lattice of four dimensions.
 *
 * @throws if the lattice has fewer dimensions, the group holds no SU(2), the radius is not positive, or the centre is a
 *   point on a link, where A is singular
 */
export function instanton(lattice: Lattice, group: Group, options: InstantonOptions = {}): GaugeField {
  const { extents, dimension } = lattice;
  const { radius = Math.min(...extents) / 4, charge = 1, block = firstBlock, segments = 20 } = options;
  const { centre = extents.map(L => (L - 1) / 2) } = options;
  if (dimension !== 4) throw new Error(`Instantons live in 4 dimensions; this lattice has ${dimension}.`);
  if (!(radius > 0)) throw new Error(`The radius of an instanton is positive; found ${radius}.`);
  if (centre.length !== 4 || !centre.every(Number.isFinite)) {
    throw new Error(`The centre of an instanton is four numbers; found [${centre}].`);
  }
  if (centre.filter(Number.isInteger).length >= 3) {
    throw new Error(
      `In singular gauge an instanton cannot be centred on a link; found [${centre}], take the middle of a cell.`,
    );
  }
  return embedded(lattice, group, block, (x, mu) => {
    let U: PlainQuaternion = [1, 0, 0, 0];
    for (let k = 0; k < segments; k++) {
      const y = x.map((c, nu) => c - centre[nu] + (nu === mu ? (k + 0.5) / segments : 0));
      const square = y.reduce((sum, c) => sum + c * c, 0);
      const profile = (2 * radius ** 2) / (square * (square + radius ** 2));
      const A = [0, 1, 2].map(a => profile * hooft(a, mu, y, charge));
      U = quaternionProduct(U, rotation(A, -1 / segments));
    }
    return U;
  });
}

/** Σ_ν η̄_{aμν} y_ν, for charge −1 with η. */
function hooft(a: number, mu: number, y: readonly number[], charge: 1 | -1): number {
  const time = 3;
  if (mu === time) return charge * y[a];
  const sign = -charge;
  const own = a === mu ? sign * y[time] : 0;
  if (a === mu) return own;
  const nu = 3 - a - mu;
  // ε_{aμν}
  return ((mu - a + 3) % 3 === 1 ? 1 : -1) * y[nu];
}

/** exp(i s A^a σ_a/2) */
function rotation(A: readonly number[], s: number): PlainQuaternion {
  const length = hypotenuse(...A);
  const factor = length === 0 ? s / 2 : Math.sin((s * length) / 2) / length;
  return [Math.cos((s * length) / 2), factor * A[0], factor * A[1], factor * A[2]];
}
