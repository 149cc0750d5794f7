/**
 * Products of gamma matrices as monomial matrices: in the chiral basis every one of them has a single entry, a power of i,
 * in each row. γ₅ = diag(−1 …, 1 …), as in the fermion room.
 *
 * Channels of a bilinear ψ̄ Γ ψ, directions counted from 1, the last one is time:
 *   S = 1,  P = γ₅,  Vk = γ_k,  Ak = γ_k γ₅,  Tjk = γ_j γ_k (j < k).
 *
 * Reference: C. Gattringer and C. B. Lang, Quantum Chromodynamics on the Lattice (Springer, 2010), table 6.1.
 */

import { gammaBlock, gammaBlockDagger, spinComponents } from '../../../fermion/index.ts';
import { plural } from '../../../words/index.ts';

/** Row s holds i^power[s] in column[s] and zeros. */
export interface SpinMatrix {
  readonly column: readonly number[];
  readonly power: readonly number[];
}

const quarter = (power: number) => ((power % 4) + 4) % 4;

export function unitSpin(dimension: number): SpinMatrix {
  const spins = Array.from({ length: spinComponents(dimension) }, (_, s) => s);
  return { column: spins, power: spins.map(() => 0) };
}

/** γ_μ, μ = 0 … D-1. */
export function gamma(dimension: number, mu: number): SpinMatrix {
  const half = spinComponents(dimension) / 2;
  const upper = gammaBlock(dimension, mu);
  const lower = gammaBlockDagger(dimension, mu);
  return {
    column: [...upper.map(({ column }) => half + column), ...lower.map(({ column }) => column)],
    power: [...upper, ...lower].map(({ power }) => power),
  };
}

export function gamma5(dimension: number): SpinMatrix {
  const { column } = unitSpin(dimension);
  return { column, power: column.map(s => (s < column.length / 2 ? 2 : 0)) };
}

/** a b … */
export function spinProduct(...factors: readonly SpinMatrix[]): SpinMatrix {
  return factors.reduce((a, b) => ({
    column: a.column.map(k => b.column[k]),
    power: a.power.map((power, s) => quarter(power + b.power[a.column[s]])),
  }));
}

/** i^power a */
export function spinTimes(power: number, a: SpinMatrix): SpinMatrix {
  return { column: a.column, power: a.power.map(p => quarter(p + power)) };
}

/** a transposed; its columns become rows. */
export function spinTranspose(a: SpinMatrix): SpinMatrix {
  const rows = a.column.map((_, column) => a.column.indexOf(column));
  return { column: rows, power: rows.map(row => a.power[row]) };
}

export function spinDagger(a: SpinMatrix): SpinMatrix {
  const { column, power } = spinTranspose(a);
  return { column, power: power.map(p => quarter(-p)) };
}

/** γ_t Γ† γ_t: ψ̄ of this ψ is the conjugate of ψ̄ Γ ψ. */
export function conjugateVertex(dimension: number, a: SpinMatrix): SpinMatrix {
  const time = gamma(dimension, dimension - 1);
  return spinProduct(time, spinDagger(a), time);
}

/**
 * Γ of a channel: S, P, V1 …, A1 …, T12 …
 *
 * @throws if there is no such channel in this dimension
 */
export function channelVertex(dimension: number, channel: string): SpinMatrix {
  if (channel === 'S') return unitSpin(dimension);
  if (channel === 'P') return gamma5(dimension);
  const [, kind, digits] = /^([VAT])(\d+)$/.exec(channel) ?? [];
  const axes = Array.from(digits ?? '', digit => Number(digit) - 1);
  const inside = axes.every(mu => mu >= 0 && mu < dimension);
  if (inside && axes.length === 1 && kind === 'V') return gamma(dimension, axes[0]);
  if (inside && axes.length === 1 && kind === 'A') return spinProduct(gamma(dimension, axes[0]), gamma5(dimension));
  if (inside && axes.length === 2 && axes[0] < axes[1] && kind === 'T') {
    return spinProduct(...axes.map(mu => gamma(dimension, mu)));
  }
  throw new Error(
    `There is no channel "${channel}" in ${plural(dimension, 'dimension')}: give S, P, V1 to V${dimension}, A1 to A${dimension}, ` +
      'or T12 and such.',
  );
}
