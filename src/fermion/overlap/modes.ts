/**
 * Low modes of the massless overlap operator with their chirality. D₀†D₀ commutes with γ₅: on each chirality its lowest
 * eigenvalues are |λ|². Zero modes live on one chirality, all others but |λ| = 2ρ on both. The index n₊ − n₋ counts the zero modes.
 *
 * Reference: R. G. Edwards, U. M. Heller and R. Narayanan, Phys. Rev. D 59, 094510 (1999), hep-lat/9811030.
 */
import { type Field, key } from '../../lattice/index.ts';
import { lowestEigenpairs } from '../eigen/lanczos.ts';
import type { Chirality } from './chirality.ts';
import type { OverlapOperator } from './operator.ts';

export interface OverlapMode {
  /** |λ|; exactly 0 for a zero mode. */
  readonly size: number;
  readonly chirality: Chirality;
  /** Of this chirality, of norm 1: for |λ| > 0 half of an eigenvector of D₀. */
  readonly vector: Field;
}

export interface OverlapModeOptions {
  /** So many on each chirality. */
  readonly count: number;
  /** Residual of |λ|² relative to 4ρ². Default 1e-9. */
  readonly tolerance?: number;
  /** Vectors of the Krylov space. Default 2 count + 20. */
  readonly space?: number;
}

export const usualModeTolerance = 1e-9;
/** |λ|² of a zero mode is off by the error of the sign and by the residual, both relative to 4ρ²: below so many times that it is 0. */
const zeroMargin = 10;

/** The lowest on chirality +, then on −, each ascending. The mass of the operator does not enter. */
export function overlapModes(operator: OverlapOperator, options: OverlapModeOptions): OverlapMode[] {
  return ([1, -1] as const).flatMap(chirality => modesOn(operator, chirality, options));
}

/**
 * n₊ − n₋ from the low modes of each chirality; as many are looked for as it takes to see one that is not zero.
 *
 * @throws if Lanczos does not converge
 */
export function modeIndex(operator: OverlapOperator, tolerance = usualModeTolerance): number {
  const zeros = ([1, -1] as const).map(chirality => {
    for (let count = 2; ; count *= 2) {
      const found = modesOn(operator, chirality, { count, tolerance });
      const zero = found.filter(({ size }) => size === 0).length;
      for (const { vector } of found) vector.free();
      if (zero < found.length || found.length < count) return zero;
    }
  });
  return zeros[0] - zeros[1];
}

function modesOn(
  operator: OverlapOperator,
  chirality: Chirality,
  { count, tolerance = usualModeTolerance, space }: OverlapModeOptions,
): OverlapMode[] {
  const { rho, signTolerance } = operator;
  const massless = operator.mass === 0 ? operator : operator.withMass(0);
  const { pairs } = lowestEigenpairs(massless.chiralNormal(chirality), {
    count,
    tolerance,
    key: key(1, 0, 'overlap/modes'),
    ...(space === undefined ? {} : { space }),
  });
  const zero = zeroMargin * (tolerance + signTolerance) * 4 * rho ** 2;
  return pairs.map(({ value, vector }) => ({ size: value <= zero ? 0 : Math.sqrt(value), chirality, vector }));
}
