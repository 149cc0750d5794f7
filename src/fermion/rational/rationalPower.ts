/**
 * The rational approximation of a power x^α on a range [a, b], at a given order or to a given relative error.
 *
 * x^{∓1/2} has the closed form of Zolotarev; any other power goes through the Remez exchange. Positive powers are the
 * inverses of negative ones, with the same error. For large orders the error falls like exp(−2π² n / ln(16 b/a)).
 */
import { inverse, type RationalApproximation } from './approximation.ts';
import { remez } from './remez.ts';
import { zolotarevInverseRoot } from './zolotarev.ts';

/** The power, its range, and either the number of poles or the largest relative error. */
export type RationalPowerRequest = {
  readonly exponent: number;
  readonly lower: number;
  readonly upper: number;
} & ({ readonly order: number; readonly tolerance?: never } | { readonly tolerance: number; readonly order?: never });

const largestOrder = 60;

/**
 * The best rational approximation r(x) = c₀ + Σ c_k/(x + b_k) of x^exponent on [lower, upper] in the relative error,
 * with `order` poles, or with as few as meet `tolerance`.
 *
 * @throws if 0 < lower < upper or −1 < exponent < 1, exponent ≠ 0 does not hold; if the order is no positive integer;
 *   or if double precision cannot reach the order or the tolerance.
 */
export function rationalPower(request: RationalPowerRequest): RationalApproximation {
  requireMeaning(request);
  if (request.order !== undefined) {
    const approximation = bestOfOrder(request, request.order);
    if (approximation) return approximation;
    throw new Error(
      `The best approximation of order ${request.order} to ${describe(request)} is too good for double precision: ` +
        'ask for fewer poles, or for a tolerance.',
    );
  }
  return fewestPoles(request, request.tolerance);
}

function fewestPoles(request: RationalPowerRequest, tolerance: number): RationalApproximation {
  let best: RationalApproximation | undefined;
  for (let order = 1; order <= largestOrder; order++) {
    const approximation = bestOfOrder(request, order);
    // Once rounding rules, more poles no longer help.
    if (!approximation || (best && approximation.maxError >= best.maxError)) break;
    best = approximation;
    if (best.maxError <= tolerance) return best;
  }
  const reached = best ? `${best.maxError.toExponential(2)} at order ${best.order}` : 'nothing';
  throw new Error(
    `${describe(request)} cannot be approximated to ${tolerance} in double precision with at most ${largestOrder} poles; ` +
      `reached was ${reached}. Ask for a larger tolerance or a smaller range.`,
  );
}

function bestOfOrder(
  { exponent, lower, upper }: RationalPowerRequest,
  order: number,
): RationalApproximation | undefined {
  const negative = -Math.abs(exponent);
  const approximation =
    negative === -1 / 2 ? zolotarevInverseRoot(order, lower, upper) : remez(negative, order, lower, upper);
  return approximation && exponent > 0 ? inverse(approximation) : approximation;
}

function requireMeaning({ exponent, lower, upper, order, tolerance }: RationalPowerRequest): void {
  if (!(lower > 0 && lower < upper && upper < Infinity)) {
    throw new Error(`The range of a rational approximation needs 0 < lower < upper, but it is [${lower}, ${upper}].`);
  }
  if (!(Math.abs(exponent) < 1) || exponent === 0) {
    throw new Error(
      `The exponent lies between -1 and 1 and is not 0, but ${exponent} was given; split off whole powers.`,
    );
  }
  if ((order === undefined) === (tolerance === undefined)) {
    throw new Error('A rational approximation is fixed by its order or by its tolerance: give one of the two.');
  }
  if (order !== undefined && !(Number.isInteger(order) && order >= 1 && order <= largestOrder)) {
    throw new Error(`The order is a whole number of poles from 1 to ${largestOrder}, but ${order} was given.`);
  }
  if (tolerance !== undefined && !(tolerance > 0)) {
    throw new Error(`The tolerance is a positive relative error, but ${tolerance} was given.`);
  }
}

function describe({ exponent, lower, upper }: RationalPowerRequest): string {
  return `x^${exponent} on [${lower}, ${upper}]`;
}
