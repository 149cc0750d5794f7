/**
 * Elliptic coordinates of a spectral band [a, b].
 *
 * With x = √(ab) eᵗ the band is |t| ≤ T = ½ ln(b/a), and its complementary modulus is k' = √(a/b) = e^{−T}. A fraction
 * w in [0, 1] of the quarter period K belongs to
 *   x  =  √(ab) k' nd²(wK)   inside the band, from a to b,
 *   x  = −√(ab) k' sc²(wK)   on the negative axis, from 0 to −∞.
 * Points equally spaced in w are where optimal rational functions have their extremes and their poles and zeros.
 *
 * The Jacobi functions come from the arithmetic-geometric mean: M. Abramowitz and I. A. Stegun, Handbook of
 * Mathematical Functions, 16.4 and 17.6.
 */

/** A band [a, b]. */
export interface Band {
  /** T: the band is |t| ≤ T. */
  readonly halfWidth: number;
  /** t of the point inside the band at the fraction w. */
  inside(w: number): number;
  /** ln(−x/√(ab)) of the point on the negative axis at the fraction w, 0 < w < 1. */
  outside(w: number): number;
}

/** The elliptic coordinates of the band [lower, upper], 0 < lower < upper. */
export function band(lower: number, upper: number): Band {
  const modulus = Math.sqrt(lower / upper);
  const halfWidth = Math.log(upper / lower) / 2;
  const angle = hyperbolicAmplitude(modulus);
  // Both maps are odd about w = ½. With sc = sinh ψ, nd² = (1 + sc²)/(1 + k'² sc²).
  const inside = (w: number): number => {
    if (w > 0.5) return -inside(1 - w);
    const psi = angle(w);
    return 2 * Math.log(Math.cosh(psi)) - Math.log1p((modulus * Math.sinh(psi)) ** 2) - halfWidth;
  };
  const outside = (w: number): number => {
    if (w > 0.5) return -outside(1 - w);
    return 2 * Math.log(Math.sinh(angle(w))) - halfWidth;
  };
  return { halfWidth, inside, outside };
}

/**
 * ψ(w) with sinh ψ = sc(wK). Since sc(u) = −i sn(iu; k'), it is the amplitude of the small modulus k' at an imaginary
 * argument, by descending Landen steps: 2ψ_{n−1} − ψ_n = arsinh((c_n/a_n) sinh ψ_n), ψ_N = 2^N a_N wK.
 */
function hyperbolicAmplitude(modulus: number): (w: number) => number {
  const quarterPeriod = Math.PI / 2 / arithmeticGeometricMean(1, modulus);
  const ratios: number[] = [];
  let a = 1;
  let b = Math.sqrt((1 - modulus) * (1 + modulus));
  let c = modulus;
  while (c > Number.EPSILON * a) {
    const mean = (a + b) / 2;
    // (a − b)/2 would lose its digits.
    c = c ** 2 / (4 * mean);
    ratios.push(c / mean);
    b = Math.sqrt(a * b);
    a = mean;
  }
  const scale = 2 ** ratios.length * a * quarterPeriod;
  return w => ratios.reduceRight((psi, ratio) => (psi + Math.asinh(ratio * Math.sinh(psi))) / 2, scale * w);
}

function arithmeticGeometricMean(a: number, b: number): number {
  return a - b > Number.EPSILON * a ? arithmeticGeometricMean((a + b) / 2, Math.sqrt(a * b)) : a;
}
