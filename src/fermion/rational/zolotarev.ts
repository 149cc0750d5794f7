/**
 * Zolotarev's best rational approximations of x^{−1/2} on [a, b], in closed form.
 *
 * Let N = 2n+1 for the type (n, n), N = 2n for the type (n−1, n), and K the quarter period of the band (band.ts). Then
 * with l = 1, 2, …, N−1 the points −√(ab) k' sc²(lK/N) are a pole, a zero, a pole, …, and the relative error has its
 * N+1 extremes at √(ab) k' nd²(lK/N), l = 0 … N.
 *
 * Reference: N. I. Akhiezer, Elements of the Theory of Elliptic Functions (AMS, 1990), Sec. 50–51;
 * J. van den Eshof et al., Comput. Phys. Commun. 146, 203 (2002), hep-lat/0202025.
 */
import { fromFactors, type RationalApproximation } from './approximation.ts';
import { band } from './band.ts';

/**
 * The best approximation of x^{−1/2} with `order` poles on [lower, upper], 0 < lower < upper; with `constantTerm` it has
 * the type (n, n), without the type (n−1, n), for operators that need r to fall like 1/x.
 */
export function zolotarevInverseRoot(
  order: number,
  lower: number,
  upper: number,
  { constantTerm = true }: { constantTerm?: boolean } = {},
): RationalApproximation {
  const { inside, outside } = band(lower, upper);
  const centre = Math.sqrt(lower) * Math.sqrt(upper);
  const parts = 2 * order + (constantTerm ? 1 : 0);
  const negative = Array.from({ length: parts - 1 }, (_, l) => centre * Math.exp(outside((l + 1) / parts)));
  return fromFactors({
    exponent: -1 / 2,
    lower,
    upper,
    zeros: negative.filter((_, l) => l % 2 === 1),
    shifts: negative.filter((_, l) => l % 2 === 0),
    alternation: Array.from({ length: parts + 1 }, (_, l) => centre * Math.exp(inside(l / parts))),
  });
}
