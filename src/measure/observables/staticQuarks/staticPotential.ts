/**
 * The shape of the static potential in lattice units,
 *   V(r) = A + σ r − α / r,
 * and the scales where the force F(r) = σ + α / r² of it takes a given value,
 *   r_c² F(r_c) = c,   r_c = √((c − α) / σ):   r₀ for c = 1.65, r₁ for c = 1.
 *
 * References: E. Eichten et al., Phys. Rev. D 21, 203 (1980); R. Sommer, Nucl. Phys. B 411, 839 (1994), hep-lat/9310022;
 * C. W. Bernard et al., Phys. Rev. D 62, 034503 (2000) (r₁).
 */
import {
  type BinOptions,
  type BootstrapOptions,
  bootstrapDerived,
  type Estimate,
  type Fit,
  type FitData,
  jackknifeDerived,
  leastSquares,
  type Series,
} from '../../statistics/index.ts';
import { effectivePotential } from './effectivePotential.ts';

/** A + σ r − α / r */
export interface PotentialShape {
  readonly constant: number;
  /** σ, a² times the string tension. */
  readonly tension: number;
  /** The coefficient of the Coulomb term. */
  readonly alpha: number;
}

export const cornell = (r: number, [constant, tension, alpha]: readonly number[]): number =>
  constant + tension * r - alpha / r;

/** The fit has the parameters A, σ, α in this order. Errors as `leastSquares`. */
export function fitStaticPotential(data: FitData): Fit {
  return leastSquares(cornell, data, [0, 0.1, Math.PI / 12]);
}

/** c at r₀ and at r₁. */
export const sommerConstants = { r0: 1.65, r1: 1 } as const;

/**
 * r_c in lattice units.
 *
 * @throws RangeError if the force never takes the value
 */
export function sommerScale({ tension, alpha }: PotentialShape, scale: keyof typeof sommerConstants): number {
  const squared = (sommerConstants[scale] - alpha) / tension;
  if (!(squared > 0 && squared < Infinity)) {
    throw new RangeError(
      `The force of tension ${tension} and alpha ${alpha} has no ${scale}: r^2 F = ${sommerConstants[scale]} nowhere.`,
    );
  }
  return Math.sqrt(squared);
}

/** The loops of one separation: its length r and the series of W(r, T), T and T+1. */
export interface MeasuredSeparation {
  readonly r: number;
  readonly now: Series;
  readonly next: Series;
}

export interface StaticPotential {
  readonly potential: readonly { readonly r: number; readonly V: Estimate }[];
  readonly constant: Estimate;
  readonly tension: Estimate;
  readonly alpha: Estimate;
  readonly r0: Estimate;
  readonly r1: Estimate;
}

/**
 * V(r) at one T, its shape and its scales, all with errors by resampling of the loops: the fit, weighted by the errors of
 * V(r), is repeated on every resample. With a `seed` by bootstrap, else by jackknife.
 *
 * @param measured at least three separations
 * @throws RangeError where loops have no logarithm, bins do not fit, or the fit has no scale
 */
export function staticPotential(
  measured: readonly MeasuredSeparation[],
  options: BinOptions | BootstrapOptions,
): StaticPotential {
  const series = measured.flatMap(({ now, next }) => [now, next]);
  const derived = (f: (means: readonly number[]) => number) =>
    'seed' in options ? bootstrapDerived(f, series, options) : jackknifeDerived(f, series, options);
  const potentialAt = (means: readonly number[], k: number) => effectivePotential(means.slice(2 * k, 2 * k + 2), 1);
  const potential = measured.map(({ r }, k) => ({ r, V: derived(means => potentialAt(means, k)) }));
  const x = measured.map(({ r }) => r);
  const error = potential.map(({ V }) => V.error);
  const shapeOf = (means: readonly number[]): PotentialShape => {
    const y = measured.map((_, k) => potentialAt(means, k));
    const [constant, tension, alpha] = fitStaticPotential({ x, y, error }).parameters.map(({ mean }) => mean);
    return { constant, tension, alpha };
  };
  return {
    potential,
    constant: derived(means => shapeOf(means).constant),
    tension: derived(means => shapeOf(means).tension),
    alpha: derived(means => shapeOf(means).alpha),
    r0: derived(means => sommerScale(shapeOf(means), 'r0')),
    r1: derived(means => sommerScale(shapeOf(means), 'r1')),
  };
}
